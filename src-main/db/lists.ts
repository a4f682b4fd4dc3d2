import { ReadRefusedError } from '../engine/ports.ts';
import type { ExplainedRow, Figure, FigureSum } from '../engine/domain/figure.ts';
import type { DeliveryFilter, ExportedPayment, Lists } from '../engine/lists.ts';
import { railNames } from '../engine/domain/rails.ts';
import { parseAssetRef } from '../engine/domain/money.ts';
import { attentionCodec } from './attention.ts';
import { attentionWalk } from './attention-list.ts';
import { createAuditSearch } from './audit-search.ts';
import { verifyChain, verifyStretch } from './audit.ts';
import { batchCodec, batchItemCodec } from './batches.ts';
import type { Bound } from './codec.ts';
import { createCounterReads } from './counters.ts';
import { dayEnds } from './day-ends.ts';
import { deliveryCodec } from './deliveries.ts';
import { escrowCodec } from './escrows.ts';
import { createFigureReads, inOneMoment } from './figures.ts';
import { messagePage } from './inbox.ts';
import { findProblems } from './integrity.ts';
import { jobCodec } from './jobs.ts';
import { fileProblemByTable, type Database } from './open.ts';
import { createInboxList } from './notices.ts';
import { createPager, tablePage, type Pager, type Walk } from './paging.ts';
import { createPayeeReads } from './payees.ts';
import { createPaymentList } from './payment-list.ts';
import { purchaseCodec } from './purchases.ts';
import { createTaskLists } from './task-lists.ts';
import { createTrafficRead } from './traffic.ts';
import { walletPage } from './wallet-list.ts';
import { workCodec } from './work.ts';

/** Writes payments into a CSV file; handed in, since the columns of a report are the engine's. */
export type WritePaymentsCsv = (input: {
  readonly rows: Iterable<readonly ExportedPayment[]>;
  readonly path: string; readonly title: string;
}) => { readonly rows: number; readonly sha256: string };

/** Writes the rows of a figure and their sum into a CSV file. */
export type WriteFigureCsv = (input: {
  readonly figure: Figure; readonly sum: FigureSum;
  readonly rows: Iterable<readonly ExplainedRow[]>; readonly path: string; readonly title: string;
}) => { readonly rows: number; readonly sha256: string };

/** The same questions as `Lists`, answered at once: what the worker runs, and the simulation. */
export type ListQueries = {
  readonly [Name in Exclude<keyof Lists, 'close'>]:
    (...args: Parameters<Lists[Name]>) => Awaited<ReturnType<Lists[Name]>>;
};

/** Prepares every list over a connection, which may be read-only. */
export function createListQueries(
  database: Database,
  writePaymentsCsv: WritePaymentsCsv,
  writeFigureCsv: WriteFigureCsv = writesNoFigure,
): ListQueries {
  const payments = createPaymentList(database);
  const payees = createPayeeReads(database);
  const figures = createFigureReads(database);
  const counters = createCounterReads(database);
  const pager = createPager(database);
  const inbox = createInboxList(database, pager);
  return {
    ...createTableLists(pager),
    ...createTaskLists(database),
    payments: payments.page,
    paymentCount: payments.count,
    payees: payees.page,
    payee: payees.file,
    wallets: (query) => walletPage(pager, query),
    traffic: createTrafficRead(database),
    statement: payees.statement,
    explained: figures.page,
    figureSum: figures.sum,
    exportFigure: ({ figure, path, title }) => inOneMoment(database, () => writeFigureCsv({
      figure, sum: figures.sum(figure), rows: figures.chunks(figure), path, title,
    })),
    audit: createAuditSearch(database),
    messages: (query) => messagePage(pager, query),
    volume: (fromDay, toDay) =>
      counters.volumes(`day:${fromDay}:`, `day:${toDay};`).flatMap(volumeOf),
    dayEnds: (fromDay, toDay) => dayEnds(counters.between(`day:${fromDay}:`, `day:${toDay};`)),
    inbox: inbox.page,
    inboxUnread: inbox.unread,
    checkFile: () => fileProblemByTable(database),
    verifyAudit: () => {
      const { entries, head, broken } = verifyChain(database);
      return {
        entries, ok: broken === null, brokenSeq: broken?.seq ?? null,
        problem: broken?.problem ?? null, headHash: head.seq === 0 ? null : head.hash,
      };
    },
    verifyStretch: (after) => verifyStretch(database, after),
    verifyIntegrity: () => ({ problems: findProblems(database) }),
    exportPayments: ({ filter, path, title }) =>
      writePaymentsCsv({ rows: payments.chunks(filter), path, title }),
  };
}

function writesNoFigure(): never {
  throw new ReadRefusedError('This reader was given no writer of figures.');
}

type TableLists = Pick<ListQueries,
  'jobs' | 'escrows' | 'attention' | 'batches' | 'batchItems' | 'purchases' | 'deliveries'
  | 'deadWork'>;

const deliveryColumns = {
  endpoint: 'endpoint_id', type: 'type', response: 'response_status',
} as const satisfies Record<DeliveryFilter['field'], string>;

function createTableLists(pager: Pager): TableLists {
  const newest = { order: ['created_at', 'id'], newestFirst: true } as const;
  return {
    jobs: ({ state, marketplaceId, ...query }) => tablePage(pager, jobCodec, query, {
      ...newest, ...narrowed('jobs', { marketplace_id: marketplaceId, state }),
    }),
    escrows: (query) => escrowPage(pager, query),
    attention: (query) => tablePage(pager, attentionCodec, query, attentionWalk(query)),
    batches: (query) => tablePage(pager, batchCodec, query, {
      ...newest, index: 'batches_by_created', where: [], bound: [],
    }),
    batchItems: ({ batchId, state, ...query }) => tablePage(pager, batchItemCodec, query, {
      index: state === null ? 'sqlite_autoindex_batch_items_1' : 'batch_items_by_state',
      where: ['batch_id = ?', ...state === null ? [] : ['state = ?']],
      bound: state === null ? [batchId] : [batchId, state],
      order: ['position'], newestFirst: false,
    }),
    purchases: ({ userId, ...query }) => tablePage(pager, purchaseCodec, query, {
      ...newest, ...narrowed('purchases', { user_id: userId }),
    }),
    deliveries: ({ state, marketplaceId, by = null, ...query }) =>
      tablePage(pager, deliveryCodec, query, {
        ...newest,
        ...by === null ? narrowed('deliveries', { marketplace_id: marketplaceId, state }) : {
          index: `deliveries_by_${by.field}`, where: [`${deliveryColumns[by.field]} = ?`],
          bound: [by.value],
        },
      }),
    deadWork: (query) => tablePage(pager, workCodec, query, {
      index: 'work_dead', where: ['dead_at is not null'], bound: [],
      order: ['dead_at', 'id'], newestFirst: true,
    }),
  };
}

/** Running escrows by their end; of several connections, one walk each, merged. */
function escrowPage(
  pager: Pager,
  { connectionIds, endsByMs, ...query }: Parameters<ListQueries['escrows']>[0],
): ReturnType<ListQueries['escrows']> {
  const walk = escrowWalk(connectionIds ?? null, endsByMs ?? null);
  if (walk.arms.length === 0) return { items: [], next: null };
  return pager({
    query, walk, select: escrowCodec.selected, read: (cells) => escrowCodec.decode(cells),
  });
}

export function escrowWalk(
  connectionIds: readonly string[] | null, endsByMs: number | null,
): Walk {
  const more = {
    where: ["escrows.state = 'active'", ...endsByMs === null ? [] : ['escrows.expires_at <= ?']],
    bound: endsByMs === null ? [] : [endsByMs],
  };
  return {
    arms: connectionIds === null ? [{ from: 'escrows indexed by escrows_ending', ...more }]
      : [...new Set(connectionIds)].map((id) => ({
        from: 'escrows indexed by escrows_ending_by_connection',
        where: [...more.where, 'escrows.connection_id = ?'], bound: [...more.bound, id],
      })),
    order: ['escrows.expires_at', 'escrows.id'], newestFirst: false,
  };
}

/** The index and conditions of the filters that are on; indexes are named after their columns. */
function narrowed(
  table: string,
  filters: Readonly<Record<string, string | null>>,
): { readonly index: string; readonly where: readonly string[]; readonly bound: readonly Bound[] } {
  const on = Object.entries(filters).filter(([, value]) => value !== null);
  const columns = on.map(([column]) => column);
  const suffix = columns.map((column) => column.replace(/_id$/, '')).join('_');
  return {
    index: `${table}_by_${suffix === '' ? 'created' : suffix}`,
    where: columns.map((column) => `${column} = ?`),
    bound: on.map(([, value]) => value),
  };
}

const measures = ['created', 'released', 'refunded'] as const;

/** Reads `day:<yyyy-mm-dd>:<rail>:<asset>:<measure>` (`domain/counters.ts`). */
function volumeOf(
  { name, count, minor }: { readonly name: string; readonly count: number; readonly minor: bigint },
): ReturnType<ListQueries['volume']> {
  const [, day = '', railName, assetName = '', measureName] = name.split(':');
  const rail = railNames.find((known) => known === railName);
  const asset = parseAssetRef(assetName);
  const measure = measures.find((known) => known === measureName);
  if (rail === undefined || asset === null || measure === undefined) return [];
  return [{ day, rail, measure, count, amount: { minor, asset } }];
}

/**
 * `Lists` on a connection of this thread, for databases in memory and the simulation; a window
 * uses `createReader`, whose worker keeps long reads away from the commits.
 */
export function createInProcessLists(
  database: Database,
  writePaymentsCsv: WritePaymentsCsv,
): Lists {
  const queries = createListQueries(database, writePaymentsCsv);
  return {
    payments: async (query) => queries.payments(query),
    paymentCount: async (filter) => queries.paymentCount(filter),
    payees: async (query) => queries.payees(query),
    payee: async (payee) => queries.payee(payee),
    wallets: async (query) => queries.wallets(query),
    statement: async (query) => queries.statement(query),
    explained: async (query) => queries.explained(query),
    figureSum: async (figure) => queries.figureSum(figure),
    exportFigure: async (input) => queries.exportFigure(input),
    jobs: async (query) => queries.jobs(query),
    escrows: async (query) => queries.escrows(query),
    attention: async (query) => queries.attention(query),
    batches: async (query) => queries.batches(query),
    batchItems: async (query) => queries.batchItems(query),
    purchases: async (query) => queries.purchases(query),
    deliveries: async (query) => queries.deliveries(query),
    traffic: async (query) => queries.traffic(query),
    audit: async (query) => queries.audit(query),
    messages: async (query) => queries.messages(query),
    refusedTasks: async (query) => queries.refusedTasks(query),
    walletPayments: async (query) => queries.walletPayments(query),
    walletSums: async (query) => queries.walletSums(query),
    deadWork: async (query) => queries.deadWork(query),
    volume: async (fromDay, toDay) => queries.volume(fromDay, toDay),
    dayEnds: async (fromDay, toDay) => queries.dayEnds(fromDay, toDay),
    inbox: async (query) => queries.inbox(query),
    inboxUnread: async (operatorId) => queries.inboxUnread(operatorId),
    checkFile: async () => queries.checkFile(),
    verifyAudit: async () => queries.verifyAudit(),
    verifyStretch: async (after) => queries.verifyStretch(after),
    verifyIntegrity: async () => queries.verifyIntegrity(),
    exportPayments: async (input) => queries.exportPayments(input),
    close: async () => {},
  };
}
