/**
 * The sandbox's Open Payments banks over real sockets, in a process of their own. They check every
 * signature, remember everything, and their time is the machine's.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createHttpPort } from '../src-main/sandbox/http/http-port.ts';
import { createSandbox } from '../src-main/sandbox/sandbox.ts';
import { startChild } from './child.ts';

export type Bank = {
  readonly url: string;
  /** Publishes a client's key: `x` of its public JWK. */
  readonly publish: (wallet: string, kid: string, x: string) => Promise<void>;
  /** The requests that arrived since the last time this was asked. */
  readonly takeCalls: () => Promise<number>;
  readonly close: () => Promise<void>;
};

const request = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('publish'), wallet: z.string(), kid: z.string(), x: z.string() }),
  z.object({ ask: z.literal('calls') }),
]);
const ready = z.object({ url: z.string() });
const counted = z.object({ calls: z.number() });

/** Starts the process and waits until it listens. */
export async function startBank(): Promise<Bank> {
  const child = await startChild(import.meta.filename);
  const ask = (message: z.infer<typeof request>): Promise<unknown> => child.ask(message);
  return {
    url: ready.parse(child.ready).url,
    publish: async (wallet, kid, x) => void (await ask({ ask: 'publish', wallet, kid, x })),
    takeCalls: async () => counted.parse(await ask({ ask: 'calls' })).calls,
    close: child.close,
  };
}

async function serve(): Promise<void> {
  const sandbox = createSandbox({ nowMs: Date.now, randomBytes, signing: 'hash' });
  let calls = 0;
  const port = createHttpPort({
    port: 0,
    onBug: (error) => { process.stderr.write(`bench: a bank failed: ${String(error)}\n`); },
    answer: (asked) => {
      calls += 1;
      return sandbox.deliver('openPayments', asked);
    },
  });
  process.on('message', (message) => {
    const asked = request.parse(message);
    if (asked.ask === 'publish') sandbox.setKey(asked.wallet, asked.kid, asked.x);
    process.send?.({ calls });
    if (asked.ask === 'calls') calls = 0;
  });
  process.once('disconnect', () => { process.exit(0); });
  await port.open();
  process.send?.({ url: port.url() });
}

if (process.argv[2] === 'serve' && process.send !== undefined) await serve();
