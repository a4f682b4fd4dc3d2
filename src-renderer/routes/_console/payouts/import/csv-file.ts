import Papa from 'papaparse';
import { t } from '../../../../words/t.ts';

/** A file as it was read: `rows` are its records under the headers, empty lines left out. */
export type CsvFile = {
  readonly name: string;
  /** SHA-256 of its bytes, hex: the same file is the same payouts. */
  readonly sha256: string;
  readonly size: number;
  readonly headers: readonly string[];
  readonly rows: readonly CsvRow[];
};
/** `number`: its place in the file, counted from 1 without the headers and with empty lines. */
export type CsvRow = { readonly number: number; readonly cells: readonly string[] };

export const BYTES_MAX = 10_485_760;
export const ROWS_MAX = 20_000;

/** Reads a CSV file, whatever its delimiter, or answers the sentence of what is wrong with it. */
export async function readCsv(file: File): Promise<CsvFile | string> {
  if (file.size > BYTES_MAX) return t('payoutImport.problem.large', { size: '10 MB' });
  const bytes = await file.arrayBuffer();
  const text = textOf(bytes);
  if (text === null) return t('payoutImport.problem.text');
  const parsed = parse(text);
  if (typeof parsed === 'string') return parsed;
  return { ...parsed, name: file.name, size: file.size, sha256: await sha256Hex(bytes) };
}

/** The records of a text; also without a file, for tests of the rules. */
export function parse(text: string): Pick<CsvFile, 'headers' | 'rows'> | string {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: false });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined) return t('payoutImport.problem.unread', { why: broken.message });
  const [first = [], ...rest] = data;
  const headers = first.map((header) => header.trim());
  const rows = rest.map((cells, index) => ({ number: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const twice = headers.find((header, at) => header !== '' && headers.indexOf(header) !== at);
  if (twice !== undefined) return t('payoutImport.problem.headers', { name: twice });
  if (rows.length === 0) return t('payoutImport.problem.empty');
  return rows.length > ROWS_MAX ? t('payoutImport.problem.rows', { count: ROWS_MAX })
    : { headers, rows };
}

function textOf(bytes: ArrayBuffer): string | null {
  try {
    // The mark at the beginning that spreadsheets write is taken off.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

export async function sha256Hex(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
