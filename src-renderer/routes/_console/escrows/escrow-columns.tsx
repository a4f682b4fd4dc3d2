import type { EscrowRowView } from '../../../../src-main/contract/escrows.ts';
import { assetCode, plainAmount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { exactTime } from '../../../format/time.ts';
import { headerOf } from '../../../lists/chosen-columns.ts';
import type { TextColumn } from '../../../lists/TableExport.tsx';
import { AddressText } from '../../../ui/AddressText.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { Money } from '../../../ui/Money.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { VerbButton } from '../../../ui/VerbButton.tsx';
import { When } from '../../../ui/When.tsx';
import { railWords } from '../payments/rail-words.ts';
import { engineText, toldText } from '../../../words/engine-text.ts';
import type { Language } from '../../../words/languages.ts';
import { language, t } from '../../../words/t.ts';
import styles from './escrows.module.css';

export type EscrowVerb = 'release' | 'refund';
type ColumnDeps = { readonly onVerb: (row: EscrowRowView, verb: EscrowVerb) => void };

export const deliveredEscrowColumns: readonly string[] = [
  'left', 'amount', 'payee', 'then', 'state', 'verbs',
];

/** The three verbs side by side, whose words differ in length. */
const verbsWidths: Record<Language, string> = { en: '236px', es: '284px' };

/** What happens if nobody acts, or the decision that is asked for. */
function thenText(row: EscrowRowView): string {
  return row.decisionNeeded === null ? toldText(row.told, row.ifNobodyActs)
    : t('escrows.asked', { why: engineText(row.decisionNeeded) });
}

/** Whether its end does what the policy says: nothing acts beside what may have left already. */
function actsByItself({ decisionNeeded, status }: EscrowRowView): boolean {
  return decisionNeeded === null && (status === 'escrowed' || status === 'stalled');
}

/** The columns of the escrows, in no order: a list shows those that were chosen. */
export const escrowColumns = ({ onVerb }: ColumnDeps): readonly DataColumn<EscrowRowView>[] => [
  {
    id: 'left', header: () => t('escrows.columns.left'), width: '120px',
    cell: (row) => <span className={styles.soon}><Countdown at={row.actsAt} /></span>,
  },
  {
    id: 'amount', header: () => t('escrows.columns.amount'), align: 'right', width: '184px',
    cell: (row) => <Money value={row.held} strong aligned />,
  },
  {
    id: 'payee', header: () => t('escrows.columns.payee'), width: 'minmax(132px, 1.2fr)',
    cell: (row) => <span title={plainText(row.payee)}>{plainText(row.payee)}</span>,
  },
  {
    id: 'then', header: () => t('escrows.columns.then'), width: 'minmax(140px, 2fr)',
    cell: (row) => (
      <span title={thenText(row)}>
        {actsByItself(row) ? t(`escrows.policy.${row.then}`) : thenText(row)}
      </span>
    ),
  },
  {
    id: 'rail', header: () => t('escrows.columns.rail'), width: '84px',
    cell: (row) => railWords[row.rail],
  },
  {
    id: 'connection', header: () => t('escrows.columns.connection'), width: '120px',
    cell: (row) => plainText(row.connectionName),
  },
  {
    id: 'state', header: () => t('escrows.columns.state'), width: '132px',
    cell: (row) => <StatusBadge status={row.status} />,
  },
  {
    id: 'ends', header: () => t('escrows.columns.ends'), width: '112px',
    cell: (row) => <When at={row.expiresAt} />,
  },
  {
    id: 'reference', header: () => t('escrows.columns.reference'), width: '168px',
    cell: (row) => <AddressText address={row.reference} label={t('escrows.columns.reference')} />,
  },
  {
    id: 'verbs', header: () => t('escrows.columns.verbs'), width: verbsWidths[language()],
    cell: (row) => (
      <span className={styles.verbs}>
        <VerbButton verb={row.release} label={t('escrows.selected.release')} size="compact-xs"
          onClick={() => onVerb(row, 'release')} />
        <VerbButton verb={row.refund} label={t('escrows.selected.refund')} size="compact-xs"
          onClick={() => onVerb(row, 'refund')} />
        <VerbButton verb={row.extend} label={t('escrows.extend')} size="compact-xs"
          onClick={() => undefined} />
      </span>
    ),
  },
];

/** The same columns as plain text, for a file. */
export function escrowTexts(chosen: readonly string[]): readonly TextColumn<EscrowRowView>[] {
  const texts: Readonly<Record<string, (row: EscrowRowView) => string>> = {
    left: (row) => exactTime(row.actsAt), amount: (row) => plainAmount(row.held),
    payee: (row) => row.payee, then: thenText, rail: (row) => railWords[row.rail],
    connection: (row) => row.connectionName, state: (row) => row.status,
    ends: (row) => exactTime(row.expiresAt), reference: (row) => row.reference,
  };
  const known = escrowColumns({ onVerb: () => undefined });
  return [
    { header: t('common.column.payment'), text: (row: EscrowRowView) => row.paymentId },
    ...chosen.flatMap((id) => {
      const column = known.find((one) => one.id === id);
      const text = texts[id];
      if (column === undefined || text === undefined) return [];
      const shown = { header: headerOf(column), text };
      // Programs read numbers: the asset of an amount stands in a cell of its own.
      return id !== 'amount' ? [shown] : [shown, {
        header: t('common.column.asset'), text: (row: EscrowRowView) => assetCode(row.held),
      }];
    }),
  ];
}
