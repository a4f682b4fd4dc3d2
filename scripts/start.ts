import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { dataFolder, isFirstRun } from '../src-main/shell/data-folder.ts';
import { ensureBuilt } from './build.ts';
import { fetchElectron, findElectron, hasDisplay } from './electron-binary.ts';

const root = dirname(import.meta.dirname);
/** A window that fails sooner than this never opened: a library or the display is missing. */
const windowFailedWithinMs = 15_000;

const { values: flags } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    electron: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    data: { type: 'string' },
    listener: { type: 'string' },
    console: { type: 'string' },
  },
});

const data = flags.data ?? dataFolder(flags.live ? 'live' : 'sandbox');

const electron = chooseElectron();
if ('path' in electron) await openWindow(electron.path);
else if (flags.electron) fail(`The window cannot be opened: ${electron.reason}.`);
else await serveBrowserMode(electron.reason);

/** The Electron binary to use, fetched if need be, or the reason for browser mode. */
function chooseElectron(): { path: string } | { reason: string } {
  if (flags.browser) return { reason: 'as asked for' };
  if (!flags.electron && !hasDisplay()) return { reason: 'there is no display' };
  const path = findElectron();
  if (path !== undefined) return { path };
  const fetched = fetchElectron();
  if ('path' in fetched) return fetched;
  return { reason: `Electron could not be fetched (${fetched.reason})` };
}

async function openWindow(binary: string): Promise<void> {
  await ensureBuilt(['renderer', 'main', 'preload']);
  // Chromium refuses to run as root with its sandbox on.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const started = performance.now();
  const window = spawn(binary, [...(asRoot ? ['--no-sandbox'] : []), root, ...windowArguments()], {
    stdio: 'inherit',
  });
  const code = await ended(window);
  const neverOpened = code !== 0 && performance.now() - started < windowFailedWithinMs;
  if (neverOpened && !flags.electron) await serveBrowserMode(`Electron ended with code ${code}`);
  else process.exitCode = code;
}

async function serveBrowserMode(reason: string): Promise<void> {
  process.stdout.write(`Starting in browser mode: ${reason}.\n`);
  await ensureBuilt(['renderer']);
  const host = spawn(
    process.execPath,
    ['--enable-source-maps', join(root, 'src-main', 'headless.ts'), ...doorArguments(), '--json'],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { PAYDESK_LOG_LEVEL: 'warn', ...process.env } },
  );
  let isFirst = true;
  createInterface({ input: host.stdout }).on('line', (line) => {
    if (isFirst) announce(line);
    else process.stdout.write(`  open        ${addressIn(line)}\n`);
    isFirst = false;
  });
  // Each address lets in one browser; Enter asks the door for another one.
  if (process.stdin.isTTY) process.stdin.pipe(host.stdin);
  process.exitCode = await ended(host);
}

function windowArguments(): string[] {
  return ['--data', data, ...(flags.live ? ['--live'] : [])];
}

/** What the Node door is told: the folder, its book, and sample data the first time. */
function doorArguments(): string[] {
  const sandbox = flags.live ? [] : ['--sandbox', ...(isFirstRun(data) ? ['--sample'] : [])];
  const listener = flags.listener === undefined ? [] : ['--listener', flags.listener];
  const consoleHost = flags.console === undefined ? [] : ['--console', flags.console];
  return ['--data', data, ...sandbox, ...listener, ...consoleHost];
}

function addressIn(line: string): string {
  const told: unknown = JSON.parse(line);
  return readPath(told, ['console', 'launchUrl']) ?? '';
}

/** Tells a person what the ready line (DESIGN section 12) tells a machine. */
function announce(line: string): void {
  const ready: unknown = JSON.parse(line);
  const address = readPath(ready, ['console', 'launchUrl']) ?? readPath(ready, ['console', 'url']);
  const operator = readPath(ready, ['sandbox', 'operators', '0', 'name']);
  const password = readPath(ready, ['sandbox', 'operators', '0', 'password']);
  const lines = [
    flags.live ? 'Paydesk is running.' : 'Paydesk is running in the sandbox: no real money moves.',
    `  open        ${address}`,
    ...(operator === undefined ? [] : [`  sign in     ${operator} / ${password}`]),
    `  listener    ${readPath(ready, ['listener', 'url'])}`,
    `  data        ${data}`,
    process.stdin.isTTY
      ? 'Press Enter for another address, Ctrl+C to stop.' : 'Press Ctrl+C to stop.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (address !== undefined && hasDisplay()) openInBrowser(address);
}

function readPath(value: unknown, path: readonly string[]): string | undefined {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Reflect.get(current, key);
  }
  return typeof current === 'string' ? current : undefined;
}

/** The address was printed already, so that a missing browser is no error. */
function openInBrowser(address: string): void {
  const commands: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
    darwin: ['open', address],
    win32: ['cmd', '/c', 'start', '', address],
  };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open', address];
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.on('error', () => opener.unref());
  opener.unref();
}

/** Passes our signals on and answers the exit code; a death by signal counts as 1. */
function ended(child: ChildProcess): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    resolve(1);
  });
  child.on('exit', (code) => resolve(code ?? 1));
  return promise;
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
