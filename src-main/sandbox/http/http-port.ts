import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { internalError, refuse } from './answers.ts';
import type { Delivery } from '../deliver.ts';
import type { ProviderRequest, ProviderResponse } from '../provider.ts';

const BODY_BYTES_MAX = 1024 * 1024;
const HOST = '127.0.0.1';
/** A port that another program holds for a moment is tried again this often, this far apart. */
const LISTEN_TRIES = 20;
const LISTEN_RETRY_MS = 100;

/** The port that was asked for stays in another program's hands. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/** One listening port on the loopback. `open` and `close` may alternate; the number stays. */
export type HttpPort = {
  /**
   * Listens; on port 0 the system chooses once, and that choice is kept. Throws `PortTakenError`
   * where the port does not become free within two seconds.
   */
  open(): Promise<void>;
  /** Stops listening and cuts every connection, so that the next one is refused. */
  close(): Promise<void>;
  port(): number;
  url(): string;
};

/** Serves `answer` over HTTP. A thrown bug is told to `onBug` and answered with 500. */
export function createHttpPort(options: {
  readonly port: number;
  answer(request: ProviderRequest): Delivery | Promise<Delivery>;
  onBug(error: unknown): void;
}): HttpPort {
  let port = options.port;
  let server: Server | null = null;
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const request = await readRequest(incoming);
      if (request === null) return send(outgoing, refuse(413, 'Request body too large'));
      carryOut(await settled(await options.answer(request)), outgoing);
    } catch (error) {
      // A caller that hung up in the middle of its body is no bug, and nobody is left to answer.
      if (incoming.destroyed && !incoming.complete) return;
      options.onBug(error);
      if (!outgoing.headersSent) send(outgoing, internalError());
    }
  };
  return {
    open: async () => {
      if (server !== null) return;
      const opened = createServer((incoming, outgoing) => void serve(incoming, outgoing));
      // An idle connection that we close just as its caller sends looks like a dropped request,
      // and nobody scripted that: callers close their connections, the stand-ins do not.
      opened.keepAliveTimeout = 0;
      await listen(opened, port);
      const address = opened.address();
      if (typeof address === 'object' && address !== null) port = address.port;
      server = opened;
    },
    close: async () => {
      const closing = server;
      server = null;
      if (closing === null) return;
      await new Promise<void>((resolve) => {
        closing.close(() => resolve());
        closing.closeAllConnections();
      });
    },
    port: () => port,
    url: () => `http://${HOST}:${port}`,
  };
}

/** The delivery with the answer that it was to wait for. */
async function settled(delivery: Delivery): Promise<Delivery> {
  if (delivery.kind !== 'response' || delivery.response.pending === undefined) return delivery;
  return { ...delivery, response: await delivery.response.pending };
}

function carryOut(delivery: Delivery, outgoing: ServerResponse): void {
  switch (delivery.kind) {
    case 'response': {
      const { response, delayMs } = delivery;
      if (delayMs === 0) return send(outgoing, response);
      const timer = setTimeout(() => send(outgoing, response), delayMs);
      outgoing.once('close', () => clearTimeout(timer));
      return;
    }
    case 'timeout':
      // Nothing is ever written; the caller's patience, or the port's closing, ends it.
      return;
    case 'dropped':
    case 'refused-connection':
      outgoing.destroy();
  }
}

function send(outgoing: ServerResponse, response: ProviderResponse): void {
  if (response.status === 204) {
    outgoing.writeHead(204, { ...response.headers }).end();
    return;
  }
  const length = Buffer.byteLength(response.bodyText);
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': length });
  outgoing.end(response.bodyText);
}

/** The whole request; null when its body is larger than a stand-in reads. */
async function readRequest(incoming: IncomingMessage): Promise<ProviderRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers,
    bodyText: Buffer.concat(chunks).toString('utf8'),
  };
}

async function listen(server: Server, port: number): Promise<void> {
  for (let tryNumber = 1; ; tryNumber++) {
    try {
      return await listenOnce(server, port);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken) throw error;
      if (tryNumber === LISTEN_TRIES) throw portTaken(port, error);
      await new Promise((resolve) => setTimeout(resolve, LISTEN_RETRY_MS));
    }
  }
}

async function listenOnce(server: Server, port: number): Promise<void> {
  server.listen(port, HOST);
  await once(server, 'listening');
}

function portTaken(port: number, cause: unknown): PortTakenError {
  return new PortTakenError(
    `Another program listens on ${HOST}:${port}, where the sandbox answered before. Nothing was ` +
      'started. Stop that program (an older sandbox, perhaps), or remove "ports" from ' +
      'sandbox.json to get new addresses.',
    { cause },
  );
}
