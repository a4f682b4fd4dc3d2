import { z } from 'zod';
import { request, type ApiAnswer, type Headers } from './http.ts';
import type { Paydesk } from './paydesk.ts';

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
};

export function createMarketplace(paydesk: Paydesk): Marketplace {
  const send = (method: string, path: string, body: unknown, headers: Headers = {}) =>
    request(new URL(path, paydesk.ready.listener.url), method, {
      headers: { 'x-api-key': paydesk.ready.sandbox.apiKey, ...headers }, body,
    });
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    createJob: async (job) => {
      const made = madeJob.parse(taken(await send('POST', '/v1/jobs', bodyOf(job))));
      return { jobId: made.job_id, paymentId: made.payment_id };
    },
    payment: async (id) => payment.parse(taken(await send('GET', `/v1/payments/${id}`, undefined))),
    move: async (act, id, amount) => {
      taken(await send('POST', `/v1/payments/${id}/${act}`, {
        reason: 'The work was accepted.', ...(amount === undefined ? {} : { amount }),
      }));
    },
  };
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
