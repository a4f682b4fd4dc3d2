import {
  batchItemStates, type Batch, type BatchItem, type BatchItemState,
} from '../engine/domain/batch.ts';
import { parseAssetRef } from '../engine/domain/money.ts';
import type { BatchItemRow } from '../engine/lists.ts';
import { DamagedRowError } from '../engine/ports.ts';
import { createCodec, type Codec } from './codec.ts';
import { BrokenRuleError } from './errors.ts';
import type { Database } from './open.ts';
import {
  bigintCell, numberCell, prepareRead, reader, rowsOf, textCell, type RowReader, type RowsReader,
} from './query.ts';
import { batches, batchItems } from './schema-work.ts';
import { createInsert } from './table.ts';

export const batchCodec = createCodec(batches, {
  write: (batch: Batch) => ({
    id: batch.id,
    marketplace_id: batch.marketplaceId,
    act: batch.act,
    reason: batch.reason,
    state: batch.state,
    requested_by: batch.requestedBy,
    total: batch.total,
    created_at: batch.createdAt,
    updated_at: batch.updatedAt,
    finished_at: batch.finishedAt,
    retry_of: batch.retryOf,
    version: batch.version,
  }),
  read: (row): Batch => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    act: row.act,
    reason: row.reason,
    state: row.state,
    requestedBy: row.requested_by,
    total: row.total,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
    retryOf: row.retry_of,
    version: row.version,
  }),
});

const storedItemCodec = createCodec(batchItems, {
  write: (item: BatchItem) => ({
    batch_id: item.batchId,
    position: item.position,
    payment_id: item.paymentId,
    state: item.state,
    operation_id: item.operationId,
    detail: item.detail,
  }),
  read: (row): BatchItem => ({
    batchId: row.batch_id,
    position: row.position,
    paymentId: row.payment_id,
    state: row.state,
    operationId: row.operation_id,
    detail: row.detail,
  }),
});

const ofPayment = (column: string): string =>
  `(select ${column} from payments where id = batch_items.payment_id)`;

/**
 * Items as lists read them: with what their payments say, in the same statement. A list of two
 * hundred would otherwise ask two hundred times for a payment.
 */
export const batchItemCodec: Pick<
  Codec<BatchItemRow>, 'table' | 'selected' | 'decode'
> = {
  table: storedItemCodec.table,
  selected: [
    storedItemCodec.selected, ofPayment('payee'), ofPayment('asset'), ofPayment('amount'),
  ].join(', '),
  decode: (cells, offset = 0) => {
    const [payee, asset, amount] = cells.slice(offset + storedItemCodec.columns.length);
    const item = storedItemCodec.decode(cells, offset);
    const known = parseAssetRef(textCell(asset));
    if (known === null) throw new DamagedRowError('payments', item.paymentId, 'names no asset');
    return { ...item, payee: textCell(payee), amount: { minor: bigintCell(amount), asset: known } };
  },
};

/** How a batch's item moves: which one, and what became of it. */
export type BatchItemMove = Pick<
  BatchItem, 'batchId' | 'paymentId' | 'state' | 'operationId' | 'detail'
>;

export function createBatchItemWrites(database: Database): {
  readonly insert: (item: BatchItem) => void;
  readonly move: (move: BatchItemMove) => void;
} {
  const insert = createInsert(database, storedItemCodec);
  const move = database.prepare(
    'update batch_items set state = ?, operation_id = ?, detail = ? '
    + 'where batch_id = ? and payment_id = ?',
  );
  return {
    insert,
    move: ({ batchId, paymentId, state, operationId, detail }) => {
      if (move.run(state, operationId, detail, batchId, paymentId).changes === 1) return;
      throw new BrokenRuleError(`Batch ${batchId} has no item for payment ${paymentId}.`);
    },
  };
}

export type ItemCounts = Readonly<Partial<Record<BatchItemState, number>>>;

export function createBatchReads(database: Database): {
  readonly byId: RowReader<Batch>;
  readonly inState: RowsReader<Batch>;
  readonly retryOf: RowReader<Batch>;
  readonly items: RowsReader<BatchItem>;
  readonly itemCounts: (batchId: string) => ItemCounts;
} {
  const { one, many } = reader(database, batchCodec);
  const counts = prepareRead(
    database,
    'select state, count(*) from batch_items indexed by batch_items_by_state '
    + 'where batch_id = ? group by state',
  );
  return {
    byId: one('where id = ?'),
    inState: many('where state = ? order by created_at'),
    retryOf: one('indexed by batches_by_retry where retry_of = ? '
      + 'and retry_of is not null order by rowid desc limit 1'),
    items: reader(database, storedItemCodec)
      .many('where batch_id = ? and state = ? order by position limit ?'),
    itemCounts: (batchId) => {
      const found: Partial<Record<BatchItemState, number>> = {};
      for (const [name, count] of rowsOf(counts, [batchId])) {
        const state = batchItemStates.find((known) => known === name);
        if (state !== undefined) found[state] = numberCell(count);
      }
      return found;
    },
  };
}
