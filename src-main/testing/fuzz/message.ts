/** One HTTP request as it goes over a socket, with its flaws, and what came back. */
import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export type Message = {
  readonly method: string;
  /** The request target, exactly as it is sent. */
  readonly target: string;
  /** Names and values by turns, so that a name can stand twice. */
  readonly headers: readonly string[];
  readonly body: Buffer | null;
  /** The caller goes away in the middle of its body. */
  readonly hangsUp: boolean;
};

export type Answered = {
  readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string;
};

const ANSWER_LIMIT_MS = 60_000;

/**
 * Sends messages to one address. Null: nobody answered, because the caller hung up or the server
 * closed the connection; rejects when nothing happens for a minute.
 */
export function createSender(url: string): {
  readonly send: (message: Message) => Promise<Answered | null>;
  readonly close: () => void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(url);
  const send = (message: Message, isSecond = false): Promise<Answered | null> => {
    const { method, target, headers, body, hangsUp } = message;
    const { promise, resolve, reject } = Promise.withResolvers<Answered | null>();
    const outgoing = request({
      hostname, port, method, path: target, headers: [...headers], agent, setHost: false,
      timeout: ANSWER_LIMIT_MS,
    });
    outgoing.once('timeout', () => {
      reject(new Error(`${method} ${target.slice(0, 80)} was not answered within a minute.`));
      outgoing.destroy();
    });
    outgoing.on('error', () => {
      // A connection that was kept may be closed at the very moment it is used again.
      if (outgoing.reusedSocket && !isSecond && !hangsUp) resolve(send(message, true));
      resolve(null);
    });
    outgoing.once('close', () => { resolve(null); });
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      const done = (): void => resolve({
        status: incoming.statusCode ?? 0, headers: incoming.headers,
        text: Buffer.concat(chunks).toString('utf8'),
      });
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        // A stream of events never ends by itself.
        if (incoming.headers['content-type']?.startsWith('text/event-stream') !== true) return;
        done();
        incoming.destroy();
      });
      incoming.once('end', done);
      incoming.once('error', () => { resolve(null); });
    });
    if (!hangsUp) outgoing.end(body ?? undefined);
    else {
      if (body === null) outgoing.flushHeaders();
      else outgoing.write(body.subarray(0, 1));
      setTimeout(() => outgoing.destroy(), 3);
    }
    return promise;
  };
  return { send: (message) => send(message), close: () => { agent.destroy(); } };
}
