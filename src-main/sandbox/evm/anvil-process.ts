import { spawn, type ChildProcess } from 'node:child_process';
import {
  accessSync, constants, copyFileSync, existsSync, readFileSync, writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { BASE_FEE, CHAIN_ID } from './chain-port.ts';

/** What makes this folder's chain its own: the first block follows from it. */
const birthShape = z.object({
  timestamp: z.number().int(), gasLimit: z.number().int(), port: z.number().int(),
});
export type Birth = z.infer<typeof birthShape>;

const BOOT_MAX_MS = 10_000;
const STOP_MAX_MS = 3_000;
const RESTART_MS = 200;
const START_TRIES = 3;
const POLL_MS = 25;
const GAS_LIMIT = 30_000_000;
/** The first block lies up to this long ago: it only has to differ from sandbox to sandbox. */
const AGE_MAX_SECONDS = 5 * 365 * 24 * 3_600;

export type AnvilProcess = {
  readonly url: string;
  /** It began without any memory. */
  readonly isFresh: boolean;
  /** Told when it stopped by itself and was started again: it may have lost its last second. */
  onRestart(listener: () => void): void;
  stop(): Promise<void>;
};

/** Anvil did not start, or stopped at once. */
export class AnvilError extends Error {
  override readonly name = 'AnvilError';
}

/** Where anvil is: the package of this platform, else the PATH; null where there is none. */
export function findAnvil(): string | null {
  const require = createRequire(import.meta.url);
  const fromPackage = (): string | null => {
    try {
      const name = '@foundry-rs/anvil-linux-amd64/package.json';
      return join(require.resolve(name), '..', 'bin', 'anvil');
    } catch {
      // Not installed: it is optional, and there is none for other platforms.
      return null;
    }
  };
  const fromPath = (process.env['PATH'] ?? '').split(delimiter)
    .map((folder) => join(folder, process.platform === 'win32' ? 'anvil.exe' : 'anvil'));
  return [fromPackage(), ...fromPath].find((path) => path !== null && isExecutable(path)) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts anvil on the folder's state, and again where it stops by itself. It keeps to the loopback,
 * has no accounts, allows no page of a browser to ask it, and ends with this process.
 */
export async function startAnvil({ binary, folder, random, nowMs }: {
  readonly binary: string;
  readonly folder: string;
  random(below: number): number;
  nowMs(): number;
}): Promise<AnvilProcess> {
  const birthPath = join(folder, 'anvil.json');
  const statePath = join(folder, 'anvil-state.json');
  const kept = readBirth(birthPath);
  if (kept !== null) await untilGone(kept.port);
  const isFresh = !keepState(statePath);
  const born = {
    timestamp: kept?.timestamp
      ?? Math.floor(nowMs() / 1000) - AGE_MAX_SECONDS + random(AGE_MAX_SECONDS),
    gasLimit: kept?.gasLimit ?? GAS_LIMIT + random(65_536),
  };
  for (let tryNumber = 1; ; tryNumber += 1) {
    const birth: Birth = { ...born, port: await freePort() };
    writeFileSync(birthPath, JSON.stringify(birth), { mode: 0o600 });
    const url = `http://127.0.0.1:${birth.port}`;
    const child = run(binary, birth, statePath);
    if (await untilThere(url, child)) {
      return { url, isFresh, ...supervised(child, url, () => run(binary, birth, statePath)) };
    }
    await ended(child);
    // Somebody may have taken the port in between; more than that cannot be helped by trying.
    if (tryNumber === START_TRIES) throw new AnvilError(`${binary} did not start.`);
  }
}

/** Starts it again where it stops by itself, after a moment. */
function supervised(
  first: ChildProcess, url: string, start: () => ChildProcess,
): Pick<AnvilProcess, 'onRestart' | 'stop'> {
  const running = { child: first, isStopping: false, tell: (): void => undefined };
  const watch = (): void => {
    running.child.once('exit', () => void again());
  };
  const again = async (): Promise<void> => {
    await pause(RESTART_MS);
    if (running.isStopping) return;
    running.child = start();
    watch();
    if (await untilThere(url, running.child)) running.tell();
  };
  watch();
  return {
    onRestart: (listener) => { running.tell = listener; },
    stop: () => {
      running.isStopping = true;
      return ended(running.child);
    },
  };
}

function readBirth(path: string): Birth | null {
  return existsSync(path) ? birthShape.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

/**
 * Keeps a copy of a state that can be read, and puts the copy back where it cannot (anvil was
 * killed while writing); false where there is no state at all.
 */
function keepState(path: string): boolean {
  const copy = `${path}.previous`;
  if (isJson(path)) copyFileSync(path, copy);
  else if (isJson(copy)) copyFileSync(copy, path);
  else return false;
  return true;
}

function isJson(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, 'utf8'));
    return true;
  } catch {
    return false;
  }
}

/** Flags: guide to Circle and Arc, section 3.2. */
function run(binary: string, birth: Birth, statePath: string): ChildProcess {
  const flags = [
    '--quiet', '--hardfork', 'osaka', '--chain-id', String(CHAIN_ID), '--host', '127.0.0.1',
    '--port', String(birth.port), '--no-cors', '--accounts', '0', '--slots-in-an-epoch', '1',
    '--state', statePath, '--state-interval', '1', '--timestamp', String(birth.timestamp),
    '--gas-limit', String(birth.gasLimit), '--block-base-fee-per-gas', String(BASE_FEE),
  ];
  if (process.platform === 'win32') return spawn(binary, flags, { stdio: 'ignore' });
  // The shell ends anvil when our end of its input closes, however this process ends: anvil
  // then writes its state down, and no orphan keeps a port or the state's file.
  const watch = 'exec 3<&0; "$@" & child=$!; trap "kill -TERM $child" TERM; '
    + '(cat <&3 >/dev/null; kill -TERM $child 2>/dev/null) & wait $child; wait $child';
  return spawn('/bin/sh', ['-c', watch, 'sh', binary, ...flags], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
  if (child.stdin === null) child.kill('SIGTERM');
  else child.stdin.end();
  // Whoever waits for us has a limit as well; what anvil could not write is told to it again.
  return Promise.race([gone, pause(STOP_MAX_MS)]);
}

/** Whether it answered in time; one that died is not waited for (exit code or signal). */
async function untilThere(url: string, child: ChildProcess): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < BOOT_MAX_MS; waitedMs += POLL_MS) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (await answers(url)) return true;
    await pause(POLL_MS);
  }
  return false;
}

/** Waits for the anvil of a process that was killed: it is still writing its state. */
async function untilGone(port: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < BOOT_MAX_MS; waitedMs += POLL_MS) {
    if (!await answers(`http://127.0.0.1:${port}`)) return;
    await pause(POLL_MS);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}',
    });
    return (await response.text()).includes(CHAIN_ID.toString(16));
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
