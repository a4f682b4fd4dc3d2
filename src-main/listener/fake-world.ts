/** What the listener's tests set and look at: the world behind the engine of a few maps. */
import type { RefusedTask } from '../engine/lists.ts';
import type { Committed } from '../engine/ports.ts';
import type {
  AccountFinding, ApiKey, ApiScope, Batch, Consent, IdempotencyClaim, Job, Money, Operation,
  PayeeWallet, Payment, PaymentAggregate, Purchase, Refusal, Seller, StoredEvent,
} from './engine-types.ts';

export const START_MS = Date.UTC(2026, 10, 21, 9, 0, 0);

/** What a test sets and looks at. */
export type World = {
  readonly payments: Map<string, PaymentAggregate>;
  readonly jobs: Map<string, Job>;
  readonly batches: Map<string, Batch>;
  readonly purchases: Map<string, Purchase>;
  /** By reference. */
  readonly sellers: Map<string, Seller>;
  /** By the unguessable part of a finish address: its payment. */
  readonly finishKeys: Map<string, string>;
  readonly marketplaceIds: string[];
  /** Payees' wallets, by the marketplace's own id of the payee. */
  readonly wallets: Map<string, PayeeWallet>;
  readonly refusedTasks: (RefusedTask & { readonly marketplaceId: string })[];
  /** What the wallets say of an account. */
  account: AccountFinding;
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
  'quotes:write', 'sellers:read', 'sellers:write', 'tasks:write',
];

export function createWorld(): World {
  const listeners = new Set<(committed: Committed) => void>();
  const world: World = {
    payments: new Map(), jobs: new Map(), batches: new Map(), purchases: new Map(),
    sellers: new Map(), finishKeys: new Map(), marketplaceIds: ['mkt_a'], wallets: new Map(),
    refusedTasks: [],
    account: { kind: 'account', asset: USD, publicName: 'Alice' },
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
  const aggregate = { payment, operations, escrow: null, consent: null };
  world.payments.set(id, aggregate);
  return aggregate;
}

const USD = { code: 'USD', scale: 2 };

export function usd(minor: bigint): Money {
  return { minor, asset: USD };
}

/** A payment of 100.00 USD whose payer has the link, or stands as a test wants it. */
export function addPayout(
  world: World, id: string,
  changes: {
    readonly payment?: Partial<Payment>; readonly consent?: Partial<Consent>;
    readonly payout?: Partial<Operation>;
  } = {},
): PaymentAggregate {
  const amount = changes.payment?.amount ?? usd(10_000n);
  const none = { minor: 0n, asset: amount.asset };
  const payout = operationOf(id, {
    kind: 'payout', state: 'planned', amount, ...changes.payout,
  });
  const { payment } = addPayment(world, id, {
    amount, held: none, released: none, refunded: none, inMotion: none, rail: 'interledger',
    status: 'requested', payerAccount: 'https://wallet.example/buyer', payee: 'Seller & Sons',
    payeeAccount: 'https://wallet.example/seller', sellerId: 'slr_1', offerId: '123',
    ...changes.payment,
  }, [payout]);
  const consent: Consent = {
    id: `cns_${id}`, paymentId: id, operationId: payout.id, ordinal: 1, state: 'asked',
    endedAs: null, finishHash: '', link: `https://wallet.example/interact/${id}`,
    linkExpiresAt: START_MS + 600_000, readyAt: START_MS, debit: amount, receive: amount,
    incomingReference: 'https://wallet.example/incoming/1',
    quoteReference: 'https://wallet.example/quotes/1', quoteExpiresAt: START_MS + 300_000,
    box: { keyId: '', box: '' },
    failureText: null, tries: 0, dueAt: START_MS, createdAt: START_MS, returnedAt: null,
    endedAt: null, closedAt: null, version: 1, ...changes.consent,
  };
  const aggregate = { payment, operations: [payout], escrow: null, consent };
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
    evidence: null, delivered: null, debited: null, networkFee: null, memory: null, stuckAt: null,
    failureCode: null, failureText: null,
    tries: 0, deadAt: null, missingReadings: 0, missingSince: null, retryOf: null, batchId: null,
    requestedBy: '', createdAt: START_MS, dueAt: START_MS, dispatchedAt: null, deadlineAt: null,
    endedAt: null,
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
    releasedAt: null, refundedAt: null, expiresAt: null, sellerId: null, offerId: null,
    fee: null, identity: null, review: null, walletId: null,
    version: 1,
  };
}

/** Notes what is asked; answers what the test wants refused. */
export async function begin(
  world: World, command: string, input: unknown,
): Promise<Refusal | null> {
  await world.hook();
  world.asked.push({ command, input });
  return world.refusal;
}

export function keepClaim(world: World, claim: IdempotencyClaim | null, subjectId: string): void {
  if (claim === null) return;
  const name = JSON.stringify([claim.apiKeyId, claim.route, claim.key]);
  world.claims.set(name, { ...claim, subjectId, status: null, body: null });
}
