import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../engine/ports.ts';

/**
 * Limits of both loopback servers (security guide 2.5). `CONNECTIONS_MAX` is 256 instead of the
 * guide's 64, because a marketplace working with a hundred connections beside its event streams is
 * an ordinary caller; a connection costs a few kilobytes, and slow ones end after ten seconds.
 */
const PATIENCE = { headersMs: 5_000, requestMs: 10_000, checkEveryMs: 1_000, keepAliveMs: 5_000 };
const CONNECTIONS_MAX = 256;
const REQUESTS_PER_SOCKET_MAX = 1_000;

export type HttpServer = {
  readonly port: number;
  /** Takes no more connections, lets running answers end for `graceMs`, then cuts what is left. */
  readonly close: (graceMs: number) => Promise<void>;
};

/**
 * Binds and answers once bound, so that no address is published that another program could hold.
 * Rejects with the system's error (`EADDRINUSE`, …); it never falls back to another port.
 */
export async function openHttpServer(options: {
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
  readonly handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  readonly log: Pick<Log, 'error'>;
  /** How long a caller may take for head and whole request; tests hand in less. */
  readonly patience?: typeof PATIENCE;
}): Promise<HttpServer> {
  const patience = options.patience ?? PATIENCE;
  let closing = false;
  const server = createServer({
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.checkEveryMs,
    keepAliveTimeout: patience.keepAliveMs,
    insecureHTTPParser: false,
    // Ours: HTTP/1.0 has to name its host as well.
    requireHostHeader: false,
  }, (incoming, outgoing) => {
    // A connection whose answer ends while we close is only then idle, and waits for nothing more.
    outgoing.once('close', () => {
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    options.handle(incoming, outgoing);
  });
  server.maxConnections = CONNECTIONS_MAX;
  server.maxRequestsPerSocket = REQUESTS_PER_SOCKET_MAX;
  await listen(server, options.host, options.port);
  // Unheard, an error of accepting (out of memory or sockets) would end the whole process.
  server.on('error', (error) => {
    options.log.error('a connection could not be taken', { error });
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return {
    port: address.port,
    close: (graceMs) => {
      closing = true;
      return close(server, graceMs);
    },
  };
}

/** The address of a bound server as callers write it. */
export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, () => {
    server.off('error', reject);
    resolve();
  });
  return promise;
}

async function close(server: Server, graceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), graceMs);
  await promise;
  clearTimeout(limit);
}
