/** A marketplace that means it: every request has a key and is repeated until it is answered. */
import { Agent, request } from 'node:http';
import { z } from 'zod';
import { formatAmountShort, money, BTC } from '../../engine/domain/money.ts';
import { parseJson } from './processes.ts';

const jobAnswer = z.object({ job_id: z.string(), payment_id: z.string() });
const movedAnswer = z.object({ operation_id: z.string().nullable(), payment_id: z.string() });

export type Currency = 'BTC' | 'AITBC';
export type Move = 'release' | 'refund';

/** A job as the marketplace was told that it exists. */
export type AcknowledgedJob = {
  readonly key: string; readonly jobId: string; readonly paymentId: string;
  readonly currency: Currency; readonly amountMinor: bigint;
};
/** A release or refund that was answered with 200 or 202. */
export type AcknowledgedMove = {
  readonly kind: Move; readonly paymentId: string; readonly operationId: string | null;
};

export type Ledger = {
  readonly jobs: AcknowledgedJob[];
  readonly moves: AcknowledgedMove[];
  /** Requests that were answered, tries that were not, and answers that nobody should get. */
  answered: number;
  unanswered: number;
  readonly odd: string[];
};

export type Marketplace = {
  readonly ledger: Ledger;
  readonly createJob: (order: {
    readonly key: string; readonly currency: Currency; readonly amountMinor: bigint;
  }) => Promise<AcknowledgedJob | null>;
  /** Asks for a release or refund; a refusal (409) is an answer too. */
  readonly move: (kind: Move, job: AcknowledgedJob) => Promise<void>;
  readonly endJob: (job: AcknowledgedJob, state: 'completed' | 'failed') => Promise<void>;
};

type Answer = { readonly status: number; readonly body: unknown };

const ANSWER_LIMIT_MS = 15_000;
const PAUSE_MS = 100;
const agent = new Agent({ keepAlive: true });

/**
 * `place` answers the listener's address and key, and is asked before each try: the door comes
 * back elsewhere, or not yet. `goOn` false ends the repeating; what is unanswered then stays so.
 */
export function createMarketplace(options: {
  readonly place: () => { readonly url: string; readonly apiKey: string } | null;
  readonly goOn: () => boolean;
}): Marketplace {
  const ledger: Ledger = { jobs: [], moves: [], answered: 0, unanswered: 0, odd: [] };
  const post = (path: string, key: string, body: object): Promise<Answer | null> =>
    untilAnswered(options, ledger, { path, key, body });
  return {
    ledger,
    createJob: async ({ key, currency, amountMinor }) => {
      const answer = await post('/v1/jobs', key, {
        payload: { order: key }, ttl_seconds: 86_400, payment_currency: currency,
        payment_amount: formatAmountShort(money(amountMinor, BTC)), payee: `Payee of ${key}`,
        escrow_timeout_seconds: 86_400,
      });
      if (answer === null) return null;
      const job = jobAnswer.safeParse(answer.body);
      if (answer.status !== 201 || !job.success) {
        ledger.odd.push(`create ${key}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return null;
      }
      const { job_id: jobId, payment_id: paymentId } = job.data;
      const acknowledged = { key, jobId, paymentId, currency, amountMinor };
      ledger.jobs.push(acknowledged);
      return acknowledged;
    },
    move: async (kind, { key, paymentId }) => {
      const answer = await post(
        `/v1/payments/${paymentId}/${kind}`, `${key}-${kind}`, { reason: `asked by ${key}` },
      );
      if (answer === null || answer.status === 409) return;
      const moved = movedAnswer.safeParse(answer.body);
      if ((answer.status !== 200 && answer.status !== 202) || !moved.success) {
        ledger.odd.push(`${kind} ${paymentId}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return;
      }
      ledger.moves.push({ kind, paymentId, operationId: moved.data.operation_id });
    },
    endJob: async ({ key, jobId }, state) => {
      const answer = await post(`/v1/jobs/${jobId}/state`, `${key}-${state}`, { state });
      if (answer === null || answer.status === 200 || answer.status === 409) return;
      ledger.odd.push(`${state} ${jobId}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
  };
}

async function untilAnswered(
  { place, goOn }: Parameters<typeof createMarketplace>[0],
  ledger: Ledger,
  order: { readonly path: string; readonly key: string; readonly body: object },
): Promise<Answer | null> {
  while (goOn()) {
    const at = place();
    const answer = at === null ? null : await tryOnce(at, order);
    if (answer !== null && !isPassing(answer)) {
      ledger.answered += 1;
      return answer;
    }
    ledger.unanswered += 1;
    await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
  }
  return null;
}

/** Answers that ask to come back: the first request is still being answered, or the door closes. */
function isPassing({ status, body }: Answer): boolean {
  if (status === 503 || status === 429) return true;
  const code: unknown = typeof body === 'object' && body !== null
    ? Reflect.get(body, 'code') : null;
  return status === 409 && code === 'idempotency_in_progress';
}

/**
 * One try; null where it was not answered: the door was killed under it, and what became of it is
 * asked again under its key. Not `fetch`: the listener takes its `Sec-Fetch-Mode` for a browser's.
 */
function tryOnce(
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
  { path, key, body }: { readonly path: string; readonly key: string; readonly body: object },
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const text = JSON.stringify(body);
    const outgoing = request(new URL(path, url), {
      method: 'POST', agent, timeout: ANSWER_LIMIT_MS,
      headers: {
        'content-type': 'application/json', 'content-length': Buffer.byteLength(text),
        'x-api-key': apiKey, 'idempotency-key': key,
      },
    });
    outgoing.once('response', (incoming) => {
      incoming.toArray().then((chunks) => {
        const answer = Buffer.concat(chunks.filter((chunk) => Buffer.isBuffer(chunk)));
        resolve({ status: incoming.statusCode ?? 0, body: parseJson(answer.toString('utf8')) });
      }, () => { resolve(null); });
    });
    outgoing.once('timeout', () => outgoing.destroy());
    outgoing.on('error', () => { resolve(null); });
    outgoing.end(text);
  });
}
