import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';

const FILE_MODE = 0o600;

/** Lines of a file as they come, and how many of them count as rows of the report. */
export type CsvChunk = {
  readonly rows: number;
  readonly records: readonly (readonly string[])[];
};

/** The text of some lines: RFC 4180, every field quoted, CRLF. */
export function csvText(records: readonly (readonly string[])[]): string {
  return stringify([...records], {
    quoted: true, quoted_empty: true, record_delimiter: '\r\n', bom: false,
  });
}

/**
 * Writes lines into a new file, UTF-8, readable by this user only and on the disk when this
 * answers; after a failure nothing of it is left. Blocks, so it belongs into a worker thread.
 */
export function writeCsvFile(
  path: string,
  chunks: () => Iterable<CsvChunk>,
): { readonly rows: number; readonly sha256: string } {
  const file = openSync(path, 'wx', FILE_MODE);
  const hash = createHash('sha256');
  try {
    let count = 0;
    for (const { rows, records } of chunks()) {
      if (records.length === 0) continue;
      writeLines(file, hash, records);
      count += rows;
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

function writeLines(file: number, hash: Hash, records: readonly (readonly string[])[]): void {
  const bytes = Buffer.from(csvText(records), 'utf8');
  hash.update(bytes);
  // The system may take less than it was given (a full disk, a signal).
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
