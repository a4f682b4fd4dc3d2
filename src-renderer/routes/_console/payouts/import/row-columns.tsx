import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PlannedRow, PreviewedRow } from '../../../../../src-main/contract/payouts.ts';
import { isZeroMoney } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import type { DataColumn } from '../../../../ui/DataTable.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { refusalText } from '../../../../words/engine-text.ts';
import { t } from '../../../../words/t.ts';
import { TextLink } from '../../payments/TextLink.tsx';
import { reviewText } from '../reason-words.ts';
import { isRight, type ImportRow } from './import-rows.ts';
import { fields, type Field, type Mapping } from './mapping.ts';
import classes from './import.module.css';

/** A row with all that is known of it. */
export type ShownRow = ImportRow & {
  readonly seen: PreviewedRow | null; readonly planned: PlannedRow | null;
};

type Edit = (row: number, field: Field, text: string) => void;

const widths: ReadonlyMap<Field, string> = new Map([
  ['payee', 'minmax(108px, 1fr)'], ['amount', '116px'], ['asset', '76px'],
  ['task', 'minmax(76px, 0.8fr)'], ['title', 'minmax(80px, 0.8fr)'], ['completed', '144px'],
  ['key', 'minmax(80px, 0.8fr)'],
]);

/** The mapped columns of the file, then what would become of each row. */
export function rowColumns(
  mapping: Mapping, edit: Edit | null,
): readonly DataColumn<ShownRow>[] {
  return [
    { id: 'row', header: () => t('payoutImport.columns.row'), align: 'right', width: '60px',
      cell: ({ number }) => number },
    ...fields.filter((field) => mapping[field] !== null).map((field): DataColumn<ShownRow> => ({
      id: field, header: () => t(`payoutImport.columns.${field}`),
      width: widths.get(field) ?? '96px', align: field === 'amount' ? 'right' : 'left',
      cell: (row) => <Cell row={row} field={field} edit={edit} />,
    })),
    { id: 'fee', header: () => t('payoutImport.columns.fee'), align: 'right', width: '128px',
      cell: ({ seen }) => seen?.kind === 'payable' && !isZeroMoney(seen.fee)
        ? <Money value={seen.fee} aligned /> : '–' },
    { id: 'net', header: () => t('payoutImport.columns.net'), align: 'right', width: '160px',
      cell: ({ seen }) => seen?.kind === 'payable'
        ? <Money value={seen.net} strong aligned /> : '–' },
    { id: 'what', header: () => t('payoutImport.columns.what'), width: 'minmax(216px, 2.4fr)',
      cell: (row) => <WhatHappens row={row} /> },
  ];
}

/** A cell that is wrong, or was, can be put right where it stands. */
function Cell({ row, field, edit }: {
  readonly row: ShownRow; readonly field: Field; readonly edit: Edit | null;
}) {
  const problem = row.problems[field];
  const text = row.cells[field] ?? '';
  const [touched, setTouched] = useState(false);
  if (edit === null || (problem === undefined && !touched)) {
    return <span title={plainText(text)}>{plainText(text)}</span>;
  }
  return (
    <TextInput size="xs" value={text} autoComplete="off" spellCheck={false} w="100%"
      classNames={{ input: classes.cell ?? '' }} title={problem ?? ''}
      aria-label={problem === undefined ? t(`payoutImport.columns.${field}`)
        : t('payoutImport.cell.atRow', {
          column: t(`payoutImport.columns.${field}`), row: row.number, problem,
        })}
      aria-invalid={problem !== undefined} error={problem !== undefined}
      placeholder={problem ?? ''} onKeyDown={(event) => event.stopPropagation()}
      onChange={({ currentTarget }) => {
        setTouched(true);
        edit(row.number, field, currentTarget.value);
      }} />
  );
}

function WhatHappens({ row }: { readonly row: ShownRow }) {
  const { words, tone, paymentId } = whatOf(row);
  const isNew = row.planned === null && row.seen?.kind === 'payable' && row.seen.isNewPayee;
  return (
    <span className={classes.what} data-tone={tone} title={words}>
      <span>{words}</span>
      {isNew && <>{' · '}<strong>{t('payoutImport.newPayee')}</strong></>}
      {paymentId !== null && (
        <>
          {' · '}
          <TextLink to="/payments/$paymentId" params={{ paymentId }} tabIndex={-1}>
            {t('payoutImport.open')}
          </TextLink>
        </>
      )}
    </span>
  );
}

type What = {
  readonly words: string; readonly tone: 'calm' | 'look' | 'wrong' | 'done';
  readonly paymentId: string | null;
};

function whatOf(row: ShownRow): What {
  const { planned, seen, problems } = row;
  if (planned?.kind === 'planned') {
    return { words: t(planned.repeated ? 'payoutImport.state.repeated'
      : 'payoutImport.state.planned'), tone: 'done', paymentId: planned.paymentId };
  }
  const refused = planned ?? (seen?.kind === 'refused' ? seen : null);
  if (refused !== null) return { words: refusedWords(refused), tone: 'wrong', paymentId: null };
  if (!isRight(row)) {
    const [problem] = Object.entries(problems);
    const field = fields.find((name) => name === problem?.[0]);
    return { tone: 'wrong', paymentId: null, words: field === undefined
      ? t('payoutImport.state.wrong')
      : t('payoutImport.cell.at', {
        column: t(`payoutImport.columns.${field}`), problem: problem?.[1] ?? '',
      }) };
  }
  switch (seen?.kind) {
    case undefined: case 'refused':
      return { words: t('payoutImport.state.untried'), tone: 'calm', paymentId: null };
    case 'present':
      return { words: t('payoutImport.state.present'), tone: 'done', paymentId: seen.paymentId };
    case 'payable': {
      const why = reviewText(seen.reasons.join('; '));
      return why === '' ? { words: t('payoutImport.state.payable'), tone: 'calm', paymentId: null }
        : { words: t('payoutImport.state.look', { why }), tone: 'look', paymentId: null };
    }
  }
}

function refusedWords({ code, message }: { readonly code: string; readonly message: string }) {
  return t('payoutImport.state.refused', { why: refusalText(code, message) });
}
