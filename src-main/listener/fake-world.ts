/** What the listener's tests set and look at: the world behind the engine of a few maps. */
import type { Committed } from '../engine/ports.ts';
import type {
  ApiKey, ApiScope, Batch, IdempotencyClaim, Job, Money, Operation, Payment, PaymentAggregate,
  Purchase, Refusal, StoredEvent,
} from './engine-types.ts';

export const START_MS = Date.UTC(2026, 10, 21, 9, 0, 0);

/** What a test sets and looks at. */
export type World = {
  readonly payments: Map<string, PaymentAggregate>;
  readonly jobs: Map<string, Job>;
  readonly batches: Map<string, Batch>;
  readonly purchases: Map<string, Purchase>;
  readonly keys: Map<string, ApiKey>;
  readonly claims: Map<string, Stored>;
  readonly events: StoredEvent[];
  /** Every command with its input, in order. */
  readonly asked: { readonly command: string; readonly input: unknown }[];
  /** What the next command answers instead of doing anything. */
  refusal: Refusal | null;
  /** Whether the provider has answered by the time that the wait is over. */
  settles: boolean;
  /** Runs inside every command, before it does anything. */
  hook: () => Promise<void>;
  nowMs: number;
  readonly tell: (committed: Partial<Committed>) => void;
  readonly watching: () => number;
  readonly listen: (listener: (committed: Committed) => void) => () => void;
};

export type Stored = IdempotencyClaim & {
  subjectId: string; status: number | null; body: string | null;
};

export const ALL_SCOPES: readonly ApiScope[] = [
  'jobs:write', 'jobs:read', 'payments:write', 'payments:read', 'payments:release',
  'payments:refund', 'batches:write', 'exchange:purchase', 'events:read', 'metrics:read',
];

export function createWorld(): World {
  const listeners = new Set<(committed: Committed) => void>();
  const world: World = {
    payments: new Map(), jobs: new Map(), batches: new Map(), purchases: new Map(),
    keys: new Map(), claims: new Map(), events: [], asked: [], refusal: null, settles: true,
    hook: async () => undefined, nowMs: START_MS,
    tell: (committed) => {
      const whole = { seq: 1, nouns: [], paymentIds: [], events: [], ...committed };
      for (const listener of listeners) listener(whole);
    },
    watching: () => listeners.size,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return world;
}

export function addKey(
  world: World, secret: string,
  { marketplaceId, scopes = ALL_SCOPES }: {
    readonly marketplaceId: string; readonly scopes?: readonly ApiScope[];
  },
): void {
  world.keys.set(secret, {
    id: `id-of-${secret}`, marketplaceId, name: `Key ${secret}`, secretHash: '', scopes,
    createdAt: START_MS, expiresAt: null, lastUsedAt: null, revokedAt: null, version: 1,
  });
}

/** A payment that stands as a test wants it, under an id of its own. */
export function addPayment(
  world: World, id: string, changes: Partial<Payment> = {},
  operations: readonly Operation[] = [],
): PaymentAggregate {
  const amount = changes.amount ?? btc(100_000n);
  const payment = { ...paymentOf(id, amount), ...changes };
  const aggregate = { payment, operations, escrow: null };
  world.payments.set(id, aggregate);
  return aggregate;
}

export function btc(minor: bigint): Money {
  return { minor, asset: { code: 'BTC', scale: 8 } };
}

export function operationOf(paymentId: string, changes: Partial<Operation>): Operation {
  return {
    id: `op_${paymentId}`, paymentId, kind: 'release', ordinal: 1, key: 'k', state: 'settled',
    amount: btc(100_000n), account: null, reason: '', connectionId: null, reference: null,
    evidence: null, failureCode: null, failureText: null, tries: 0, deadAt: null,
    missingReadings: 0, missingSince: null, retryOf: null, batchId: null, requestedBy: '',
    createdAt: START_MS, dueAt: START_MS, dispatchedAt: null, deadlineAt: null, endedAt: null,
    version: 1, ...changes,
  };
}

/** A job that stands as a test wants it; one of the same id is changed. */
export function addJob(world: World, id: string, changes: Partial<Job> = {}): Job {
  const job: Job = {
    id, marketplaceId: 'mkt_a', state: 'queued', payload: '{}', ttlMs: 900_000,
    expiresAt: START_MS + 900_000, paymentId: null, reason: '', createdAt: START_MS,
    updatedAt: START_MS, endedAt: null, version: 1, ...world.jobs.get(id), ...changes,
  };
  world.jobs.set(id, job);
  return job;
}

function paymentOf(id: string, amount: Money): Payment {
  const none = { minor: 0n, asset: amount.asset };
  return {
    id, marketplaceId: 'mkt_a', jobId: null, externalId: null, rail: 'bitcoin', connectionId: null,
    amount, held: amount, released: none, refunded: none, inMotion: none, status: 'escrowed',
    payer: 'payer', payerAccount: null, payee: 'payee', payeeAccount: null, refundAddress: null,
    onExpiry: 'refund', escrowTimeoutMs: 3_600_000, link: null, purchaseId: null,
    abandonedAt: null, createdAt: START_MS, updatedAt: START_MS, escrowedAt: null,
    releasedAt: null, refundedAt: null, expiresAt: null, version: 1,
  };
}
