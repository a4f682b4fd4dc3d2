import { createHash } from 'node:crypto';
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

/** Writes lines into a new file, as `writeBytesFile` does. */
export function writeCsvFile(
  path: string,
  chunks: () => Iterable<CsvChunk>,
): { readonly rows: number; readonly sha256: string } {
  return writeBytesFile(path, (put) => {
    let count = 0;
    for (const { rows, records } of chunks()) {
      if (records.length === 0) continue;
      put(Buffer.from(csvText(records), 'utf8'));
      count += rows;
    }
    return count;
  });
}

/**
 * Writes what `write` puts into a new file, readable by this user only and on the disk when this
 * answers; `write` answers how many rows it wrote. After a failure nothing of the file is left.
 * Blocks, so it belongs into a worker thread.
 */
export function writeBytesFile(
  path: string,
  write: (put: (bytes: Uint8Array) => void) => number,
): { readonly rows: number; readonly sha256: string } {
  const file = openSync(path, 'wx', FILE_MODE);
  const hash = createHash('sha256');
  try {
    const rows = write((bytes) => {
      hash.update(bytes);
      // The system may take less than it was given (a full disk, a signal).
      let written = 0;
      while (written < bytes.length) written += writeSync(file, bytes, written);
    });
    fsyncSync(file);
    closeSync(file);
    return { rows, sha256: hash.digest('hex') };
  } catch (error) {
    closeSync(file);
    rmSync(path, { force: true });
    throw error;
  }
}
