/**
 * What the engine asks of the world: a store, time, ids, randomness, a log, sealed secrets, HTTP.
 * Tests and the simulation hand in their own; nothing inside `engine/` reaches past this file.
 */
import type { AttentionItem } from './domain/attention.ts';
import type { Backup, BackupDrill, BackupKind, BackupManifest } from './domain/backups.ts';
import type { Batch, BatchItem, BatchItemState, BatchState } from './domain/batch.ts';
import type { Consent } from './domain/consent.ts';
import type { Job } from './domain/job.ts';
import type { Posting } from './domain/ledger.ts';
import type { Asset, Money } from './domain/money.ts';
import type { Noun } from './domain/nouns.ts';
import type { InboxRead, Notice } from './domain/notice.ts';
import type { Operation } from './domain/operation.ts';
import type { Escrow, Payment, PaymentAggregate } from './domain/payment.ts';
import type { Purchase } from './domain/purchase.ts';
import type { RailName } from './domain/rails.ts';
import type {
  AccountBalance, ApiKey, Attempt, AuditDraft, AuditEntry, Connection, CounterDelta, Delivery, Hint,
  IdempotencyRecord, InboxMessage, Inquiries, LimitRow, Marketplace, Operator, PayeeWallet,
  PaymentEvent, ReputationEvent, Sealed, Seller, StoredEvent,
} from './domain/records.ts';
import type { Work, WorkKind } from './domain/work.ts';

/**
 * Wall-clock time in UTC milliseconds, and timers. Timers may fire late, never early by contract.
 */
export type Clock = {
  readonly nowMs: () => number;
  /** Runs `act` once after `delayMs`; the answer cancels it. */
  readonly after: (delayMs: number, act: () => void) => () => void;
};

/** New ids: sortable, unique, prefixed by noun (`pay_`, `op_`, `job_`, …). */
export type Ids = { readonly next: (prefix: IdPrefix) => string };
export type IdPrefix =
  | 'pay' | 'op' | 'job' | 'esc' | 'att' | 'pst' | 'bat' | 'pur' | 'mkt' | 'con' | 'key' | 'opr'
  | 'cns' | 'slr' | 'ntc' | 'whk' | 'dlv' | 'exp' | 'req' | 'ibx' | 'ibs' | 'viw' | 'pwl'
  | 'hnt';

export type Random = { readonly bytes: (length: number) => Uint8Array };

/** Structured log; `fields` never hold secrets (R12). */
export type Log = {
  readonly debug: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
};

/** Seals secrets at rest (AES-256-GCM under the data folder's key) and opens them again. */
export type Secrets = {
  readonly seal: (plain: string, context: string) => Sealed;
  /** Throws when the box was made for another context or by another key. */
  readonly open: (sealed: Sealed, context: string) => string;
};

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** The whole call, connecting included, ends after this long. */
  readonly deadlineMs: number;
  readonly responseBytesMax: number;
  /**
   * Where the name leads into the own network or to this computer, nothing is sent. For addresses
   * that a stranger wrote.
   */
  readonly publicOnly?: boolean;
};

export type HttpResponse = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `sent: 'no'` only with proof that no byte reached the other side (connection refused, DNS). */
export type HttpFailure = {
  readonly sent: 'no' | 'maybe';
  readonly cause: 'refused' | 'timeout' | 'reset' | 'too-large' | 'other';
  readonly message: string;
};

export type HttpAnswer =
  | { readonly ok: true; readonly response: HttpResponse }
  | { readonly ok: false; readonly failure: HttpFailure };

/** One request, no redirects, no retries, never throws; every call ends by its deadline. */
export type Http = { readonly send: (request: HttpRequest) => Promise<HttpAnswer> };

/** The rows that carry a version: inserted at version 1, updated only from the version read. */
export type VersionedRows = {
  readonly payments: Payment;
  readonly operations: Operation;
  readonly escrows: Escrow;
  readonly jobs: Job;
  readonly batches: Batch;
  readonly purchases: Purchase;
  readonly marketplaces: Marketplace;
  readonly connections: Connection;
  readonly apiKeys: ApiKey;
  readonly operators: Operator;
  readonly deliveries: Delivery;
  readonly inbox: InboxMessage;
  readonly consents: Consent;
  readonly sellers: Seller;
  readonly payeeWallets: PayeeWallet;
  readonly limits: LimitRow;
};
export type VersionedNoun = keyof VersionedRows;

export type VersionedWrite = {
  readonly [N in VersionedNoun]:
    | { readonly write: 'insert'; readonly noun: N; readonly row: VersionedRows[N] }
    | {
      readonly write: 'update'; readonly noun: N; readonly row: VersionedRows[N];
      /** The version that the decision read; `row.version` is one more. */
      readonly expectedVersion: number;
    };
}[VersionedNoun];

/** One write, as plain data. */
export type Write =
  | VersionedWrite
  /** The decision rests on this row: the commit fails with a conflict if its version moved. */
  | {
    readonly write: 'expect'; readonly noun: VersionedNoun; readonly id: string;
    readonly version: number;
  }
  | { readonly write: 'posting'; readonly row: Posting }
  | { readonly write: 'event'; readonly row: PaymentEvent }
  | { readonly write: 'attempt'; readonly row: Attempt }
  | {
    readonly write: 'attempt-ended'; readonly id: string; readonly endedAt: number;
    readonly outcome: string; readonly request: string; readonly response: string;
  }
  /** One more question to the provider about an operation. */
  | { readonly write: 'asked'; readonly row: Omit<Inquiries, 'asked'> }
  /** Queues the work, or replaces the row of the same id. */
  | { readonly write: 'work'; readonly row: Work }
  | { readonly write: 'work-done'; readonly id: string }
  | { readonly write: 'attention-opened'; readonly row: AttentionItem }
  | { readonly write: 'attention-closed'; readonly id: string; readonly at: number }
  | { readonly write: 'attention-claimed'; readonly id: string; readonly by: string | null }
  | { readonly write: 'counter'; readonly delta: CounterDelta }
  | { readonly write: 'batch-item'; readonly row: BatchItem }
  | {
    readonly write: 'batch-item-moved'; readonly batchId: string; readonly paymentId: string;
    readonly state: BatchItemState; readonly operationId: string | null; readonly detail: string;
  }
  /**
   * Replaces the full-text row of a payment: ids, addresses, hashes, names, separated by spaces.
   */
  | { readonly write: 'search'; readonly paymentId: string; readonly text: string }
  | { readonly write: 'idempotency'; readonly row: IdempotencyRecord }
  | {
    readonly write: 'idempotency-answered'; readonly apiKeyId: string; readonly route: string;
    readonly key: string; readonly status: number; readonly body: string;
  }
  | { readonly write: 'notice'; readonly row: Notice }
  | { readonly write: 'reputation'; readonly row: ReputationEvent }
  | { readonly write: 'hint'; readonly row: Hint }
  /** Marks an entry of an operator's inbox; `readAt` 0: unread again. */
  | { readonly write: 'inbox-read'; readonly row: InboxRead }
  | { readonly write: 'setting'; readonly key: string; readonly value: string };

/**
 * One change = one commit (R2): everything that a decision wants written, with its one audit
 * entry, or nothing of it. A change set with `audit: null` may write only bookkeeping that no
 * money depends on (last-used times, lease renewals, the answer of an idempotent request).
 */
export type ChangeSet = {
  readonly writes: readonly Write[];
  readonly audit: AuditDraft | null;
};

/**
 * `conflict`: a version moved, or a unique rule was met; nothing of the change set was written.
 * `version` is decided again by the caller; the others name the rule, for a refusal.
 */
export type CommitAnswer =
  | { readonly ok: true; readonly seq: number }
  | {
    readonly ok: false;
    readonly conflict: 'version' | 'open-operation' | 'reference' | 'name' | 'exists';
    readonly detail: string;
  };

/** The store stopped after an I/O error at commit: nothing was acknowledged, recovery is needed. */
export class StoreHaltedError extends Error {
  override readonly name = 'StoreHaltedError';
}

/**
 * A row does not carry the hash of what it says: the file was damaged or edited (R10). Reads throw
 * it; nothing is decided on such a row.
 */
export class DamagedRowError extends Error {
  override readonly name = 'DamagedRowError';
  readonly table: string;
  readonly id: string;

  constructor(table: string, id: string, problem = 'does not match its own hash') {
    super(
      `The row ${id} of ${table} ${problem}: the database file was damaged or edited. `
      + 'Nothing was done with it; restore a backup or compare it with the provider.',
    );
    this.table = table;
    this.id = id;
  }
}

/** A list took longer than its deadline, too many were waiting already, or its cursor is none. */
export class ReadRefusedError extends Error {
  override readonly name = 'ReadRefusedError';
}

/** What happened, told after the commit: live windows, event streams and waiters listen. */
export type Committed = {
  readonly seq: number;
  readonly nouns: readonly Noun[];
  readonly paymentIds: readonly string[];
  readonly events: readonly StoredEvent[];
};

/** What a payee did within a period, in one asset: volume is what was paid, fees included. */
export type PayeeActivity = {
  readonly announcedToday: number;
  readonly paid: number;
  readonly failed: number;
  readonly volume: Money;
  readonly paidInAsset: number;
  /** Something was paid to `account` at some time, whenever it was. */
  readonly accountPaid: boolean;
};

/** Point reads that commands and the runner decide on; each answers from committed data. */
export type Reads = {
  readonly payment: (id: string) => Promise<PaymentAggregate | null>;
  readonly paymentByExternalId: (
    marketplaceId: string, externalId: string,
  ) => Promise<PaymentAggregate | null>;
  /** Every payment of a job, newest first, at most 100. */
  readonly paymentsOfJob: (jobId: string) => Promise<readonly Payment[]>;
  /** Payments of a marketplace's offer, newest first, at most 100. */
  readonly paymentsOfOffer: (
    marketplaceId: string, offerId: string,
  ) => Promise<readonly Payment[]>;
  /** Payments that follow another one (moved from it, paying it back), newest first, to 100. */
  readonly paymentsLinkedTo: (paymentId: string) => Promise<readonly Payment[]>;
  readonly operation: (id: string) => Promise<Operation | null>;
  /** The operation of an idempotency key, which providers hand back to us. */
  readonly operationByKey: (key: string) => Promise<Operation | null>;
  /** The payment of an identity that has not come to nothing. */
  readonly paymentByIdentity: (
    marketplaceId: string, identity: string,
  ) => Promise<PaymentAggregate | null>;
  readonly payeeWallet: (id: string) => Promise<PayeeWallet | null>;
  readonly payeeWalletOf: (
    marketplaceId: string, rail: RailName, reference: string,
  ) => Promise<PayeeWallet | null>;
  /** Other wallets whose account a person may take for this one, at most a few. */
  readonly alikeWallets: (account: string) => Promise<readonly PayeeWallet[]>;
  /** Since `sinceMs`; `dayMs`: since when announcements count as of today. */
  readonly payeeActivity: (query: {
    readonly walletId: string; readonly account: string; readonly asset: Asset;
    readonly dayMs: number; readonly sinceMs: number;
  }) => Promise<PayeeActivity>;
  /** The newest moves of a payee's score. */
  readonly reputationOf: (
    walletId: string, limit: number,
  ) => Promise<readonly ReputationEvent[]>;
  /** Verified hints about a payment, newest first. */
  readonly hintsOf: (paymentId: string, limit: number) => Promise<readonly Hint[]>;
  readonly consent: (id: string) => Promise<Consent | null>;
  /** The consent whose finish address has this hash. */
  readonly consentByFinish: (finishHash: string) => Promise<Consent | null>;
  /** The consent that waits for its payer behind this link. */
  readonly consentByLink: (link: string) => Promise<Consent | null>;
  /** Every consent of a payment, newest first, at most 100. */
  readonly consentsOf: (paymentId: string) => Promise<readonly Consent[]>;
  readonly job: (id: string) => Promise<Job | null>;
  readonly batch: (id: string) => Promise<Batch | null>;
  /** The newest batch that tries the failed items of this one again. */
  readonly batchRetryOf: (id: string) => Promise<Batch | null>;
  /** Items of a batch in `state`, by position, at most `limit`. */
  readonly batchItems: (
    batchId: string, state: BatchItemState, limit: number,
  ) => Promise<readonly BatchItem[]>;
  /** How many items of a batch stand in each state. */
  readonly batchItemCounts: (
    batchId: string,
  ) => Promise<Readonly<Partial<Record<BatchItemState, number>>>>;
  readonly batchesIn: (state: BatchState) => Promise<readonly Batch[]>;
  readonly purchase: (id: string) => Promise<Purchase | null>;
  readonly purchaseOfPayment: (paymentId: string) => Promise<Purchase | null>;
  readonly marketplaces: () => Promise<readonly Marketplace[]>;
  readonly connections: () => Promise<readonly Connection[]>;
  readonly sellers: () => Promise<readonly Seller[]>;
  readonly apiKeys: () => Promise<readonly ApiKey[]>;
  readonly operators: () => Promise<readonly Operator[]>;
  readonly delivery: (id: string) => Promise<Delivery | null>;
  readonly inboxMessage: (id: string) => Promise<InboxMessage | null>;
  /** By the sender's own id of it. */
  readonly inboxByMessage: (
    marketplaceId: string, messageId: string,
  ) => Promise<InboxMessage | null>;
  readonly limit: (key: string) => Promise<LimitRow | null>;
  readonly attempts: (operationId: string) => Promise<readonly Attempt[]>;
  readonly inquiries: (operationId: string) => Promise<Inquiries | null>;
  readonly openAttention: (subjectId: string) => Promise<readonly AttentionItem[]>;
  readonly attention: (id: string) => Promise<AttentionItem | null>;
  readonly work: (id: string) => Promise<Work | null>;
  /** Due, unleased, living work in order of due time, of connections not in `except`. */
  readonly dueWork: (query: {
    readonly nowMs: number; readonly limit: number; readonly except: readonly string[];
  }) => Promise<readonly Work[]>;
  /** When the next living work after the last `dueWork` falls due; null where there is none. */
  readonly nextDueAt: (except: readonly string[]) => Promise<number | null>;
  /**
   * Living inquiries, and questions about consents whose payer is not the one who is waited for,
   * that fall due after `atMs`, the earliest first, at most `limit`.
   */
  readonly questionsBeyond: (atMs: number, limit: number) => Promise<readonly Work[]>;
  readonly deadWork: (kind: WorkKind | null, limit: number) => Promise<readonly Work[]>;
  /** Operations that a crash or sleep left `dispatching`, at most `limit`. */
  readonly dispatchingOperations: (limit: number) => Promise<readonly Operation[]>;
  readonly idempotency: (
    apiKeyId: string, route: string, key: string,
  ) => Promise<IdempotencyRecord | null>;
  readonly setting: (key: string) => Promise<string | null>;
  readonly counters: (prefix: string) => Promise<readonly CounterDelta[]>;
  readonly balances: () => Promise<readonly AccountBalance[]>;
  readonly eventsOf: (paymentId: string, limit: number) => Promise<readonly StoredEvent[]>;
  /** Events of a marketplace's payments after `seq`, in order, at most `limit`. */
  readonly eventsAfter: (
    marketplaceId: string, seq: number, limit: number,
  ) => Promise<readonly StoredEvent[]>;
  readonly postingsOf: (paymentId: string) => Promise<readonly Posting[]>;
  readonly auditHead: () => Promise<AuditEntry | null>;
};

/**
 * The store. `commit` queues a change set; many go into one SQLite transaction (group commit), and
 * each caller is answered after that transaction is durable. Rejects with `StoreHaltedError` once
 * the store has stopped.
 */
export type Store = {
  readonly read: Reads;
  readonly commit: (change: ChangeSet) => Promise<CommitAnswer>;
  readonly onCommitted: (listener: (committed: Committed) => void) => () => void;
  /** Told once, when an I/O error stops the store. */
  readonly onHalted: (listener: (reason: string) => void) => () => void;
};

/**
 * The copies of the store. `make` and `drill` run beside everything else and reject with an error
 * whose message is a sentence; nothing that looks like a copy is left then.
 */
export type BackupFiles = {
  /** The whole copies, newest first. */
  readonly list: () => readonly Backup[];
  readonly read: (id: string) => Backup | null;
  readonly make: (kind: BackupKind, nowMs: number) => Promise<BackupManifest>;
  /** Opens a copy, checks everything that a restore would rest on, keeps what it found. */
  readonly drill: (id: string) => Promise<BackupDrill>;
  readonly remove: (id: string) => void;
};

export type Ports = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly http: Http;
};
