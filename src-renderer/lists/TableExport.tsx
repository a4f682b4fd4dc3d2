import { useRef } from 'react';
import { call } from '../engine/call.ts';
import { toastDone } from '../ui/toast.ts';
import { t } from '../words/t.ts';
import { FileButton } from './FileButton.tsx';
import type { ListPage } from './use-grown-list.ts';

/** A column of a file: its header and the plain text of a row. */
export type TextColumn<Row> = {
  readonly header: string; readonly text: (row: Row) => string;
};

const ROWS_MAX = 5_000;

type TableExportProps<Row> = {
  /** What the file is called: small letters and hyphens. */
  readonly name: string;
  readonly columns: () => readonly TextColumn<Row>[];
  readonly read: (cursor: string | null) => Promise<ListPage<Row>>;
};

/** Saves the whole list as it is shown: its columns in their order, every row of its filter. */
export function TableExport<Row>({ name, columns, read }: TableExportProps<Row>) {
  const isCut = useRef(false);
  async function prepare() {
    const { rows, more } = await everyRow(read);
    const wanted = columns();
    isCut.current = more;
    return call('files.tableCsv', {
      name, columns: wanted.map(({ header }) => header),
      rows: rows.map((row) => wanted.map(({ text }) => text(row))),
    });
  }
  function tellOfMore(): void {
    if (isCut.current) toastDone(t('lists.exportMore', { count: ROWS_MAX }));
  }
  return (
    <FileButton label={t('lists.exportCsv')} prepare={prepare} onDelivered={tellOfMore} />
  );
}

async function everyRow<Row>(read: TableExportProps<Row>['read']): Promise<{
  readonly rows: readonly Row[]; readonly more: boolean;
}> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: ListPage<Row> = await read(cursor);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && rows.length < ROWS_MAX);
  return { rows: rows.slice(0, ROWS_MAX), more: cursor !== null || rows.length > ROWS_MAX };
}
