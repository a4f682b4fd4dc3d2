import type { Posting } from '../engine/domain/ledger.ts';
import type { CounterDelta, StoredEvent } from '../engine/domain/records.ts';
import type {
  ChangeSet, VersionedNoun, VersionedRows, VersionedWrite, Write,
} from '../engine/ports.ts';
import { createAttemptWrites } from './attempts.ts';
import { createAttentionWrites } from './attention.ts';
import { assertHeadFits, createAuditWrite, rowsHashOf } from './audit.ts';
import { batchCodec, createBatchItemWrites } from './batches.ts';
import { consentCodec, sellerCodec } from './consents.ts';
import { deliveryCodec } from './deliveries.ts';
import {
  apiKeyCodec, connectionCodec, createSettingWrite, limitCodec, marketplaceCodec, operatorCodec,
} from './directory.ts';
import { BrokenRuleError, type Conflict } from './errors.ts';
import { escrowCodec } from './escrows.ts';
import { createEventReads, createEventWrite } from './events.ts';
import { createIdempotencyWrites } from './idempotency.ts';
import { inboxCodec } from './inbox.ts';
import { createInquiryWrite } from './inquiries.ts';
import { jobCodec } from './jobs.ts';
import { assertBalanced, createLedger } from './ledger.ts';
import { createNoticeWrites } from './notices.ts';
import { operationCodec } from './operations.ts';
import type { Database } from './open.ts';
import { paymentCodec } from './payments.ts';
import { createPayoutWrites, payeeWalletCodec } from './payouts.ts';
import { purchaseCodec } from './purchases.ts';
import type { RowMemories } from './row-memory.ts';
import { createSearchWrite } from './search.ts';
import { createVersionedTable, type VersionedTable, type Written } from './table.ts';
import {
  createOutdated, expectConflict, updateConflict, type Expectation,
} from './version-conflicts.ts';
import { createWorkWrites } from './work.ts';

/** What one change set left behind, and what it adds to counters, which its group writes. */
export type Applied = {
  readonly seq: number;
  readonly events: readonly StoredEvent[];
  readonly counters: readonly CounterDelta[];
};

/** Where the numbered histories stand; put back when a savepoint is rolled back. */
export type Heads = {
  readonly audit: { readonly seq: number; readonly hash: string };
  readonly eventSeq: number;
};

export type Applier = {
  /** Writes a change set but for its counters; throws where it cannot, leaving a part written. */
  readonly apply: (change: ChangeSet) => Applied;
  /** The conflict of a change set that the remembered rows already show; null where none is. */
  readonly outdated: (change: ChangeSet) => Conflict | null;
  readonly heads: () => Heads;
  readonly putBack: (heads: Heads) => void;
};

/** Prepares every write of the store on the writing connection. */
export function createApplier(database: Database, memories: RowMemories): Applier {
  const tables = createTables(database, memories);
  const ledger = createLedger(database);
  const applyOther = createOtherWrites(database);
  const appendEvent = createEventWrite(database, memories.payments);
  const appendAudit = createAuditWrite(database);
  let heads: Heads = {
    audit: assertHeadFits(database), eventSeq: createEventReads(database).lastSeq(),
  };

  const apply = (change: ChangeSet): Applied => {
    const writes = inOrder(change.writes);
    const lines: Posting[] = [];
    const events: StoredEvent[] = [];
    const hashes: string[] = [];
    const counters: CounterDelta[] = [];
    let { eventSeq } = heads;
    for (const write of writes) if (write.write === 'posting') lines.push(write.row);
    assertMoneyIsAudited(change);
    assertBalanced(lines);
    for (const write of writes) {
      if (write.write === 'posting') continue;
      if (write.write === 'counter') {
        counters.push(write.delta);
        continue;
      }
      if (write.write === 'event') {
        eventSeq += 1;
        events.push(appendEvent(write.row, eventSeq));
        continue;
      }
      const written = isVersioned(write)
        ? applyVersioned(tables, write) : applyOther(write, tables);
      if (written !== null && written.hash !== null) hashes.push(written.hash);
    }
    for (const { hash } of ledger.post(lines)) if (hash !== null) hashes.push(hash);
    const audit = change.audit === null
      ? heads.audit : appendAudit(change.audit, rowsHashOf(hashes), heads.audit);
    heads = { audit, eventSeq };
    return { seq: audit.seq, events, counters };
  };

  return {
    apply,
    outdated: createOutdated(memories),
    heads: () => heads,
    putBack: (earlier) => {
      heads = earlier;
      for (const memory of Object.values(memories)) memory.forget();
    },
  };
}

/** What money or its history depends on; writing it takes an audit entry (R2, R10). */
const moneyNouns: ReadonlySet<VersionedNoun> = new Set<VersionedNoun>([
  'payments', 'operations', 'escrows', 'purchases', 'consents',
]);

function assertMoneyIsAudited({ writes, audit }: ChangeSet): void {
  if (audit !== null) return;
  const money = writes.find((write) => write.write === 'posting'
    || (isVersioned(write) && moneyNouns.has(write.noun)));
  if (money === undefined) return;
  throw new BrokenRuleError('A change of money came without an audit entry; it was not written.');
}

/** Rows that others refer to are written before those that refer to them. */
const rank: Readonly<Record<VersionedNoun, number>> = {
  marketplaces: 1, connections: 1, apiKeys: 2, operators: 2, sellers: 2, payments: 3, purchases: 4,
  jobs: 4, batches: 4, payeeWallets: 4, operations: 5, escrows: 6, consents: 6, deliveries: 6,
  inbox: 6, limits: 6,
};
const RANK_LAST = 7;

function rankOf(write: Write): number {
  if (write.write === 'expect') return 0;
  return isVersioned(write) ? rank[write.noun] : RANK_LAST;
}

function inOrder(writes: readonly Write[]): readonly Write[] {
  let last = 0;
  for (const write of writes) {
    const next = rankOf(write);
    if (next < last) return sorted(writes);
    last = next;
  }
  return writes;
}

function sorted(writes: readonly Write[]): readonly Write[] {
  const ranks = writes.map(rankOf);
  const ordered: Write[] = [];
  for (let rank = 0; rank <= RANK_LAST; rank += 1) {
    for (const [index, write] of writes.entries()) if (ranks[index] === rank) ordered.push(write);
  }
  return ordered;
}

export function isVersioned(write: Write): write is VersionedWrite {
  return write.write === 'insert' || write.write === 'update';
}

type Tables = { readonly [N in VersionedNoun]: VersionedTable<VersionedRows[N]> };

function createTables(database: Database, memories: RowMemories): Tables {
  return {
    payments: createVersionedTable(database, paymentCodec, { memory: memories.payments }),
    operations: createVersionedTable(database, operationCodec, { memory: memories.operations }),
    escrows: createVersionedTable(database, escrowCodec, { memory: memories.escrows }),
    jobs: createVersionedTable(database, jobCodec, { memory: memories.jobs }),
    batches: createVersionedTable(database, batchCodec),
    purchases: createVersionedTable(database, purchaseCodec),
    marketplaces: createVersionedTable(database, marketplaceCodec),
    connections: createVersionedTable(database, connectionCodec),
    apiKeys: createVersionedTable(database, apiKeyCodec),
    operators: createVersionedTable(database, operatorCodec),
    deliveries: createVersionedTable(database, deliveryCodec),
    inbox: createVersionedTable(database, inboxCodec),
    consents: createVersionedTable(database, consentCodec),
    sellers: createVersionedTable(database, sellerCodec),
    payeeWallets: createVersionedTable(database, payeeWalletCodec),
    limits: createVersionedTable(database, limitCodec, { key: 'key' }),
  };
}

/** The noun ties the row to its table, which the compiler follows case by case. */
function applyVersioned(tables: Tables, write: VersionedWrite): Written {
  switch (write.noun) {
    case 'payments': return put(tables.payments, write);
    case 'operations': return put(tables.operations, write);
    case 'escrows': return put(tables.escrows, write);
    case 'jobs': return put(tables.jobs, write);
    case 'batches': return put(tables.batches, write);
    case 'purchases': return put(tables.purchases, write);
    case 'marketplaces': return put(tables.marketplaces, write);
    case 'connections': return put(tables.connections, write);
    case 'apiKeys': return put(tables.apiKeys, write);
    case 'operators': return put(tables.operators, write);
    case 'deliveries': return put(tables.deliveries, write);
    case 'inbox': return put(tables.inbox, write);
    case 'consents': return put(tables.consents, write);
    case 'sellers': return put(tables.sellers, write);
    case 'payeeWallets': return put(tables.payeeWallets, write);
    case 'limits': return put(tables.limits, write);
  }
}

type Put<R> =
  | { readonly write: 'insert'; readonly noun: string; readonly row: R }
  | {
    readonly write: 'update'; readonly noun: string; readonly row: R;
    readonly expectedVersion: number;
  };

function put<R>(table: VersionedTable<R>, write: Put<R>): Written {
  if (write.write === 'insert') return table.insert(write.row);
  const written = table.update(write.row, write.expectedVersion);
  if (written !== null) return written;
  throw updateConflict(write);
}

type OtherWrite = Exclude<
  Write, VersionedWrite | { readonly write: 'posting' | 'event' | 'counter' }
>;

function createOtherWrites(
  database: Database,
): (write: OtherWrite, tables: Tables) => Written | null {
  const attempts = createAttemptWrites(database);
  const attention = createAttentionWrites(database);
  const batchItems = createBatchItemWrites(database);
  const idempotency = createIdempotencyWrites(database);
  const addInquiry = createInquiryWrite(database);
  const notices = createNoticeWrites(database);
  const work = createWorkWrites(database);
  const putSearch = createSearchWrite(database);
  const putSetting = createSettingWrite(database);
  const payouts = createPayoutWrites(database);

  return (write, tables) => {
    switch (write.write) {
      case 'expect': expectVersion(tables, write); return null;
      case 'asked': addInquiry(write.row); return null;
      case 'work': return work.put(write.row);
      case 'work-done': work.done(write.id); return null;
      case 'attempt': attempts.insert(write.row); return null;
      case 'attempt-ended': attempts.end(write); return null;
      case 'attention-opened': attention.open(write.row); return null;
      case 'attention-closed': attention.close(write.id, write.at); return null;
      case 'attention-claimed': attention.claim(write.id, write.by); return null;
      case 'batch-item': batchItems.insert(write.row); return null;
      case 'batch-item-moved': batchItems.move(write); return null;
      case 'search': putSearch(write.paymentId, write.text); return null;
      case 'idempotency': idempotency.insert(write.row); return null;
      case 'idempotency-answered': idempotency.answer(write); return null;
      case 'notice': notices.put(write.row); return null;
      case 'inbox-read': notices.read(write.row); return null;
      case 'setting': putSetting(write); return null;
      case 'reputation': payouts.reputation(write.row); return null;
      case 'hint': payouts.hint(write.row); return null;
    }
  };
}

function expectVersion(tables: Tables, expected: Expectation): void {
  if (tables[expected.noun].versionOf(expected.id) === expected.version) return;
  throw expectConflict(expected);
}
