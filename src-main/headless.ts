/**
 * The Node door: the same engine, renderer and contract on loopback, for browsers of this machine
 * (DESIGN 12). `--json` prints one line on standard output once everything answers.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { App } from './app.ts';
import { createConsoleServer, type ConsoleServer } from './console-server/console-server.ts';
import { refuse } from './engine/domain/refusals.ts';
import { accept } from './engine/domain/result.ts';
import { dataKeyFile } from './world/data-key-file.ts';
import { createSystemLog, systemRandom } from './world/ports.ts';
import { readAddress, readyLine, standInsApart, standInsHere } from './world/start-options.ts';
import { startProblem } from './world/start-problem.ts';
import { startRestartableApp } from './restart.ts';
import { VERSION } from './world/version.ts';
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

/** What of the door is open yet; a signal may come at any time. */
type Opened = { app: App | null; server: ConsoleServer | null };

async function main(): Promise<void> {
  // What the folder holds is its owner's alone, also what libraries create.
  process.umask(0o077);
  const opened: Opened = { app: null, server: null };
  stopOnSignals(opened);
  const values = readArguments(process.argv.slice(2));
  const sandbox = standInsApart(values, process.env)
    ?? (values.sandbox ? standInsHere(process.env) : null);
  const folder = values.data ?? dataFolder(sandbox === null ? 'live' : 'sandbox');
  const log = createSystemLog(process.env['PAYDESK_LOG_LEVEL'] ?? 'info');
  const app = await startRestartableApp({
    dataFolder: folder, dataKey: () => dataKeyFile(join(folder, 'data.key')), log,
    env: process.env, sandbox, sample: values.sample, machineOperators: values.json,
    listener: values.listener === undefined ? null : readAddress(values.listener),
    newWindow: () => opened.server?.newLaunchUrl() ?? null,
    deliver: (shelf, fileId) => Promise.resolve(shelf.find(fileId) === null
      ? refuse('not_found', { file: fileId })
      : accept({ savedTo: null, downloadUrl: `/files/${fileId}` })),
  }, fail);
  opened.app = app;
  const server = await openConsole(app, values, log).catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  opened.server = server;
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
  process.stdout.write(`${readyLine(app, server)}\n`);
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

/** A signal leaves five seconds (DESIGN 12); what has not ended by then is recovered at a start. */
const STOP_MS_MAX = 4_700;

/**
 * Ends on SIGTERM and SIGINT: both servers and the engine at once, since each has its own grace.
 * While the door still opens, nobody was promised anything: it ends as harmlessly as by SIGKILL.
 * A second signal changes nothing, because Ctrl+C reaches this process from the terminal and from
 * whoever started it.
 */
function stopOnSignals(opened: Opened): void {
  let isStopping = false;
  const stop = (): void => {
    const { app, server } = opened;
    if (app === null) process.exit(0);
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => {
      process.stderr.write('Not everything ended in time; the next start recovers the rest.\n');
      process.exit(0);
    }, STOP_MS_MAX).unref();
    Promise.all([server?.close(), app.stop()]).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch(fail);

function fail(error: unknown): void {
  process.stderr.write(`${startProblem(error)}\n`);
  process.exit(1);
}
