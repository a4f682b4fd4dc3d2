import type { ExportedPayment } from '../lists.ts';
import { createCsvBytes, type CsvBytes } from './csv-bytes.ts';
import { writeBytesFile } from './csv-file.ts';
import { textCell } from './csv-text.ts';
import { ESCAPED_COLUMN, paymentColumns } from './payment-columns.ts';

export type PaymentsCsv = {
  /** Chunks of payments, in the order in which they shall stand in the file. */
  readonly rows: Iterable<readonly ExportedPayment[]>;
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
  return writeBytesFile(path, (put) => {
    const out = createCsvBytes(put);
    for (const { name } of paymentColumns) out.text(name);
    out.text(ESCAPED_COLUMN);
    out.text(REPORT_COLUMN);
    out.endLine();
    const isTitleEscaped = textCell(title).escaped;
    let count = 0;
    for (const chunk of rows) {
      for (const row of chunk) {
        const escaped = writeCells(out, row);
        out.text(isTitleEscaped ? `${escaped} ${REPORT_COLUMN}`.trimStart() : escaped);
        out.text(title);
        out.endLine();
      }
      count += chunk.length;
    }
    out.end();
    return count;
  });
}

/** Answers the names of the cells that were changed, separated by spaces. */
function writeCells(out: CsvBytes, payment: ExportedPayment): string {
  let escaped = '';
  for (const column of paymentColumns) {
    switch (column.kind) {
      case 'text':
        if (out.text(column.of(payment) ?? '')) {
          escaped += escaped === '' ? column.name : ` ${column.name}`;
        }
        break;
      case 'whole': out.whole(column.of(payment)); break;
      case 'decimal': out.decimal(column.of(payment), payment.asset.scale); break;
      case 'time': out.time(column.of(payment)); break;
    }
  }
  return escaped;
}
