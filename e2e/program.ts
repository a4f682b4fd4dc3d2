import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const root = dirname(import.meta.dirname);
/** These end a program that hangs; how long one takes says nothing on a machine that is busy. */
const lineLimitMs = 120_000;
const stopLimitMs = 20_000;

/** A program of this checkout in a process of its own. */
export type Program = {
  /** The next line on standard output; throws with the program's log where none comes. */
  readonly nextLine: () => Promise<string>;
  /** What it wrote to standard error so far. */
  readonly log: () => string;
  /** Asks it to end; throws where it did not drain and end with 0, and ends it then. */
  readonly stop: () => Promise<void>;
  /** SIGKILL: it writes, answers and cleans up nothing more. */
  readonly kill: () => Promise<void>;
};

/** Starts an entry, named from the root of the checkout, under this Node. */
export function startProgram(entry: string, args: readonly string[]): Program {
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, entry), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The model of the chain starts at once; what a real one does is proven elsewhere.
    env: { PAYDESK_SANDBOX_CHAIN: 'model', ...process.env },
  });
  const log: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      log.push(`${entry} could not be started: ${error.message}\n`);
      resolve();
    });
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    clearTimeout(limit);
  };
  return {
    nextLine: async () => {
      const limit = setTimeout(() => child.kill('SIGKILL'), lineLimitMs);
      const line = await lines.next();
      clearTimeout(limit);
      if (line.done !== true) return line.value;
      throw new Error(`${entry} said nothing more. Its log:\n${log.join('').slice(-4_000)}`);
    },
    log: () => log.join(''),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await end('SIGTERM');
      if (child.exitCode === 0) return;
      const how = child.exitCode ?? child.signalCode ?? 'nothing';
      throw new Error(`${entry} ended with ${how}. Its log:\n${log.join('').slice(-4_000)}`);
    },
    kill: () => end('SIGKILL'),
  };
}
