import type { PaymentRowView } from '../../../../src-main/contract/payments.ts';
import { plainText, shorten } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { Money } from '../../../ui/Money.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { When } from '../../../ui/When.tsx';
import { AttentionMark } from './AttentionMark.tsx';
import { InTime } from './InTime.tsx';
import { railWords } from './rail-words.ts';
import { TextLink } from './TextLink.tsx';

const columns = (amountWidth: string): readonly DataColumn<PaymentRowView>[] => [
  {
    id: 'state', header: 'State', width: '140px',
    cell: (row) => <><StatusBadge status={row.status} />{row.attention && <AttentionMark />}</>,
  },
  {
    id: 'amount', header: 'Amount', align: 'right', width: amountWidth,
    cell: (row) => <Money value={row.amount} strong aligned />,
  },
  { id: 'rail', header: 'Rail', width: '68px', cell: (row) => railWords[row.rail] },
  {
    id: 'payee', header: 'Payee', width: 'minmax(100px, 1.4fr)',
    cell: (row) => <span title={plainText(row.payee)}>{plainText(row.payee)}</span>,
  },
  {
    id: 'job', header: 'Job', width: '96px',
    cell: (row) => row.jobId === null ? '–' : (
      <TextLink
        to="/jobs/$jobId" params={{ jobId: row.jobId }} className="pd-mono" title={row.jobId}
        tabIndex={-1}
      >
        {shorten(row.jobId, 4, 5)}
      </TextLink>
    ),
  },
  {
    id: 'next', header: 'Next', width: 'minmax(104px, 1.6fr)',
    cell: (row) => row.next === null ? '–' : (
      <span title={row.next.text}><InTime at={row.next.at} />, {row.next.text}</span>
    ),
  },
  { id: 'updated', header: 'Updated', width: '100px', cell: (row) => <When at={row.updatedAt} /> },
  {
    id: 'id', header: 'Id', width: '152px',
    cell: (row) => <CopyText text={row.id} shorten label="payment id" />,
  },
];

/** Amounts are never cut: the column is as wide as the longest one of the list needs, in steps. */
const byDigits = [
  { digits: 11, columns: columns('184px') },
  { digits: 14, columns: columns('212px') },
] as const;
const widest = columns('264px');

/** The columns of the payments list, in their order. */
export function paymentColumns(
  rows: readonly PaymentRowView[],
): readonly DataColumn<PaymentRowView>[] {
  const longest = rows.reduce((most, { amount }) => Math.max(most, amount.minor.length), 0);
  return byDigits.find(({ digits }) => longest <= digits)?.columns ?? widest;
}
