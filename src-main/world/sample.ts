import { ENGINE } from '../engine/domain/actor.ts';
import type { Ask, CompletedTask, Engine, NewJob } from '../engine/api.ts';

const ask: Ask = { actor: { ...ENGINE, name: 'Sample data' }, idempotency: null };

type Story = {
  readonly payee: string;
  readonly currency: 'BTC' | 'AITBC';
  readonly amount: string;
  readonly state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  readonly minutes: number;
  /** An account that the stand-in answers with a fault, so that something waits for a person. */
  readonly payeeAccount?: string;
  /** A reason for an early refund; the stand-in may read a fault in it. */
  readonly refundReason?: string;
};

/** A small working day: who works for whom, how the job goes on, and what goes wrong. */
const stories: readonly Story[] = [
  { payee: 'Ana Lima', currency: 'BTC', amount: '0.001', state: 'running', minutes: 42 },
  { payee: 'Kofi Mensah', currency: 'AITBC', amount: '100', state: 'completed', minutes: 60 },
  { payee: 'Mei Tanaka', currency: 'AITBC', amount: '42.5', state: 'running', minutes: 54 },
  { payee: 'Jonas Weber', currency: 'BTC', amount: '0.0045', state: 'failed', minutes: 60 },
  { payee: 'Priya Nair', currency: 'AITBC', amount: '1250', state: 'completed', minutes: 60 },
  { payee: 'Luis Ortega', currency: 'AITBC', amount: '18.75', state: 'cancelled', minutes: 60 },
  { payee: 'Sofia Rossi', currency: 'BTC', amount: '0.02', state: 'running', minutes: 100 },
  { payee: 'Omar Haddad', currency: 'AITBC', amount: '300', state: 'running', minutes: 11 },
  { payee: 'Ingrid Dahl', currency: 'BTC', amount: '0.00075', state: 'completed', minutes: 120 },
  { payee: 'Tomás Silva', currency: 'AITBC', amount: '64', state: 'completed', minutes: 60 },
  { payee: 'Wanjiru Kamau', currency: 'AITBC', amount: '5.25', state: 'queued', minutes: 150 },
  { payee: 'Eva Novák', currency: 'BTC', amount: '0.0123', state: 'queued', minutes: 165 },
  {
    payee: 'Noor Aziz', currency: 'AITBC', amount: '75', state: 'completed', minutes: 180,
    payeeAccount: 'sentinel-refuse',
  },
  {
    payee: 'Pavel Kolář', currency: 'BTC', amount: '0.0031', state: 'running', minutes: 180,
    refundReason: 'The client asked for it back (sentinel-drop-after).',
  },
];

const reasons = {
  completed: 'The result was accepted.', failed: 'The model returned no result.',
  cancelled: 'The client withdrew the job.',
} as const;

const SETTLE_MS = 2_000;
const JOB_TTL_MS = 6 * 3_600_000;

/**
 * Fills an empty sandbox with a small working day, through the same commands that a marketplace
 * uses, so that the first minute shows the product working and a few things waiting for a person.
 */
export async function addSampleData(engine: Engine, marketplaceId: string): Promise<void> {
  await addTasks(engine, marketplaceId);
  for (const [index, story] of stories.entries()) {
    const created = await engine.jobs.create(ask, sampleJob(story, { marketplaceId, index }));
    if (!created.ok || created.value.payment === null) continue;
    await tell(engine, story, {
      jobId: created.value.job.id, paymentId: created.value.payment.payment.id,
    });
  }
}

/** Completed tasks of payees with wallets: paid, waiting for a look, ready to be let go. */
const tasks = [
  { payee: 'maya-okafor', amountText: '120', title: 'Logo for Acme', waits: false },
  { payee: 'tomas-rivera', amountText: '48.5', title: 'Photos of the shop', waits: false },
  { payee: 'lin-wei', amountText: '2400', title: 'Website in three languages', waits: false },
  { payee: 'priya-nair', amountText: '310.25', title: 'Translation, 40 pages', waits: true },
  { payee: 'jonas-weber', amountText: '75', title: 'Proof-reading', waits: true },
] as const;

async function addTasks(engine: Engine, marketplaceId: string): Promise<void> {
  for (const [index, { payee, amountText, title, waits }] of tasks.entries()) {
    const task: CompletedTask = {
      marketplaceId, taskId: `task-${2_001 + index}`, payeeReference: payee, amountText,
      assetCode: 'USDC', completedAt: Date.now() - (index + 1) * 600_000, durationMinutes: 90,
      hasProof: true, rating: 5, identity: null, title, payload: JSON.stringify({ title }),
    };
    if (waits) await engine.payouts.plan(ask, [task]);
    else await engine.payouts.payTask(ask, task);
  }
}

async function tell(
  engine: Engine,
  { state, refundReason }: Story,
  { jobId, paymentId }: { readonly jobId: string; readonly paymentId: string },
): Promise<void> {
  await engine.payments.whenAtRest(paymentId, SETTLE_MS);
  const job = { jobId, marketplaceId: null };
  if (state !== 'queued') {
    await engine.jobs.setState(ask, { ...job, state: 'running', reason: 'A worker took it.' });
  }
  if (refundReason !== undefined) {
    await engine.payments.refund(ask, {
      paymentId, marketplaceId: null, version: null, reason: refundReason, amountText: null,
      delayMs: 0,
    });
  }
  if (state === 'queued' || state === 'running') return;
  await engine.jobs.setState(ask, { ...job, state, reason: reasons[state] });
  await engine.payments.whenAtRest(paymentId, SETTLE_MS);
}

function sampleJob(
  { payee, payeeAccount, currency, amount, minutes }: Story,
  { marketplaceId, index }: { readonly marketplaceId: string; readonly index: number },
): NewJob {
  return {
    marketplaceId, ttlMs: JOB_TTL_MS,
    payload: JSON.stringify({ job_type: 'ai_inference', parameters: { model: 'gpt-4' } }),
    payment: {
      externalId: `order-${1_042 + index}`, currency, amountText: amount, payer: 'Acme AI',
      payerAccount: null, payee, payeeAccount: payeeAccount ?? null, refundAddress: null,
      escrowTimeoutMs: minutes * 60_000,
    },
  };
}
