import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { parseJson } from '../kill/processes.ts';

export type Answered = {
  readonly status: number; readonly body: unknown; readonly headers: IncomingHttpHeaders;
};

const ANSWER_LIMIT_MS = 20_000;
const agent = new Agent({ keepAlive: true });

/**
 * One request; null where it was not answered: the door was killed under it. Not `fetch`: the
 * listener takes its `Sec-Fetch-Mode` for a browser's.
 */
export function tryOnce(
  url: string | URL,
  { method = 'POST', headers = {}, text = null }: {
    readonly method?: string; readonly headers?: Readonly<Record<string, string>>;
    readonly text?: string | null;
  },
): Promise<Answered | null> {
  return new Promise((resolve) => {
    const outgoing = request(url, {
      method, agent, timeout: ANSWER_LIMIT_MS,
      headers: text === null ? headers : {
        'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers,
      },
    });
    outgoing.once('response', (incoming) => {
      incoming.toArray().then((chunks) => {
        const answer = Buffer.concat(chunks.filter((chunk) => Buffer.isBuffer(chunk)));
        resolve({
          status: incoming.statusCode ?? 0, headers: incoming.headers,
          body: parseJson(answer.toString('utf8')),
        });
      }, () => { resolve(null); });
    });
    outgoing.once('timeout', () => outgoing.destroy());
    outgoing.on('error', () => { resolve(null); });
    outgoing.end(text ?? undefined);
  });
}
