import type { PaymentRowView } from '../../../../src-main/contract/payments.ts';
import { assetCode, moneyWords, plainAmount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { exactTime } from '../../../format/time.ts';
import type { TextColumn } from '../../../lists/TableExport.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { Money } from '../../../ui/Money.tsx';
import { When } from '../../../ui/When.tsx';
import { t } from '../../../words/t.ts';
import { reviewText } from './reason-words.ts';
import classes from './payouts.module.css';

/** The columns of what waits to be sent, in their order. */
export const readyColumns: readonly DataColumn<PaymentRowView>[] = [
  { id: 'payee', header: () => t('common.column.payee'), width: 'minmax(168px, 1.6fr)',
    cell: ({ payee }) => <span title={plainText(payee)}>{plainText(payee)}</span> },
  { id: 'amount', header: () => t('common.column.amount'), align: 'right', width: '168px',
    cell: ({ amount }) => <Money value={amount} strong aligned /> },
  { id: 'fee', header: () => t('payouts.ready.columns.fee'), align: 'right', width: '132px',
    cell: ({ fee }) => fee === null || fee === undefined ? '–' : <Money value={fee} aligned /> },
  { id: 'account', header: () => t('payouts.ready.columns.account'), width: '172px',
    cell: ({ payeeAccount }) => payeeAccount === null ? '–'
      : <CopyText text={payeeAccount} shorten label={t('common.address')} /> },
  { id: 'age', header: () => t('payouts.ready.columns.age'), width: '108px',
    cell: ({ createdAt }) => <When at={createdAt} /> },
  { id: 'why', header: () => t('payouts.ready.columns.why'), width: 'minmax(168px, 1.6fr)',
    cell: (row) => {
      const why = whyOf(row);
      const looked = (row.review ?? null) !== null;
      return (
        <span className={`${classes.why} ${looked ? classes.looked : classes.faint}`} title={why}>
          {why}
        </span>
      );
    } },
];

function whyOf({ review }: PaymentRowView): string {
  return review === null || review === undefined ? t('payouts.ready.byPolicy')
    : reviewText(review);
}

/** The list as plain text, for a file. */
export const readyTexts = (): readonly TextColumn<PaymentRowView>[] => [
  { header: t('common.column.id'), text: ({ id }) => id },
  { header: t('common.column.payee'), text: ({ payee }) => payee },
  { header: t('common.column.amount'), text: ({ amount }) => plainAmount(amount) },
  { header: t('common.column.asset'), text: ({ amount }) => assetCode(amount) },
  { header: t('payouts.ready.columns.fee'),
    text: ({ fee }) => fee === null || fee === undefined ? '' : moneyWords(fee) },
  { header: t('payouts.ready.columns.account'), text: ({ payeeAccount }) => payeeAccount ?? '' },
  { header: t('payouts.ready.columns.age'), text: ({ createdAt }) => exactTime(createdAt) },
  { header: t('payouts.ready.columns.why'), text: whyOf },
  { header: t('common.column.marketplace'), text: ({ marketplaceName }) => marketplaceName },
];
