import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { call } from '../engine/call.ts';
import type { ListPage } from '../routes/_console/payments/use-grown-list.ts';
import { deliverFile } from '../routes/_console/payments/deliver-file.ts';
import { toastDone, toastRefusal } from '../ui/toast.ts';
import { t } from '../words/t.ts';

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
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      const { rows, more } = await everyRow(read);
      const wanted = columns();
      await deliverFile(await call('files.tableCsv', {
        name, columns: wanted.map(({ header }) => header),
        rows: rows.map((row) => wanted.map(({ text }) => text(row))),
      }));
      if (more) toastDone(t('lists.exportMore', { count: ROWS_MAX }));
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button variant="default" loading={busy} leftSection={<Download size={14} aria-hidden />}
      onClick={() => void save()}>{t('lists.exportCsv')}</Button>
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
