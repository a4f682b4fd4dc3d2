import { randomUUID } from 'node:crypto';
import { expect } from 'playwright/test';
import { z } from 'zod';
import { request, type ApiAnswer, type Headers } from './http.ts';
import type { Paydesk } from './paydesk.ts';
import { signatureOf } from './webhook-receiver.ts';

const settleLimitMs = 30_000;

const madeJob = z.looseObject({ job_id: z.string(), payment_id: z.string() });
const payment = z.looseObject({
  id: z.string(), job_id: z.string().nullable(), state: z.string(),
  escrow_address: z.string().nullable(), transaction_hash: z.string().nullable(),
});

export type NewJob = {
  readonly amount: string;
  /** Default AITBC, as the listener's own. */
  readonly currency?: 'BTC' | 'AITBC';
  readonly payee?: string;
  readonly payeeAddress?: string;
  readonly payerAddress?: string;
  readonly refundAddress?: string;
};
export type Announcement = {
  readonly type: 'job.running' | 'job.completed' | 'job.failed' | 'job.cancelled';
  readonly jobId: string;
};
export type Made = { readonly jobId: string; readonly paymentId: string };

/** A marketplace's backend: what it does over HTTP with its key. */
export type Marketplace = {
  readonly get: (path: string, headers?: Headers) => Promise<ApiAnswer>;
  readonly post: (path: string, body: unknown, headers?: Headers) => Promise<ApiAnswer>;
  /** Creates a job with a payment; its money is held when this answers. */
  readonly createJob: (job: NewJob) => Promise<Made>;
  readonly payment: (paymentId: string) => Promise<z.infer<typeof payment>>;
  /** Asks for a release or a refund, which leave at once; throws where the listener refuses. */
  readonly move: (act: 'release' | 'refund', paymentId: string, amount?: string) => Promise<void>;
  /** The same of all that is held, and waits until it is done. */
  readonly settle: (act: 'release' | 'refund', paymentId: string) => Promise<void>;
  /** Tells how a job stands, signed with a secret: the marketplace's own, unless told otherwise. */
  readonly announce: (
    announcement: Announcement, secret?: string,
  ) => Promise<ApiAnswer & { readonly messageId: string }>;
};

export function createMarketplace(paydesk: Paydesk): Marketplace {
  const send = (method: string, path: string, body: unknown, headers: Headers = {}) =>
    request(new URL(path, paydesk.ready.listener.url), method, {
      headers: { 'x-api-key': paydesk.ready.sandbox.apiKey, ...headers }, body,
    });
  const read = async (id: string) =>
    payment.parse(taken(await send('GET', `/v1/payments/${id}`, undefined)));
  /** The listener answers after two seconds in any case; a busy machine may need longer. */
  const untilState = (id: string, state: string): Promise<void> =>
    expect.poll(async () => (await read(id)).state, { timeout: settleLimitMs }).toBe(state);
  const move: Marketplace['move'] = async (act, id, amount) => {
    taken(await send('POST', `/v1/payments/${id}/${act}`, {
      reason: 'The work was accepted.', ...(amount === undefined ? {} : { amount }),
    }));
  };
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    createJob: async (job) => {
      const made = madeJob.parse(taken(await send('POST', '/v1/jobs', bodyOf(job))));
      await untilState(made.payment_id, 'escrowed');
      return { jobId: made.job_id, paymentId: made.payment_id };
    },
    payment: read,
    move,
    settle: async (act, id) => {
      await move(act, id);
      await untilState(id, act === 'release' ? 'released' : 'refunded');
    },
    announce: async ({ type, jobId }, secret = paydesk.ready.sandbox.webhookSecrets.jobs) => {
      const body = { type, timestamp: new Date().toISOString(), data: { job_id: jobId } };
      const messageId = `msg_${randomUUID()}`;
      const signed = signedHeaders({ messageId, body: JSON.stringify(body), secret });
      const path = new URL('/webhooks/jobs', paydesk.ready.listener.url);
      return { ...await request(path, 'POST', { body, headers: signed }), messageId };
    },
  };
}

/** The headers of Standard Webhooks, of now. */
function signedHeaders({ messageId, body, secret }: {
  readonly messageId: string; readonly body: string; readonly secret: string;
}): Headers {
  const headers = {
    'webhook-id': messageId, 'webhook-timestamp': Math.floor(Date.now() / 1_000).toString(),
  };
  return { ...headers, 'webhook-signature': signatureOf({ headers, body }, secret) };
}

function bodyOf(job: NewJob) {
  return {
    payload: { job_type: 'ai_inference' }, payment_amount: job.amount,
    payment_currency: job.currency ?? 'AITBC', payer: 'Acme AI', payee: job.payee ?? 'Ana Lima',
    payee_address: job.payeeAddress, payer_address: job.payerAddress,
    refund_address: job.refundAddress,
  };
}

function taken({ status, body }: ApiAnswer): unknown {
  if (status < 300) return body;
  throw new Error(`The listener answered ${status}: ${JSON.stringify(body)}`);
}
