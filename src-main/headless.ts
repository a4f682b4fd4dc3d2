/**
 * The Node door: the same engine, renderer and contract on loopback, for browsers of this machine
 * (DESIGN 12). `--json` prints one line on standard output once everything answers.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startApp, VERSION, type App } from './app.ts';
import { createConsoleServer, type ConsoleServer } from './console-server/console-server.ts';
import { refuse } from './engine/domain/refusals.ts';
import { accept } from './engine/domain/result.ts';
import { dataKeyFile } from './world/data-key-file.ts';
import { createSystemLog, systemRandom } from './world/ports.ts';
import type { SandboxChoice } from './world/sandbox-link.ts';
import { dataFolder } from './shell/data-folder.ts';

type Arguments = ReturnType<typeof readArguments>;

function readArguments(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv], strict: true,
    options: {
      data: { type: 'string' }, sandbox: { type: 'boolean', default: false },
      sample: { type: 'boolean', default: false }, listener: { type: 'string' },
      console: { type: 'string' }, json: { type: 'boolean', default: false },
      'sandbox-url': { type: 'string' }, 'sandbox-token': { type: 'string' },
    },
  });
  return values;
}

/** `HOST:PORT`; the host is an address of this machine. */
function readAddress(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  const port = Number.parseInt(text.slice(colon + 1), 10);
  const host = text.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  if (colon < 1 || Number.isNaN(port) || port < 0 || port > 65_535) {
    throw new Error(`${text} is not an address of the form HOST:PORT.`);
  }
  if (host !== '127.0.0.1' && host !== '::1') {
    throw new Error(`${host} is not a loopback address; Paydesk listens on this machine only.`);
  }
  return { host, port };
}

function sandboxChoice(values: Arguments): SandboxChoice | null {
  const url = values['sandbox-url'];
  if (url !== undefined) {
    const token = values['sandbox-token'] ?? process.env['PAYDESK_SANDBOX_TOKEN'];
    if (token === undefined) throw new Error('--sandbox-url needs --sandbox-token.');
    return { kind: 'apart', url, token };
  }
  return values.sandbox ? { kind: 'embedded' } : null;
}

async function main(): Promise<void> {
  const values = readArguments(process.argv.slice(2));
  const sandbox = sandboxChoice(values);
  const folder = values.data ?? dataFolder(sandbox === null ? 'live' : 'sandbox');
  const log = createSystemLog(process.env['PAYDESK_LOG_LEVEL'] ?? 'info');
  const app = await startApp({
    dataFolder: folder, dataKey: () => dataKeyFile(join(folder, 'data.key')), log,
    env: process.env, sandbox, sample: values.sample, machineOperators: values.json,
    listener: values.listener === undefined ? null : readAddress(values.listener),
    deliver: (shelf, fileId) => Promise.resolve(shelf.find(fileId) === null
      ? refuse('not_found', { file: fileId })
      : accept({ savedTo: null, downloadUrl: `/files/${fileId}` })),
  });
  const server = await openConsole(app, values, log);
  stopOnSignals(app, server);
  announce(app, server, values);
  offerNewAddress(server, values);
}

async function openConsole(app: App, values: Arguments, log: ReturnType<typeof createSystemLog>) {
  const address = values.console === undefined
    ? { host: '127.0.0.1', port: Number.parseInt(await app.setting('console.port'), 10) }
    : readAddress(values.console);
  return createConsoleServer({
    dispatch: app.dispatch,
    subscribe: (caller, tell) => app.subscribe(caller, tell),
    openFile: (fileId) => Promise.resolve(app.shelf.take(fileId)),
    rendererFolder: join(import.meta.dirname, '..', 'out', 'renderer'),
    ...address, clock: app.clock, ids: app.ids, random: systemRandom, log,
  });
}

function announce(app: App, server: ConsoleServer, { json }: Arguments): void {
  if (!json) {
    const { url } = app.listener;
    process.stdout.write(`Paydesk ${VERSION} answers marketplaces at ${url}\n`);
    process.stdout.write(`Open the console: ${server.launchUrl}\n`);
    return;
  }
  const { sandbox } = app;
  process.stdout.write(`${JSON.stringify({
    ready: true, version: VERSION, listener: { url: app.listener.url },
    console: { url: server.url, launchUrl: server.launchUrl },
    ...(sandbox === null ? {} : {
      sandbox: { ...sandbox.credentials, ...sandbox.standIns },
    }),
  })}\n`);
}

/**
 * An address is good for one browser. Whoever started the door through a pipe gets another one for
 * each line that it writes; a terminal is not read, because a door in the background would be
 * stopped by that.
 */
function offerNewAddress(server: ConsoleServer, { json }: Arguments): void {
  if (process.stdin.isTTY) return;
  createInterface({ input: process.stdin }).on('line', () => {
    const launchUrl = server.newLaunchUrl();
    process.stdout.write(json
      ? `${JSON.stringify({ console: { url: server.url, launchUrl } })}\n`
      : `Open the console: ${launchUrl}\n`);
  });
}

function stopOnSignals(app: App, server: ConsoleServer): void {
  const stop = (): void => {
    server.close().then(() => app.stop()).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
