import { lookup } from 'node:dns';
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Http, HttpAnswer, HttpFailure, HttpRequest } from './engine/ports.ts';
import { isPrivateAddress, isPrivateHost } from './rails/own-network.ts';

export type HttpClient = Http & {
  /** Cuts every connection; running calls end as `reset`. */
  readonly close: () => void;
};

/**
 * Idle connections kept per provider, as many as one may bear calls at once (`concurrencyMax`), and
 * for how long. Short, because a provider that closes an
 * idle connection just as we send on it leaves an operation unclear that nobody had to doubt.
 */
const IDLE_SOCKETS_MAX = 256;
const IDLE_MS = 1_000;

/**
 * The `Http` port over Node's own client: keep-alive, no redirects, no retries, no compression, one
 * deadline over the whole call. `sent: 'no'` is claimed only where no byte can have left: the
 * connection was refused, the name did not resolve, or the address is none. It never throws.
 */
export function createHttpClient(): HttpClient {
  const options = {
    keepAlive: true, maxFreeSockets: IDLE_SOCKETS_MAX, timeout: IDLE_MS,
    scheduling: 'lifo',
  } as const;
  const plain = new HttpAgent(options);
  const secure = new HttpsAgent(options);
  // Connections of their own: none that was opened without looking where the name leads is reused.
  const outside = {
    plain: new HttpAgent({ ...options, lookup: publicLookup }),
    secure: new HttpsAgent({ ...options, lookup: publicLookup }),
  };
  return {
    send: (request) => {
      const url = URL.parse(request.url);
      const isHttps = url?.protocol === 'https:';
      if (url === null || (!isHttps && url.protocol !== 'http:')) {
        return Promise.resolve(notSent('other', 'The address is not an http or https address.'));
      }
      const isPublic = request.publicOnly === true;
      // A literal is connected to without being looked up.
      if (isPublic && isPrivateHost(url.hostname)) return Promise.resolve(notSent('other', INSIDE));
      const agents = isPublic ? outside : { plain, secure };
      return send(request, () => (isHttps ? requestHttps : requestHttp)(url, {
        method: request.method, headers: headersOf(request),
        agent: isHttps ? agents.secure : agents.plain,
      }));
    },
    close: () => {
      for (const agent of [plain, secure, outside.plain, outside.secure]) agent.destroy();
    },
  };
}

const INSIDE = 'The address leads into the own network and was not called.';
const LEADS_INSIDE = 'EINSIDE';

/** Resolves a name, and refuses where any of its addresses lies in the own network. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '');
    if (addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(Object.assign(new Error(INSIDE), { code: LEADS_INSIDE }), '');
    }
    const [first] = addresses;
    if (options.all === true) return callback(null, addresses);
    return first === undefined
      ? callback(Object.assign(new Error('The name has no address.'), { code: 'ENOTFOUND' }), '')
      : callback(null, first.address, first.family);
  });
};

function headersOf({ headers, body }: HttpRequest): Record<string, string | number> {
  return body === null ? { ...headers }
    : { ...headers, 'content-length': Buffer.byteLength(body) };
}

function send(request: HttpRequest, open: () => ClientRequest): Promise<HttpAnswer> {
  const { promise, resolve } = Promise.withResolvers<HttpAnswer>();
  let outgoing: ClientRequest;
  try {
    outgoing = open();
  } catch (error) {
    // Node refuses a malformed header or address before it opens a connection.
    return Promise.resolve(notSent('other', messageOf(error)));
  }
  const finish = (answer: HttpAnswer): void => {
    clearTimeout(deadline);
    resolve(answer);
  };
  const deadline = setTimeout(() => {
    finish(maybeSent('timeout', `No answer within ${request.deadlineMs} ms.`));
    outgoing.destroy();
  }, request.deadlineMs);
  outgoing.once('response', (incoming) => {
    readAnswer(incoming, request.responseBytesMax, finish);
  });
  // More than one error may come; the first one says what happened.
  outgoing.on('error', (error) => finish(failureOf(error)));
  outgoing.end(request.body ?? undefined);
  return promise;
}

function readAnswer(
  incoming: IncomingMessage,
  bytesMax: number,
  finish: (answer: HttpAnswer) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= bytesMax) return;
    finish(maybeSent('too-large', `The answer is larger than ${bytesMax} bytes.`));
    incoming.destroy();
  });
  incoming.once('end', () => {
    finish({
      ok: true,
      response: {
        status: incoming.statusCode ?? 0, headers: plainHeaders(incoming.headers),
        body: Buffer.concat(chunks).toString('utf8'),
      },
    });
  });
  // An answer that breaks off ends with an error, or is closed without its end.
  incoming.on('error', (error) => { finish(failureOf(error)); });
  incoming.once('close', () => {
    finish(maybeSent('reset', 'The connection closed before the answer was whole.'));
  });
}

function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}

const resets = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'HPE_INVALID_EOF_STATE']);
const nameFailures = new Set([
  LEADS_INSIDE, 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME',
]);

function failureOf(error: unknown): HttpAnswer {
  const message = messageOf(error);
  if (isRefused(error)) return notSent('refused', message);
  const code = codeOf(error);
  if (nameFailures.has(code)) return notSent('other', message);
  if (resets.has(code)) return maybeSent('reset', message);
  return maybeSent(code === 'ETIMEDOUT' ? 'timeout' : 'other', message);
}

/** Refused while connecting; where several addresses were tried, all of them refused. */
function isRefused(error: unknown): boolean {
  if (error instanceof AggregateError) {
    return error.errors.length > 0 && error.errors.every(isRefused);
  }
  return codeOf(error) === 'ECONNREFUSED' && error instanceof Error
    && Reflect.get(error, 'syscall') === 'connect';
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return codeOf(error);
  return error instanceof Error ? error.message : String(error);
}

function notSent(cause: HttpFailure['cause'], message: string): HttpAnswer {
  return { ok: false, failure: { sent: 'no', cause, message } };
}

function maybeSent(cause: HttpFailure['cause'], message: string): HttpAnswer {
  return { ok: false, failure: { sent: 'maybe', cause, message } };
}
