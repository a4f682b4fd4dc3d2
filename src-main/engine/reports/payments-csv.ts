import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { PaymentRow } from '../lists.ts';
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
const FILE_MODE = 0o600;

/**
 * Writes payments as RFC 4180: UTF-8, CRLF, a header, every field quoted, one column count, cells
 * that a spreadsheet could run neutralised (`csv-text.ts`). Blocks while it writes, so it belongs
 * into a worker thread. The file is readable by this user only and on the disk when this answers;
 * after a failure nothing of it is left. Answers the number of payments and the file's SHA-256.
 */
export function writePaymentsCsv(
  { rows, path, title }: PaymentsCsv,
): { readonly rows: number; readonly sha256: string } {
  const file = openSync(path, 'wx', FILE_MODE);
  const hash = createHash('sha256');
  try {
    let count = 0;
    writeLines(file, hash, [columnNames()]);
    for (const chunk of rows) {
      if (chunk.length === 0) continue;
      writeLines(file, hash, chunk.map((row) => record(row, title)));
      count += chunk.length;
    }
    fsyncSync(file);
    closeSync(file);
    return { rows: count, sha256: hash.digest('hex') };
  } catch (error) {
    closeSync(file);
    rmSync(path, { force: true });
    throw error;
  }
}

function columnNames(): readonly string[] {
  return [...paymentColumns.map(({ name }) => name), ESCAPED_COLUMN, REPORT_COLUMN];
}

function record(row: PaymentRow, title: string): readonly string[] {
  const cells = paymentColumns.map(({ name, cell }) => ({ name, ...cell(row) }));
  const report = { name: REPORT_COLUMN, ...textCell(title) };
  const escaped = [...cells, report].filter((cell) => cell.escaped).map(({ name }) => name);
  return [...cells.map(({ text }) => text), escaped.join(' '), report.text];
}

function writeLines(file: number, hash: Hash, records: readonly (readonly string[])[]): void {
  const text = stringify([...records], {
    quoted: true, quoted_empty: true, record_delimiter: '\r\n', bom: false,
  });
  const bytes = Buffer.from(text, 'utf8');
  hash.update(bytes);
  // The system may take less than it was given (a full disk, a signal).
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
