import type { Engine } from '../engine/api.ts';
import type { Clock, Ids, Log, Reads } from '../engine/ports.ts';
import type { DomainFacts, IdempotencyClaim } from './engine-types.ts';
import type { Rate } from './rate.ts';

/** The part of the engine that the listener asks; a whole `Engine` is one. */
export type ListenerEngine = {
  readonly payments: Pick<Engine['payments'], 'create' | 'release' | 'refund' | 'whenAtRest'>;
  readonly jobs: Engine['jobs'];
  readonly batches: Pick<Engine['batches'], 'create'>;
  readonly exchange: Engine['exchange'];
  readonly inbox: Engine['inbox'];
  readonly tasks: Engine['tasks'];
  readonly hints: Engine['hints'];
  readonly consents: Pick<Engine['consents'], 'start' | 'returned'>;
  readonly sellers: Pick<Engine['sellers'], 'save' | 'account'>;
  readonly keys: Pick<Engine['keys'], 'authenticate'>;
  readonly read: Pick<
    Reads,
    | 'payment' | 'paymentsOfJob' | 'job' | 'batch' | 'batchItemCounts' | 'purchase'
    | 'purchaseOfPayment' | 'idempotency' | 'eventsAfter' | 'apiKeys' | 'paymentsOfOffer'
    | 'sellers' | 'marketplaces' | 'payeeWallet' | 'payeeWalletOf'
  >;
  readonly lists: Pick<
    Engine['lists'],
    'batchItems' | 'payments' | 'refusedTasks' | 'walletPayments' | 'walletSums'
  >;
  readonly metrics: Engine['metrics'];
  readonly onCommitted: Engine['onCommitted'];
};

/** What the listener is given. It admits, authenticates and hands over; it holds no rule. */
export type ListenerDeps = {
  readonly engine: ListenerEngine;
  readonly facts: DomainFacts;
  /** The receipt of a payment as the engine composes it, for JSON; null where there is none. */
  readonly receiptOf: (paymentId: string) => Promise<unknown>;
  /** Stores the answer of a request that carried an Idempotency-Key (`idempotency-answered`). */
  readonly recordAnswer: (claim: IdempotencyClaim, status: number, body: string) => Promise<void>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly version: string;
  /** Why the store takes nothing any more; null while it works. */
  readonly halted: () => string | null;
  readonly config: ListenerConfig;
};

export type ListenerConfig = {
  /** An address of this machine, `127.0.0.1` unless the user says otherwise. */
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
  /** Where the user's own TLS proxy or tunnel answers (`BASE_URL`); its host is let in. */
  readonly publicBaseUrl: string | null;
  /** Calls of one key. */
  readonly keyRate: Rate;
  /** Calls without a valid key, of one address. */
  readonly failureRate: Rate;
  /** How long a create, release or refund waits for its outcome before it answers. */
  readonly settleWaitMs: number;
  readonly streamsPerKeyMax: number;
  readonly heartbeatMs: number;
  /** How long the start of a quote waits for its link, and a payer who came back for the payout. */
  readonly linkWaitMs: number;
  readonly finishWaitMs: number;
  /**
   * Whose payments callers without a key may start and read, on the S2 and S3 routes and from this
   * machine only: a marketplace's id, or `only` for the one there is. Null: nobody's.
   */
  readonly legacyLoopback: string | null;
  /** Where relative paths of key files begin, and must stay; null: no relative path is read. */
  readonly keyFolder: string | null;
};

/**
 * The defaults. 2,000 calls a second is twice what the engine is asked to carry, so that only a
 * caller gone wild meets it; ten guesses of a key, then one a second.
 */
export const LISTENER_DEFAULTS = {
  host: '127.0.0.1',
  port: 4001,
  publicBaseUrl: null,
  keyRate: { perSecond: 2_000, burst: 4_000 },
  failureRate: { perSecond: 1, burst: 10 },
  settleWaitMs: 2_000,
  streamsPerKeyMax: 8,
  heartbeatMs: 15_000,
  linkWaitMs: 20_000,
  finishWaitMs: 12_000,
  legacyLoopback: null,
  keyFolder: null,
} as const satisfies ListenerConfig;
