import { request, type IncomingHttpHeaders } from 'node:http';
import type { ListenerConfig, ListenerDeps } from './deps.ts';
import { createFakeDeps } from './fake-engine.ts';
import { type World } from './fake-world.ts';
import { createListener } from './listener.ts';

export type Answered = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed text; null where it is no JSON. */
  readonly body: unknown;
};

/**
 * One request as a marketplace's backend sends it, for tests: Node's `fetch` adds `Sec-Fetch-Mode`,
 * by which the listener takes it for a page.
 */
export function sendPlain(
  url: string,
  options: {
    readonly method: string; readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  },
): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const outgoing = request(url, { method: options.method, headers: options.headers, agent: false });
  outgoing.once('error', reject);
  outgoing.once('response', (incoming) => {
    let text = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (part: string) => (text += part));
    incoming.once('error', reject);
    incoming.once('end', () => {
      const { statusCode: status = 0, headers } = incoming;
      resolve({ status, headers, text, body: parse(text) });
    });
  });
  outgoing.end(options.body ?? undefined);
  return promise;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Headers = Readonly<Record<string, string>>;

/** A listener around a world of its own, and a caller with the key `key-a`. */
export type Api = {
  readonly world: World;
  readonly url: string;
  readonly get: (path: string, headers?: Headers) => Promise<Answered>;
  /** A text goes out as it stands. */
  readonly post: (path: string, body: unknown, headers?: Headers) => Promise<Answered>;
  readonly close: () => Promise<void>;
};

export async function startApi(
  config: Partial<ListenerConfig> = {},
  change: (deps: ListenerDeps) => ListenerDeps = (deps) => deps,
): Promise<Api> {
  const { world, deps } = createFakeDeps(config);
  const { url, close } = await createListener(change(deps));
  const key = { 'x-api-key': 'key-a' };
  return {
    world, url, close,
    get: (path, headers = {}) => sendPlain(url + path, {
      method: 'GET', headers: { ...key, ...headers }, body: null,
    }),
    post: (path, body, headers = {}) => sendPlain(url + path, {
      method: 'POST', headers: { ...key, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  };
}
