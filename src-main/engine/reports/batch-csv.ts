import type { Batch, BatchItem } from '../domain/batch.ts';
import { assetRef, formatAmount } from '../domain/money.ts';
import type { Operation } from '../domain/operation.ts';
import type { Payment } from '../domain/payment.ts';
import { csvText } from './csv-file.ts';
import { numberCell, textCell, timeCell, type Cell } from './csv-text.ts';
import { ESCAPED_COLUMN } from './payment-columns.ts';

/** One item of a batch with what is known of it; null where there is nothing. */
export type BatchResult = {
  readonly batch: Batch;
  readonly item: BatchItem;
  readonly payment: Payment | null;
  readonly operation: Operation | null;
};

const NONE: Cell = { text: '', escaped: false };

type Column = { readonly name: string; readonly cell: (result: BatchResult) => Cell };

/** The columns of a batch's result, in order. Names are stable: other programs read them. */
const columns: readonly Column[] = [
  { name: 'batch_id', cell: ({ batch }) => textCell(batch.id) },
  { name: 'retry_of', cell: ({ batch }) => textCell(batch.retryOf ?? '') },
  { name: 'act', cell: ({ batch }) => textCell(batch.act) },
  { name: 'position', cell: ({ item }) => numberCell(`${item.position + 1}`) },
  { name: 'payment_id', cell: ({ item }) => textCell(item.paymentId) },
  { name: 'result', cell: ({ item }) => textCell(item.state) },
  { name: 'detail', cell: ({ item }) => textCell(item.detail) },
  { name: 'payee', cell: ({ payment }) => textCell(payment?.payee ?? '') },
  {
    name: 'amount', cell: ({ operation }) =>
      operation === null ? NONE : numberCell(formatAmount(operation.amount)),
  },
  {
    name: 'asset_ref', cell: ({ payment }) =>
      textCell(payment === null ? '' : assetRef(payment.amount.asset)),
  },
  { name: 'operation_id', cell: ({ item }) => textCell(item.operationId ?? '') },
  { name: 'reference', cell: ({ operation }) => textCell(operation?.reference ?? '') },
  { name: 'ended_at', cell: ({ operation }) => timeCell(operation?.endedAt ?? null) },
  { name: 'payment_status', cell: ({ payment }) => textCell(payment?.status ?? '') },
];

/** The result of a batch as RFC 4180, cells that a spreadsheet could run neutralised. */
export function batchCsv(results: readonly BatchResult[], title: string): string {
  const header = [...columns.map(({ name }) => name), ESCAPED_COLUMN, 'report'];
  return csvText([header, ...results.map((result) => {
    const cells = columns.map(({ name, cell }) => ({ name, ...cell(result) }));
    const escaped = cells.filter((cell) => cell.escaped).map(({ name }) => name);
    return [...cells.map(({ text }) => text), escaped.join(' '), title];
  })]);
}
