/** Paydesk and its stand-ins as processes of their own, to be started, killed and asked. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const sources = join(import.meta.dirname, '..', '..');
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
const LOG_KEPT = 4_000;

const address = z.object({ url: z.string() });
const doorReady = z.object({
  ready: z.literal(true), listener: address, console: z.object({ launchUrl: z.string() }),
  sandbox: z.object({
    apiKey: z.string(), operators: z.array(z.object({ name: z.string(), password: z.string() })),
    webhookSecrets: z.object({ jobs: z.string() }),
    circle: z.object({
      url: z.string(), apiKey: z.string(),
      wallets: z.array(z.object({ id: z.string(), address: z.string(), role: z.string() })),
    }),
    evm: z.object({ rpcUrl: z.string() }),
  }),
});
const standInsReady = z.object({
  ready: z.literal(true), control: z.object({ url: z.string(), token: z.string() }),
});
export type DoorReady = z.infer<typeof doorReady>;
export type ControlAddress = z.infer<typeof standInsReady>['control'];

/** A process of ours: what it said when it was ready, its log, and two ways to end it. */
export type Running<R> = {
  /** Rejects with the log where it ends before it is ready, unless it was killed by us. */
  readonly ready: Promise<R>;
  readonly log: () => string;
  readonly isRunning: () => boolean;
  /** SIGKILL; resolves once the process is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM, and SIGKILL where that is not heard; answers the exit code. */
  readonly stop: () => Promise<number | null>;
};

/** Starts the stand-ins on their own data folder; a restart keeps addresses and books. */
export function startStandIns(
  folder: string, chain: 'auto' | 'model' = 'auto',
): Running<z.infer<typeof standInsReady>> {
  const args = ['--data', folder, '--json', '--chain', chain];
  return start(join('sandbox', 'main.ts'), args, standInsReady);
}

/** Starts the Node door on `folder` against stand-ins that run apart. */
export function startDoor(options: {
  readonly folder: string;
  readonly control: ControlAddress;
  /** `HOST:PORT`; port 0 lets the system choose. */
  readonly listener: string;
}): Running<DoorReady> {
  const { folder, control, listener } = options;
  return start('headless.ts', [
    '--data', folder, '--json', '--sandbox-url', control.url,
    `--sandbox-token=${control.token}`,
    '--listener', listener, '--console', '127.0.0.1:0',
  ], doorReady);
}

function start<R>(entry: string, args: readonly string[], shape: z.ZodType<R>): Running<R> {
  const child = spawn(process.execPath, [join(sources, entry), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...ownEnvironment(), PAYDESK_LOG_LEVEL: 'warn' },
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-LOG_KEPT);
  });
  const gone = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => { resolve(code); });
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const kill = async (): Promise<void> => {
    if (isRunning()) child.kill('SIGKILL');
    await gone;
  };
  const ready = readyLine(child, shape, () => `${entry} said:\n${log}`);
  // A process that is killed while it starts leaves a promise that nobody waits for.
  ready.catch(() => undefined);
  return { ready, log: () => log, isRunning, kill, stop: () => stop(child, gone) };
}

function readyLine<R>(
  child: ChildProcess,
  shape: z.ZodType<R>,
  tell: () => string,
): Promise<R> {
  const { promise, resolve, reject } = Promise.withResolvers<R>();
  const fail = (what: string): void => { reject(new Error(`A process ${what}. ${tell()}`)); };
  const limit = setTimeout(() => { fail('was not ready in time'); }, START_LIMIT_MS);
  child.once('exit', (code, signal) => {
    clearTimeout(limit);
    fail(`ended with ${code ?? signal ?? 'nothing'} before it was ready`);
  });
  if (child.stdout === null) throw new Error('The process has no standard output.');
  createInterface({ input: child.stdout }).once('line', (line) => {
    clearTimeout(limit);
    const parsed = shape.safeParse(parseJson(line));
    if (parsed.success) resolve(parsed.data);
    else fail(`said something else than its ready line: ${line.slice(0, 200)}`);
  });
  return promise;
}

/** Settings win from the environment, and a test runner sets some of its own (`BASE_URL`). */
function ownEnvironment(): Record<string, string | undefined> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot'];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

async function stop(child: ChildProcess, gone: Promise<number | null>): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  const code = await gone;
  clearTimeout(limit);
  return code;
}

/** The parsed text, or the text itself where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
