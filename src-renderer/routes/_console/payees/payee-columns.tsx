import type { PayeeRowView } from '../../../../src-main/contract/payees.ts';
import {
  assetCode, formatCount, isZeroMoney, moneyWords, plainAmount,
} from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { exactTime } from '../../../format/time.ts';
import type { TextColumn } from '../../../lists/TableExport.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { Money } from '../../../ui/Money.tsx';
import { When } from '../../../ui/When.tsx';
import { successOf } from './payee-rate.ts';
import { t } from '../../../words/t.ts';

/** The columns of the payees, in their order. */
export const payeeColumns: readonly DataColumn<PayeeRowView>[] = [
  {
    id: 'payee', header: () => t('payees.columns.payee'), width: 'minmax(150px, 2fr)',
    cell: ({ payee }) => <span title={plainText(payee)}>{plainText(payee)}</span>,
  },
  {
    id: 'payments', header: () => t('payees.columns.payments'), align: 'right', width: '84px',
    cell: ({ payments }) => formatCount(payments),
  },
  {
    id: 'open', header: () => t('payees.columns.open'), align: 'right', width: '64px',
    cell: ({ open }) => formatCount(open),
  },
  {
    id: 'paid', header: () => t('payees.columns.paid'), align: 'right',
    width: 'minmax(216px, 1.6fr)', cell: (row) => <Amounts row={row} name="released" />,
  },
  {
    id: 'held', header: () => t('payees.columns.held'), align: 'right',
    width: 'minmax(216px, 1.6fr)', cell: (row) => <Amounts row={row} name="held" />,
  },
  {
    id: 'success', header: () => t('payees.columns.success'), align: 'right', width: '84px',
    cell: (row) => {
      const success = successOf(row);
      return success === null ? '–' : `${success.percent} %`;
    },
  },
  {
    id: 'lastPaid', header: () => t('payees.columns.lastPaid'), width: '104px',
    cell: ({ lastPaidAt }) => <When at={lastPaidAt} />,
  },
  {
    id: 'firstSeen', header: () => t('payees.columns.firstSeen'), width: '104px',
    cell: ({ firstSeenAt }) => <When at={firstSeenAt} />,
  },
];

/**
 * The amount of the first asset that has any, whole, and how many other assets have some: a cut
 * amount would be a wrong one. All of them stand in the title and in the dossier.
 */
function Amounts({ row, name }: {
  readonly row: PayeeRowView; readonly name: 'released' | 'held';
}) {
  const [first, ...others] = row.totals.filter((total) => !isZeroMoney(total[name]));
  if (first === undefined) return '–';
  return (
    <span title={amounts(row, name)}>
      {others.length === 0 ? null : (
        <span className="pd-secondary">
          {t('payees.moreAssets', { count: others.length })}{' '}
        </span>
      )}
      <Money value={first[name]} strong={name === 'released'} aligned />
    </span>
  );
}

const amounts = (row: PayeeRowView, name: 'released' | 'held'): string =>
  row.totals.map((total) => moneyWords(total[name])).join('; ');

/** A line of the file: a payee in one asset, or one that nothing was ever paid or held for. */
type PayeeLine = {
  readonly row: PayeeRowView; readonly total: PayeeRowView['totals'][number] | null;
};

/** A payee has a line for each asset, so that every amount stands in a cell of its own. */
export function payeeLines(rows: readonly PayeeRowView[]): readonly PayeeLine[] {
  return rows.flatMap((row): readonly PayeeLine[] => row.totals.length === 0
    ? [{ row, total: null }] : row.totals.map((total) => ({ row, total })));
}

/** The list as plain text, for a file. */
export const payeeTexts = (): readonly TextColumn<PayeeLine>[] => [
  { header: t('payees.columns.payee'), text: ({ row }) => row.payee },
  { header: t('common.column.asset'),
    text: ({ total }) => total === null ? '' : assetCode(total.released) },
  { header: t('payees.file.payments'),
    text: ({ row, total }) => `${total?.payments ?? row.payments}` },
  { header: t('payees.columns.paid'),
    text: ({ total }) => total === null ? '' : plainAmount(total.released) },
  { header: t('payees.columns.held'),
    text: ({ total }) => total === null ? '' : plainAmount(total.held) },
  { header: t('payees.file.open'), text: ({ row }) => `${row.open}` },
  { header: t('payees.file.success'), text: ({ row }) => `${successOf(row)?.percent ?? ''}` },
  { header: t('payees.columns.lastPaid'),
    text: ({ row: { lastPaidAt } }) => lastPaidAt === null ? '' : exactTime(lastPaidAt) },
  { header: t('payees.columns.firstSeen'), text: ({ row }) => exactTime(row.firstSeenAt) },
];
