import { rememberColumns, rememberedColumns } from '../../../../stores/csv-columns.ts';

/** What a column can stand for. */
export const fields = ['payee', 'amount', 'asset', 'task', 'title', 'completed', 'key'] as const;
export type Field = (typeof fields)[number];

/** The place of the column that stands for each field; null: none does. */
export type Mapping = Readonly<Record<Field, number | null>>;

/** How files name them, in small letters and without signs. */
const names: Readonly<Record<Field, readonly string[]>> = {
  payee: ['payee', 'payeereference', 'worker', 'workerid', 'workerreference', 'beneficiary',
    'beneficiario', 'reference', 'userid'],
  amount: ['amount', 'amountusdc', 'gross', 'total', 'importe', 'sum', 'value'],
  asset: ['asset', 'currency', 'moneda', 'token'],
  task: ['task', 'taskid', 'externaltaskid', 'job', 'jobid', 'tarea'],
  title: ['title', 'description', 'memo', 'concepto', 'note', 'what'],
  completed: ['completed', 'completedat', 'date', 'fecha', 'finishedat'],
  key: ['key', 'idempotencykey', 'clave'],
};

/** As it was for the last file with these headers, else as the headers sound. */
export function mappingFor(
  headers: readonly string[],
): { readonly mapping: Mapping; readonly isRemembered: boolean } {
  const remembered = rememberedColumns(headers);
  const place = (field: Field): number | null => {
    const at = remembered === null
      ? headers.findIndex((header) => names[field].includes(plain(header)))
      : headers.indexOf(remembered[field] ?? '\u0000');
    return at === -1 ? null : at;
  };
  return {
    isRemembered: remembered !== null,
    mapping: {
      payee: place('payee'), amount: place('amount'), asset: place('asset'), task: place('task'),
      title: place('title'), completed: place('completed'), key: place('key'),
    },
  };
}

export function keepMapping(headers: readonly string[], mapping: Mapping): void {
  rememberColumns(headers, Object.fromEntries(fields.flatMap((field) => {
    const at = mapping[field];
    return at === null ? [] : [[field, headers[at] ?? '']];
  })));
}

function plain(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
