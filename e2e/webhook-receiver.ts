import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';

export type Received = {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What it was answered. */
  readonly status: number;
};

/** A marketplace's endpoint for events, which keeps what it is told. */
export type WebhookReceiver = {
  readonly url: string;
  readonly received: readonly Received[];
  /** What it answers from now on. */
  readonly answer: (status: number) => void;
  /** What it answers to the first delivery of each message from now on. */
  readonly answerFirst: (status: number) => void;
  readonly close: () => Promise<void>;
};

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let next = 204;
  let first: number | null = null;
  const heard = new Set<unknown>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const id = request.headers['webhook-id'];
      const status = heard.has(id) ? next : first ?? next;
      heard.add(id);
      received.push({ headers: request.headers, body, status });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('It has no port.');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}/hooks/paydesk`,
    received,
    answer: (status) => { next = status; },
    answerFirst: (status) => { first = status; },
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/**
 * The signature that Standard Webhooks demands for a message, made from the specification alone:
 * HMAC-SHA256 over `id.timestamp.body` with the decoded secret.
 */
export function signatureOf(
  { headers, body }: Pick<Received, 'headers' | 'body'>, secret: string,
): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const id = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
