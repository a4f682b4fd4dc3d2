/**
 * Lists, search, totals and exports: everything that reads many rows. They run on a read-only
 * connection in a worker thread, so that no report delays a release (DESIGN 6). Pages are keyset
 * pages: a cursor is opaque, names the last row shown and stays valid while rows are added.
 */
import type { AttentionGroup, AttentionItem, AttentionReason } from './domain/attention.ts';
import type { Batch, BatchItem, BatchItemState } from './domain/batch.ts';
import type { Job, JobState } from './domain/job.ts';
import type { AccountKind } from './domain/ledger.ts';
import type { Money } from './domain/money.ts';
import type { Escrow, Payment, PaymentStatus } from './domain/payment.ts';
import type { Purchase } from './domain/purchase.ts';
import type { RailName } from './domain/rails.ts';
import type { AuditEntry, Delivery } from './domain/records.ts';
import type { Work } from './domain/work.ts';

export const PAGE_LIMIT_MAX = 200;

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

/** Filters join with AND; a null filter is off. Newest first. */
export type PaymentFilter = {
  readonly status: PaymentStatus | null;
  readonly rail: RailName | null;
  readonly marketplaceId: string | null;
  readonly connectionId: string | null;
  /** Only payments with an open attention item. */
  readonly needsAttention: boolean;
  readonly createdFromMs: number | null;
  readonly createdToMs: number | null;
  /** Words or their beginnings: ids, addresses, hashes, payees, job ids. Empty: off. */
  readonly search: string;
};

/** A payment as lists show it, with what happens next if nobody acts. */
export type PaymentRow = {
  readonly payment: Payment;
  readonly next: { readonly kind: string; readonly at: number } | null;
  readonly attention: boolean;
};

export type DayVolume = {
  /** UTC day, `2026-11-21`. */
  readonly day: string;
  readonly rail: RailName;
  readonly measure: 'created' | 'released' | 'refunded';
  readonly count: number;
  readonly amount: Money;
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

export type Lists = {
  readonly payments: (
    query: PageQuery & { readonly filter: PaymentFilter },
  ) => Promise<Page<PaymentRow>>;
  readonly jobs: (
    query: PageQuery & { readonly state: JobState | null; readonly marketplaceId: string | null },
  ) => Promise<Page<Job>>;
  /** Active escrows, the next to end first. */
  readonly escrows: (query: PageQuery) => Promise<Page<Escrow>>;
  readonly attention: (
    query: PageQuery & {
      readonly group: AttentionGroup | null; readonly reason: AttentionReason | null;
    },
  ) => Promise<Page<AttentionItem>>;
  readonly batches: (query: PageQuery) => Promise<Page<Batch>>;
  readonly batchItems: (
    query: PageQuery & { readonly batchId: string; readonly state: BatchItemState | null },
  ) => Promise<Page<BatchItem>>;
  readonly purchases: (
    query: PageQuery & { readonly userId: string | null },
  ) => Promise<Page<Purchase>>;
  readonly deliveries: (
    query: PageQuery & {
      readonly state: Delivery['state'] | null; readonly marketplaceId: string | null;
    },
  ) => Promise<Page<Delivery>>;
  readonly audit: (query: PageQuery & { readonly subjectId: string | null })
    => Promise<Page<AuditEntry>>;
  readonly deadWork: (query: PageQuery) => Promise<Page<Work>>;
  /** Daily volumes from maintained counters, UTC days inclusive. */
  readonly volume: (fromDay: string, toDay: string) => Promise<readonly DayVolume[]>;
  /** Reads every page of the file; the sentence of what is damaged, or null. */
  readonly checkFile: () => Promise<string | null>;
  readonly verifyAudit: () => Promise<AuditCheck>;
  /** Recounts counters, balances, payment amounts and row hashes against the rows themselves. */
  readonly verifyIntegrity: () => Promise<IntegrityCheck>;
  /** Writes the filtered payments into a CSV file at `path`; answers rows and SHA-256. */
  readonly exportPayments: (input: {
    readonly filter: PaymentFilter;
    readonly path: string;
    readonly title: string;
  }) => Promise<{ readonly rows: number; readonly sha256: string }>;
  readonly close: () => Promise<void>;
};

/** Totals per account for the ledger panel. */
export type AccountTotal = { readonly account: AccountKind; readonly balance: Money };
