/**
 * Lists, search, totals and exports: everything that reads many rows. They run on a read-only
 * connection in a worker thread, so that no report delays a release (DESIGN 6). Pages are keyset
 * pages: a cursor is opaque, names the last row shown and stays valid while rows are added.
 */
import type { AuditHead, AuditStretch } from './domain/audit-chain.ts';
import type {
  AttentionGroup, AttentionItem, AttentionQueue, AttentionReason,
} from './domain/attention.ts';
import type { Batch, BatchItem, BatchItemState } from './domain/batch.ts';
import type { Job, JobState } from './domain/job.ts';
import type { Ending } from './domain/counters.ts';
import type { AccountKind } from './domain/ledger.ts';
import type { Asset, Money } from './domain/money.ts';
import type { ExplainedRow, Figure, FigureSum } from './domain/figure.ts';
import type { Escrow, Payment } from './domain/payment.ts';
import type { InboxAudience, Notice, NoticeKind } from './domain/notice.ts';
import type { PaymentFilter } from './domain/payment-filter.ts';
import type { Payee, PayeeFile, StatementLine } from './domain/payee.ts';
import type { Purchase } from './domain/purchase.ts';
import type { RailName } from './domain/rails.ts';
import type {
  AuditEntry, Delivery, InboxMessage, InboxState, PayeeWallet,
} from './domain/records.ts';
import type { Work } from './domain/work.ts';

export type { PaymentFilter } from './domain/payment-filter.ts';

export const PAGE_LIMIT_MAX = 200;
/** How far a filter is counted; above it the answer is "more". */
export const COUNT_MAX = 100_000;

export type PageQuery = {
  readonly cursor: string | null;
  /** 1 to `PAGE_LIMIT_MAX`. */
  readonly limit: number;
};

export type Page<T> = {
  readonly items: readonly T[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
};

/** A payment as lists show it, with what happens next if nobody acts. */
export type PaymentRow = {
  readonly payment: Payment;
  readonly next: { readonly kind: string; readonly at: number } | null;
  readonly attention: boolean;
};

/** An item of a batch, with whose payment it is and over how much. */
export type BatchItemRow = BatchItem & Pick<Payment, 'payee' | 'amount'>;

/**
 * A payment as a file of payments needs it: amounts are minor units of `asset` as digits, instants
 * UTC milliseconds. A file has millions of lines, so nothing is made for one that is not written.
 */
export type ExportedPayment = Pick<Payment,
  'id' | 'marketplaceId' | 'externalId' | 'jobId' | 'rail' | 'connectionId' | 'status' | 'payer'
  | 'payerAccount' | 'payee' | 'payeeAccount' | 'refundAddress' | 'onExpiry' | 'escrowTimeoutMs'
  | 'purchaseId' | 'createdAt' | 'updatedAt' | 'escrowedAt' | 'expiresAt' | 'releasedAt'
  | 'refundedAt' | 'abandonedAt'> & {
    readonly asset: Asset;
    readonly amountMinor: string;
    readonly heldMinor: string;
    readonly releasedMinor: string;
    readonly refundedMinor: string;
    readonly inMotionMinor: string;
    /** The payment that this one follows (`PaymentLink`). */
    readonly linkedPaymentId: string | null;
    readonly needsAttention: boolean;
    readonly nextEvent: string | null;
    readonly nextEventAt: number | null;
  };

export type DayVolume = {
  /** UTC day, `2026-11-21`. */
  readonly day: string;
  readonly rail: RailName;
  readonly measure: 'created' | 'released' | 'refunded';
  readonly count: number;
  readonly amount: Money;
};

/** How payments ended per UTC day, and how long the paid ones took from request to paid. */
export type DayEnds = {
  readonly ended: readonly {
    readonly day: string; readonly rail: RailName; readonly ending: Ending;
    readonly count: number; readonly amount: Money;
  }[];
  /** `withinSeconds`: the upper bound of their class; null beyond the last bound. */
  readonly paid: readonly {
    readonly day: string; readonly rail: RailName; readonly withinSeconds: number | null;
    readonly count: number;
  }[];
};

export type AttentionQuery = {
  readonly queue: AttentionQueue;
  readonly group: AttentionGroup | null;
  readonly reason: AttentionReason | null;
  /** The name of who asks. */
  readonly operator: string;
  /** `age` orders a whole queue; groups and reasons come by deadline. */
  readonly order: 'deadline' | 'age';
};

export type InboxQuery = PageQuery & {
  readonly operatorId: string; readonly audience: InboxAudience;
};

/** One line of the inbox, as one operator has read it or not. */
export type InboxEntry = {
  readonly key: string;
  readonly kind: AttentionReason | NoticeKind;
  readonly subject: AttentionItem['subject'] | Notice['subject'];
  readonly subjectId: string;
  readonly text: string;
  readonly at: number;
  readonly read: boolean;
};

/** How many entries an operator has not read, among the newest 500 of each audience. */
export type InboxUnread = { readonly needsMe: number; readonly forInformation: number };

/** Messages in come by job: a marketplace speaks of its jobs, not of our payments. */
export type TrafficQuery = { readonly paymentId: string; readonly jobId: string | null };
/** At most `TRAFFIC_MAX` each, the oldest first. */
export type Traffic = {
  readonly deliveries: readonly Delivery[]; readonly messages: readonly InboxMessage[];
};
export const TRAFFIC_MAX = 500;

/** An incoming message without its body and headers. */
export type MessageLine = Pick<InboxMessage,
  'id' | 'marketplaceId' | 'messageId' | 'receivedAt' | 'processedAt' | 'state' | 'detail'
  | 'jobId'> & { readonly code: string | null };

/** What is asked of the audit log; entries are about `subjectId`, and say the rest themselves. */
export type AuditQuery = PageQuery & {
  /** The one entry of this number. */
  readonly seq?: number | null;
  readonly subjectId: string | null;
  /** The id of who acted, or the beginning of the name. */
  readonly actor?: string | null;
  /** The beginning of the act: `payment.` or `payment.release`. */
  readonly act?: string | null;
  /** UTC ms, both inclusive. */
  readonly fromMs?: number | null;
  readonly toMs?: number | null;
};

/** A page of a search, which looks at a bounded number of entries and may find few or none. */
export type AuditPage = Page<AuditEntry> & {
  /** The time of the last entry looked at, where the bound ended the page; else null. */
  readonly searchedTo: number | null;
};

export type AuditCheck = {
  readonly entries: number;
  readonly ok: boolean;
  /** The first entry that does not fit its chain; null when all do. */
  readonly brokenSeq: number | null;
  readonly problem: string | null;
  readonly headHash: string | null;
};

/** A recount of everything that counters and balances claim, for tests and the integrity check. */
export type IntegrityCheck = {
  readonly problems: readonly string[];
};

/** What leads through deliveries besides their state: one column, with an index of its own. */
export type DeliveryFilter =
  | { readonly field: 'endpoint' | 'type'; readonly value: string }
  | { readonly field: 'response'; readonly value: number };

/** The place of a list in the source documents that name one by number (S4); both bounded. */
export type OffsetQuery = {
  /** 1 to `PAGE_LIMIT_MAX`. */
  readonly limit: number;
  /** 0 to `OFFSET_MAX`. */
  readonly offset: number;
};
export const OFFSET_MAX = 10_000;

/** A refused announcement of a task, without its headers. */
export type RefusedTask = Pick<InboxMessage,
  'id' | 'receivedAt' | 'jobId' | 'detail' | 'body' | 'bodyEncoding' | 'version'>;

/** Whose payments: one wallet's. */
export type WalletPaymentsQuery = {
  readonly marketplaceId: string; readonly walletId: string;
};

/**
 * The payments of a wallet that have one status in one asset. `amount` is what the payee was
 * promised, `fees` what comes on top; `paidMs` the time from creation to paid, over those paid.
 */
export type WalletSum = {
  readonly status: Payment['status'];
  readonly count: number;
  readonly amount: Money;
  readonly fees: Money;
  readonly paidMs: number;
};

export type Lists = {
  readonly payments: (
    query: PageQuery & { readonly filter: PaymentFilter },
  ) => Promise<Page<PaymentRow>>;
  readonly jobs: (
    query: PageQuery & { readonly state: JobState | null; readonly marketplaceId: string | null },
  ) => Promise<Page<Job>>;
  /** How many payments a filter lets through, counted up to `COUNT_MAX`. */
  readonly paymentCount: (filter: PaymentFilter) => Promise<number>;
  /** Active escrows, the next to end first; of some connections, ending by a time. */
  readonly escrows: (query: PageQuery & {
    readonly connectionIds?: readonly string[]; readonly endsByMs?: number;
  }) => Promise<Page<Escrow>>;
  /** Payees by words of their names; the last one that a payment named first. */
  readonly payees: (query: PageQuery & { readonly search: string }) => Promise<Page<Payee>>;
  /** Payees' wallets by name; `search` is a part of name, reference or account. */
  readonly wallets: (query: PageQuery & { readonly search: string }) => Promise<Page<PayeeWallet>>;
  /** All that is known of one payee but its payments; null where no payment names it. */
  readonly payee: (payee: string) => Promise<PayeeFile | null>;
  /**
   * What the ledger paid a payee in a period (UTC ms, inclusive), oldest first, at most
   * `STATEMENT_LINES_MAX` lines and one more where there are more.
   */
  readonly statement: (query: {
    readonly payee: string; readonly fromMs: number; readonly toMs: number;
  }) => Promise<readonly StatementLine[]>;
  /** The rows that make up a figure, a page at a time. */
  readonly explained: (query: PageQuery & { readonly figure: Figure })
    => Promise<Page<ExplainedRow>>;
  /** The figure as it is kept, and the sum of all its rows at the same moment. */
  readonly figureSum: (figure: Figure) => Promise<FigureSum>;
  readonly attention: (query: PageQuery & AttentionQuery) => Promise<Page<AttentionItem>>;
  /** The inbox of one operator, newest first. */
  readonly inbox: (query: InboxQuery) => Promise<Page<InboxEntry>>;
  readonly inboxUnread: (operatorId: string) => Promise<InboxUnread>;
  readonly batches: (query: PageQuery) => Promise<Page<Batch>>;
  readonly batchItems: (
    query: PageQuery & { readonly batchId: string; readonly state: BatchItemState | null },
  ) => Promise<Page<BatchItemRow>>;
  readonly purchases: (
    query: PageQuery & { readonly userId: string | null },
  ) => Promise<Page<Purchase>>;
  readonly deliveries: (
    query: PageQuery & {
      readonly state: Delivery['state'] | null; readonly marketplaceId: string | null;
      /** Instead of state and marketplace: one of these. */
      readonly by?: DeliveryFilter | null;
    },
  ) => Promise<Page<Delivery>>;
  /** The webhooks about a payment, out and in. */
  readonly traffic: (query: TrafficQuery) => Promise<Traffic>;
  /** Incoming webhooks, the newest first. */
  readonly messages: (
    query: PageQuery & { readonly state: InboxState | null },
  ) => Promise<Page<MessageLine>>;
  /** Refused announcements of a marketplace's tasks, newest first; `total` up to `COUNT_MAX`. */
  readonly refusedTasks: (query: OffsetQuery & { readonly marketplaceId: string }) => Promise<{
    readonly items: readonly RefusedTask[]; readonly total: number;
  }>;
  /** The ids of a wallet's payments, newest first. */
  readonly walletPayments: (query: OffsetQuery & WalletPaymentsQuery) => Promise<readonly string[]>;
  /** The newest `COUNT_MAX` payments of a wallet, summed by asset and status. */
  readonly walletSums: (query: WalletPaymentsQuery) => Promise<readonly WalletSum[]>;
  readonly audit: (query: AuditQuery) => Promise<AuditPage>;
  readonly deadWork: (query: PageQuery) => Promise<Page<Work>>;
  /** Daily volumes from maintained counters, UTC days inclusive. */
  readonly volume: (fromDay: string, toDay: string) => Promise<readonly DayVolume[]>;
  /** How payments ended per day, from maintained counters, UTC days inclusive. */
  readonly dayEnds: (fromDay: string, toDay: string) => Promise<DayEnds>;
  /** Reads every page of the file; the sentence of what is damaged, or null. */
  readonly checkFile: () => Promise<string | null>;
  readonly verifyAudit: () => Promise<AuditCheck>;
  /** The next stretch of the chain after an entry that fits, or from the first. */
  readonly verifyStretch: (after: AuditHead | null) => Promise<AuditStretch>;
  /** Recounts counters, balances, payment amounts and row hashes against the rows themselves. */
  readonly verifyIntegrity: () => Promise<IntegrityCheck>;
  /** Writes the filtered payments into a CSV file at `path`; answers rows and SHA-256. */
  readonly exportPayments: (input: {
    readonly filter: PaymentFilter;
    readonly path: string;
    readonly title: string;
  }) => Promise<{ readonly rows: number; readonly sha256: string }>;
  /** Writes the rows of a figure, and their sum, into a CSV file at `path`. */
  readonly exportFigure: (input: {
    readonly figure: Figure; readonly path: string; readonly title: string;
  }) => Promise<{ readonly rows: number; readonly sha256: string }>;
  readonly close: () => Promise<void>;
};

/** Totals per account for the ledger panel. */
export type AccountTotal = { readonly account: AccountKind; readonly balance: Money };
