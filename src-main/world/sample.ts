import { ENGINE } from '../engine/domain/actor.ts';
import type { Ask, Engine, NewJob } from '../engine/api.ts';

const ask: Ask = { actor: { ...ENGINE, name: 'Sample data' }, idempotency: null };

/** One story per line: who works for whom, over which rail, and how the job goes on. */
const stories = [
  ['Ana Lima', 'BTC', '0.001', 'running'], ['Kofi Mensah', 'AITBC', '100', 'completed'],
  ['Mei Tanaka', 'AITBC', '42.5', 'running'], ['Jonas Weber', 'BTC', '0.0045', 'failed'],
  ['Priya Nair', 'AITBC', '1250', 'completed'], ['Luis Ortega', 'AITBC', '18.75', 'cancelled'],
  ['Sofia Rossi', 'BTC', '0.02', 'running'], ['Omar Haddad', 'AITBC', '300', 'running'],
  ['Ingrid Dahl', 'BTC', '0.00075', 'completed'], ['Tomás Silva', 'AITBC', '64', 'completed'],
  ['Wanjiru Kamau', 'AITBC', '5.25', 'queued'], ['Eva Novák', 'BTC', '0.0123', 'queued'],
] as const;

const SETTLE_MS = 2_000;

/**
 * Fills an empty sandbox with a small working day, through the same commands that a marketplace
 * uses, so that the first minute shows the product working.
 */
export async function addSampleData(engine: Engine, marketplaceId: string): Promise<void> {
  for (const [index, [payee, currency, amountText, state]] of stories.entries()) {
    const created = await engine.jobs.create(ask, sampleJob({
      marketplaceId, payee, currency, amountText, index,
    }));
    if (!created.ok || created.value.payment === null) continue;
    await engine.payments.whenAtRest(created.value.payment.payment.id, SETTLE_MS);
    if (state === 'queued') continue;
    const moving = { jobId: created.value.job.id, marketplaceId: null } as const;
    await engine.jobs.setState(ask, { ...moving, state: 'running', reason: 'A worker took it.' });
    if (state === 'running') continue;
    await engine.jobs.setState(ask, { ...moving, state, reason: reasons[state] });
  }
}

const reasons = {
  completed: 'The result was accepted.', failed: 'The model returned no result.',
  cancelled: 'The client withdrew the job.',
} as const;

function sampleJob(
  { marketplaceId, payee, currency, amountText, index }: {
    readonly marketplaceId: string; readonly payee: string; readonly currency: string;
    readonly amountText: string; readonly index: number;
  },
): NewJob {
  return {
    marketplaceId, ttlMs: 6 * 3_600_000,
    payload: JSON.stringify({ job_type: 'ai_inference', parameters: { model: 'gpt-4' } }),
    payment: {
      externalId: `order-${1_042 + index}`, currency, amountText, payer: 'Acme AI',
      payerAccount: null, payee, payeeAccount: null, refundAddress: null,
      escrowTimeoutMs: (30 + index * 12) * 60_000,
    },
  };
}
