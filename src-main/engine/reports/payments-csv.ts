import type { PaymentRow } from '../lists.ts';
import { writeCsvFile } from './csv-file.ts';
import { textCell } from './csv-text.ts';
import { ESCAPED_COLUMN, paymentColumns } from './payment-columns.ts';

export type PaymentsCsv = {
  /** Chunks of payments, in the order in which they shall stand in the file. */
  readonly rows: Iterable<readonly PaymentRow[]>;
  /** Must not exist yet. The caller puts SANDBOX into the name where the money is not real. */
  readonly path: string;
  /** What the file holds, in words; repeated in the last column, so that merged files stay told. */
  readonly title: string;
};

const REPORT_COLUMN = 'report';

/**
 * Writes payments as RFC 4180: UTF-8, CRLF, a header, every field quoted, one column count, cells
 * that a spreadsheet could run neutralised (`csv-text.ts`). Blocks while it writes, so it belongs
 * into a worker thread. Answers the number of payments and the file's SHA-256.
 */
export function writePaymentsCsv(
  { rows, path, title }: PaymentsCsv,
): { readonly rows: number; readonly sha256: string } {
  const names = [...paymentColumns.map(({ name }) => name), ESCAPED_COLUMN, REPORT_COLUMN];
  return writeCsvFile(path, function* records() {
    yield { rows: 0, records: [names] };
    for (const chunk of rows) {
      yield { rows: chunk.length, records: chunk.map((row) => record(row, title)) };
    }
  });
}

function record(row: PaymentRow, title: string): readonly string[] {
  const cells = paymentColumns.map(({ name, cell }) => ({ name, ...cell(row) }));
  const report = { name: REPORT_COLUMN, ...textCell(title) };
  const escaped = [...cells, report].filter((cell) => cell.escaped).map(({ name }) => name);
  return [...cells.map(({ text }) => text), escaped.join(' '), report.text];
}
