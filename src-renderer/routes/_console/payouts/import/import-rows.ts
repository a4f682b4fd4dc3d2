import { parseAmount, parseAssetRef } from '../../../../../src-main/contract/domain.ts';
import type { TaskRow } from '../../../../../src-main/contract/payouts.ts';
import { t } from '../../../../words/t.ts';
import { sha256Hex, type CsvFile } from './csv-file.ts';
import { fields, type Field, type Mapping } from './mapping.ts';

/** The cells of a row that stand for something, as they were read or put right. */
export type Cells = Partial<Readonly<Record<Field, string>>>;
export type ImportRow = {
  readonly id: string;
  readonly number: number;
  readonly cells: Cells;
  /** What is wrong with which cell. */
  readonly problems: Partial<Readonly<Record<Field, string>>>;
};
/** What was put right in place, by row. */
export type Edits = ReadonlyMap<number, Cells>;

const lengths = { payee: 64, task: 128, key: 128, title: 200 } as const;

/** Every row with its cells and what is wrong with them; two rows never name the same payment. */
export function rowsOf(file: CsvFile, mapping: Mapping, edits: Edits): readonly ImportRow[] {
  const seen = { task: new Map<string, number>(), key: new Map<string, number>() };
  return file.rows.map(({ number, cells }) => {
    const read: Cells = Object.fromEntries(fields.flatMap((field) => {
      const at = mapping[field];
      return at === null ? [] : [[field, cells[at]?.trim() ?? '']];
    }));
    const now: Cells = { ...read, ...edits.get(number) };
    const problems = {
      ...problemsOf(now), ...repeatedIn(seen.task, 'task', now, number),
      ...repeatedIn(seen.key, 'key', now, number),
    };
    return { id: String(number), number, cells: now, problems };
  });
}

export function isRight({ problems }: ImportRow): boolean {
  return Object.keys(problems).length === 0;
}

function problemsOf(cells: Cells): ImportRow['problems'] {
  const problems: Partial<Record<Field, string>> = {};
  const needed = (field: 'payee' | 'task' | 'key'): void => {
    if (cells[field] === '') problems[field] = t('payoutImport.cell.needed');
  };
  for (const field of ['payee', 'task', 'key', 'title'] as const) {
    if ((cells[field] ?? '').length > lengths[field]) {
      problems[field] = t('payoutImport.cell.long', { count: lengths[field] });
    } else if (field !== 'title') needed(field);
  }
  const asset = assetOf(cells);
  if (asset === null) problems.asset = t('payoutImport.cell.asset');
  const amount = amountProblem(cells.amount ?? '', asset ?? 'USDC');
  if (amount !== null) problems.amount = amount;
  if (completedOf(cells) === 'wrong') problems.completed = t('payoutImport.cell.date');
  return problems;
}

function repeatedIn(
  seen: Map<string, number>, field: 'task' | 'key', cells: Cells, number: number,
): ImportRow['problems'] {
  const value = cells[field] ?? '';
  if (value === '') return {};
  // The same task for another payee is another payment.
  const name = field === 'key' ? value : JSON.stringify([value, cells.payee]);
  const before = seen.get(name);
  if (before !== undefined) return { [field]: t('payoutImport.cell.same', { row: before }) };
  seen.set(name, number);
  return {};
}

const PLACES = 6;

function amountProblem(text: string, code: string): string | null {
  const asset = parseAssetRef(`${code}/${PLACES}`);
  if (text === '') return t('payoutImport.cell.needed');
  // Plain decimals alone: what a spreadsheet shortened to 1E+3 was not meant to be read back.
  const isPlain = /^\d{1,15}(\.\d+)?$/.test(text);
  const parsed = asset === null || !isPlain ? null : parseAmount(text, asset);
  if (parsed?.ok === true) return null;
  return /^\d+\.\d{7,}$/.test(text) ? t('payoutImport.cell.precise', { places: PLACES })
    : t('payoutImport.cell.amount');
}

function assetOf({ asset = '' }: Cells): 'USDC' | 'EURC' | null {
  if (asset === '') return 'USDC';
  const code = asset.toUpperCase();
  return code === 'USDC' || code === 'EURC' ? code : null;
}

/** UTC milliseconds; null: nothing is said. A day without a time is its beginning. */
function completedOf({ completed = '' }: Cells): number | null | 'wrong' {
  if (completed === '') return null;
  const isIso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/
    .test(completed);
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(completed) || completed.length === 10;
  const at = isIso ? Date.parse(zoned ? completed : `${completed}Z`) : Number.NaN;
  return Number.isNaN(at) ? 'wrong' : at;
}

/**
 * A row as the engine takes it. What names it for ever: its own key, else its task and payee (the
 * engine's own identity, S4-015), else this file with the row's place, payee and amount, so that
 * the same file never pays twice.
 */
export async function taskOf(file: Pick<CsvFile, 'sha256'>, row: ImportRow): Promise<TaskRow> {
  const { cells, number } = row;
  const { payee = '', amount = '', task, key } = cells;
  const completed = completedOf(cells);
  return {
    taskId: task ?? key ?? `csv-${file.sha256.slice(0, 16)}-${number}`, payee, amount,
    asset: assetOf(cells) ?? 'USDC', completedAt: completed === 'wrong' ? null : completed,
    title: (cells.title ?? '') === '' ? null : cells.title ?? null,
    identity: key ?? (task === undefined ? await fileIdentity(file, row) : null),
  };
}

async function fileIdentity(
  { sha256 }: Pick<CsvFile, 'sha256'>, { number, cells: { payee, amount } }: ImportRow,
): Promise<string> {
  const text = JSON.stringify(['paydesk/csv-row/v1', sha256, number, payee, amount]);
  return sha256Hex(new TextEncoder().encode(text));
}
