/** The product as it runs, on a folder of its own, with everything that requests can refer to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App } from '../../app.ts';
import type { Caller } from '../../contract/handlers.ts';
import { refuse } from '../../engine/domain/refusals.ts';
import { accept, invariant } from '../../engine/domain/result.ts';
import type { Log } from '../../engine/ports.ts';
import type { SandboxCredentials } from '../../world/sandbox-link.ts';
import { dataKeyFile } from '../../world/data-key-file.ts';
import { furnish, learnWaiting, mendConfiguration, readConfiguration } from './furnish.ts';
import { createKnown, type Known } from './known.ts';
import type { CallCase, RouteCase } from './targets.ts';

export type World = {
  readonly app: App;
  readonly folder: string;
  readonly known: Known;
  /** The whole API keys, by what a case calls them; null: none is sent. */
  readonly keys: Readonly<Record<RouteCase['key'], string | null>>;
  readonly credentials: SandboxCredentials;
  /** Asks the contract as an operator or as nobody. The one place that knows how calls are made. */
  readonly ask: (name: string, input: unknown, as?: CallCase['caller']) => Promise<unknown>;
  /** What was logged so far, one line each, and what of it were errors. */
  readonly logged: { readonly lines: string[]; readonly errors: string[] };
  /** Ends what a person would end: rehearsed faults, a locked session, a spoilt connection. */
  readonly mend: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const callers: Readonly<Record<CallCase['caller'], Caller>> = {
  operator: { sessionId: 'fuzz-operator', host: 'browser' },
  locked: { sessionId: 'fuzz-locked', host: 'browser' },
  'signed-out': { sessionId: 'fuzz-nobody', host: 'browser' },
};
/** What concerns sessions is asked at a window of its own, so that the others stay as they are. */
const wanderer: Caller = { sessionId: 'fuzz-wanderer', host: 'electron' };

/** What operators do with their own account, which takes one who has signed in. */
const ownAccount: ReadonlySet<string> = new Set([
  'session.changePassword', 'session.prove', 'session.beginCode', 'session.confirmCode',
  'session.makeRecoveryCode', 'session.newWindow',
]);

/** A scenario begun in a world that was spoilt already says so to its operator as well. */
const FAILED_REHEARSAL = 'a rehearsal failed';
const LOG_LINES_MAX = 200_000;

/** Starts the sandbox with its small working day, two marketplaces, and three keys. */
export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'paydesk-fuzz-'));
  const logged: World['logged'] = { lines: [], errors: [] };
  const app = await startApp({
    dataFolder: folder, dataKey: () => dataKeyFile(join(folder, 'data.key')),
    log: keptLog(logged), env: {}, sandbox: { kind: 'embedded', chain: 'model' }, sample: true,
    machineOperators: true, listener: { host: '127.0.0.1', port: 0 },
    newWindow: () => 'http://127.0.0.1:9/#t=fuzz',
    deliver: (shelf, fileId) => Promise.resolve(shelf.find(fileId) === null
      ? refuse('not_found', { file: fileId })
      : accept({ savedTo: null, downloadUrl: `/files/${fileId}` })),
  });
  const sink = await openSink();
  const credentials = app.sandbox?.credentials;
  invariant(credentials !== undefined && credentials !== null, 'The sandbox has no credentials.');
  const { read } = app.engine;
  const known = createKnown(async (id) => (await read.payment(id))?.payment.version
    ?? (await read.batch(id))?.version ?? null);
  const ask: World['ask'] = async (name, input, as = 'operator') => {
    const isOwn = ownAccount.has(name) || !name.startsWith('session.');
    if (isOwn) return app.dispatch(name, input, callers[as]);
    if (name !== 'session.unlock') return app.dispatch(name, input, wanderer);
    const answer = await app.dispatch(name, input, callers.locked);
    await app.sessions.lock(callers.locked);
    return answer;
  };
  await signIn(app, credentials);
  const keys = await furnish({ ask, known, credentials, hook: sink.url });
  const originals = await readConfiguration(ask);
  return {
    app, folder, known, keys, credentials, ask, logged,
    mend: async () => {
      await mendConfiguration(ask, originals, credentials);
      await app.sessions.lock(callers.locked);
      app.sessions.touch(callers.operator);
      await learnWaiting({ ask, known });
    },
    close: async () => {
      await app.stop();
      sink.server.close();
      sink.server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function keptLog({ lines, errors }: World['logged']): Log {
  const keep = (level: string) => (text: string, facts?: Readonly<Record<string, unknown>>) => {
    const line = `${level} ${text} ${JSON.stringify(facts ?? {}, readable)}`;
    if (lines.length < LOG_LINES_MAX) lines.push(line);
    if (level === 'error' && text !== FAILED_REHEARSAL) errors.push(line);
  };
  return { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** Errors and big numbers as a log writes them. */
function readable(_name: string, value: unknown): unknown {
  if (value instanceof Error) return value.stack ?? value.message;
  return typeof value === 'bigint' ? value.toString() : value;
}

async function signIn(app: App, { operators }: SandboxCredentials): Promise<void> {
  for (const caller of [callers.operator, callers.locked]) {
    const [first] = operators;
    const signed = await app.sessions.signIn(caller, {
      name: first?.name ?? '', password: first?.password ?? '',
    });
    invariant(signed.ok, 'The first operator of the sandbox could not sign in.');
  }
  await app.sessions.lock(callers.locked);
}

/** Where a marketplace hears of its payments: it takes everything. */
async function openSink(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.once('end', () => { outgoing.end(); });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  invariant(typeof address === 'object' && address !== null, 'The sink has no port.');
  return { server, url: `http://127.0.0.1:${address.port}/hook` };
}
