import { Button, Checkbox } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { DataTable } from '../../../../ui/DataTable.tsx';
import { FilterChips } from '../../../../ui/FilterChips.tsx';
import { t } from '../../../../words/t.ts';
import { ColumnMapping } from './ColumnMapping.tsx';
import type { CsvFile } from './csv-file.ts';
import { ImportProgress } from './ImportProgress.tsx';
import { ImportReview } from './ImportReview.tsx';
import { isRight, rowsOf, type Edits } from './import-rows.ts';
import { keepMapping, mappingFor, type Field } from './mapping.ts';
import { rowColumns, type ShownRow } from './row-columns.tsx';
import { useImport } from './use-import.ts';
import classes from './import.module.css';

type ImportDeskProps = {
  readonly file: CsvFile;
  readonly marketplace: MarketplaceView;
  readonly onBusy: (busy: boolean) => void;
};

const shows = ['wrong', 'refused', 'looks'] as const;
type Show = (typeof shows)[number];

/** One file: its columns, its rows with what is wrong in place, the try-out, and the planning. */
export function ImportDesk({ file, marketplace, onBusy }: ImportDeskProps) {
  const [start] = useState(() => mappingFor(file.headers));
  const [mapping, setMapping] = useState(start.mapping);
  const [edits, setEdits] = useState<Edits>(new Map());
  const [show, setShow] = useState<Show | null>(null);
  const [leaveOut, setLeaveOut] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const desk = useImport(file, marketplace.id);
  const isMapped = mapping.payee !== null && mapping.amount !== null;
  const rows = useMemo(() => rowsOf(file, mapping, edits), [file, mapping, edits]);
  const all: readonly ShownRow[] = rows.map((row) => ({
    ...row, seen: desk.seenOf(row), planned: desk.plannedOf(row),
  }));
  const right = all.filter(isRight);
  const wrong = all.length - right.length;
  const payable = right.filter(({ seen }) => seen?.kind === 'payable' || seen?.kind === 'present');
  const busy = desk.trying?.running === true || desk.planning?.running === true;
  const isTried = isMapped && right.length > 0 && right.every(({ seen }) => seen !== null);
  const begun = desk.planning !== null;
  useEffect(() => { onBusy(busy); }, [busy, onBusy]);
  const edit = useMemo(() => (begun ? null : (row: number, field: Field, text: string): void => {
    setEdits((now) => new Map(now).set(row, { ...now.get(row), [field]: text }));
  }), [begun]);
  const columns = useMemo(() => rowColumns(mapping, edit), [mapping, edit]);
  const shown = all.filter((row) => isShown(row, show));
  const tryOut = (): void => {
    keepMapping(file.headers, mapping);
    void desk.tryOut(right, isTried);
  };
  return (
    <>
      {begun ? (
        <ImportProgress rows={right} progress={desk.planning}
          onGoOn={() => void desk.plan(payable)} />
      ) : (
        <ColumnMapping file={file} mapping={mapping} isRemembered={start.isRemembered}
          disabled={busy} onChange={setMapping} />
      )}
      <div className={classes.acts}>
        <FilterChips label={t('payoutImport.show.label')} value={show} onChange={setShow}
          options={shows.map((value) => ({
            value, label: t(`payoutImport.show.${value}`),
            count: all.filter((row) => isShown(row, value)).length,
          }))} />
        {!begun && wrong > 0 && isMapped && (
          <Checkbox label={t('payoutImport.leaveOut')} checked={leaveOut}
            onChange={({ currentTarget }) => setLeaveOut(currentTarget.checked)} />
        )}
        <Problem text={problemOf({ wrong: leaveOut || !isMapped ? 0 : wrong,
          stopped: desk.trying?.stopped ?? null })} />
        {!begun && (
          <span style={{ marginLeft: 'auto' }} className={classes.acts}>
            <Button variant={isTried ? 'default' : 'filled'} loading={desk.trying?.running === true}
              disabled={!isMapped || right.length === 0} onClick={tryOut}>
              {t(isTried ? 'payoutImport.dryRunAgain' : 'payoutImport.dryRun')}
            </Button>
            <Button disabled={!isTried || busy || payable.length === 0 || (wrong > 0 && !leaveOut)}
              onClick={() => setReviewing(true)}>{t('payoutImport.plan')}</Button>
          </span>
        )}
      </div>
      {desk.trying?.running === true && (
        <span role="status" className="pd-secondary">
          {t('payoutImport.trying', { done: desk.trying.done, of: desk.trying.of })}
        </span>
      )}
      <DataTable label={t('payoutImport.title')} columns={columns} rows={shown}
        rowKey={({ id }) => id} empty={t('common.none')} />
      {reviewing && (
        <ImportReview rows={right} marketplace={marketplace} wrong={wrong}
          onClose={() => setReviewing(false)}
          onConfirm={() => { setReviewing(false); void desk.plan(payable); }} />
      )}
    </>
  );
}

function isShown(row: ShownRow, show: Show | null): boolean {
  switch (show) {
    case null: return true;
    case 'wrong': return !isRight(row);
    case 'refused': return (row.planned ?? row.seen)?.kind === 'refused';
    case 'looks': return row.seen?.kind === 'payable' && row.seen.reasons.length > 0;
  }
}

function problemOf({ wrong, stopped }: {
  readonly wrong: number; readonly stopped: string | null;
}): string | null {
  if (stopped !== null) return t('payoutImport.progress.stopped', { why: stopped });
  return wrong === 0 ? null : t('payoutImport.toFix', { count: wrong });
}

function Problem({ text }: { readonly text: string | null }) {
  return text === null ? null
    : <span role="status" style={{ color: 'var(--pd-fail-text)' }}>{text}</span>;
}
