/**
 * A wallet daemon that keeps no books: it answers every hold and release at once, or after a set
 * delay, from a process of its own, so that its work costs the measured process nothing.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { createBitcoinWallet } from '../src-main/sandbox/wallet-daemon/bitcoin.ts';
import { startChild } from './child.ts';

/** When requests arrived: escrow address and the machine's monotonic clock in nanoseconds. */
export type Arrivals = ReadonlyMap<string, bigint>;

export type BenchProvider = {
  readonly url: string;
  /** How long every answer is held back from now on; 0: at once. */
  readonly setDelay: (delayMs: number) => Promise<void>;
  /** The releases that arrived since the last time this was asked. */
  readonly takeArrivals: () => Promise<Arrivals>;
  readonly close: () => Promise<void>;
};

const request = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('delay'), delayMs: z.number() }),
  z.object({ ask: z.literal('arrivals') }),
]);
const ready = z.object({ port: z.number() });
const arrivals = z.object({ arrivals: z.array(z.tuple([z.string(), z.string()])) });

/** Starts the process and waits until it listens. */
export async function startProvider(): Promise<BenchProvider> {
  const child = await startChild(import.meta.filename);
  const ask = (message: z.infer<typeof request>): Promise<unknown> => child.ask(message);
  return {
    url: `http://127.0.0.1:${ready.parse(child.ready).port}`,
    setDelay: async (delayMs) => void (await ask({ ask: 'delay', delayMs })),
    takeArrivals: async () => {
      const taken = arrivals.parse(await ask({ ask: 'arrivals' })).arrivals;
      return new Map(taken.map(([address, at]) => [address, BigInt(at)]));
    },
    close: child.close,
  };
}

function serve(): void {
  const wallet = createBitcoinWallet({ signing: 'hash', randomBytes });
  let delayMs = 0;
  let seen: [string, string][] = [];
  const answerOf = (path: string | undefined, body: string): object => {
    if (path === '/api/v1/escrow/create') return { address: wallet.freshAddress().address };
    const address = /"address":"([^"]+)"/.exec(body)?.[1] ?? '';
    seen.push([address, '']);
    return { transaction_hash: randomBytes(32).toString('hex') };
  };
  const server = createServer((incoming, response) => {
    const at = process.hrtime.bigint();
    void readBody(incoming).then((body) => {
      const answer = answerOf(incoming.url, body);
      const last = seen.at(-1);
      if (last !== undefined && last[1] === '') last[1] = String(at);
      if (delayMs === 0) send(response, answer);
      else setTimeout(() => { send(response, answer); }, delayMs);
    });
  });
  server.keepAliveTimeout = 60_000;
  process.on('message', (message) => {
    const asked = request.parse(message);
    if (asked.ask === 'delay') {
      ({ delayMs } = asked);
      process.send?.({});
      return;
    }
    process.send?.({ arrivals: seen });
    seen = [];
  });
  process.once('disconnect', () => { process.exit(0); });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
  });
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  let body = '';
  incoming.setEncoding('utf8');
  for await (const chunk of incoming) body += String(chunk);
  return body;
}

function send(response: ServerResponse, answer: object): void {
  const text = JSON.stringify(answer);
  response.writeHead(200, {
    'content-type': 'application/json', 'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

if (process.argv[2] === 'serve' && process.send !== undefined) serve();
