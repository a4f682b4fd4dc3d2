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
import type { Language } from '../../../words/languages.ts';
import { language, t } from '../../../words/t.ts';
import { Rich } from '../../../words/Rich.tsx';
import { engineText } from '../../../words/engine-text.ts';

/** Beside a menu at 1280 px, every delivered column is whole: words differ in length. */
type Widths = { readonly state: string; readonly next: string; readonly updated: string };
const widths: Record<Language, Widths> = {
  en: { state: '132px', next: 'minmax(208px, 1.8fr)', updated: '92px' },
  es: { state: '152px', next: 'minmax(180px, 1.8fr)', updated: '100px' },
};

const columns = (
  amountWidth: string, { state, next, updated }: Widths,
): readonly DataColumn<PaymentRowView>[] => [
  {
    id: 'state', header: () => t('common.column.state'), width: state,
    cell: (row) => (
      <>
        <StatusBadge status={row.status} rail={row.rail} />
        {row.attention && <AttentionMark />}
      </>
    ),
  },
  {
    id: 'amount', header: () => t('common.column.amount'), align: 'right', width: amountWidth,
    cell: (row) => <Money value={row.amount} strong aligned />,
  },
  { id: 'rail', header: () => t('common.column.rail'), width: '88px',
    cell: (row) => railWords[row.rail] },
  {
    id: 'payee', header: () => t('common.column.payee'), width: 'minmax(104px, 1fr)',
    cell: (row) => <span title={plainText(row.payee)}>{plainText(row.payee)}</span>,
  },
  {
    id: 'job', header: () => t('common.column.job'), width: '60px',
    cell: (row) => row.jobId === null ? '–' : (
      <TextLink
        to="/jobs/$jobId" params={{ jobId: row.jobId }} className="pd-mono" title={row.jobId}
        tabIndex={-1}
      >
        {shorten(row.jobId, 0, 5)}
      </TextLink>
    ),
  },
  {
    id: 'next', header: () => t('payments.next'), width: next,
    cell: (row) => row.next === null ? '–' : <NextStep next={row.next} />,
  },
  { id: 'updated', header: () => t('common.column.updated'), width: updated,
    cell: (row) => <When at={row.updatedAt} /> },
  {
    id: 'id', header: () => t('common.column.id'), width: '116px',
    cell: (row) => <CopyText text={row.id} shorten={4} label={t('common.thing.payment')} />,
  },
  {
    id: 'created', header: () => t('common.column.created'), width: '100px',
    cell: (row) => <When at={row.createdAt} />,
  },
  {
    id: 'expires', header: () => t('filters.expires'), width: '112px',
    cell: (row) => <When at={row.next === null ? null : row.expiresAt} />,
  },
  {
    id: 'marketplace', header: () => t('common.column.marketplace'), width: 'minmax(100px, 1fr)',
    cell: (row) => plainText(row.marketplaceName),
  },
  {
    id: 'account', header: () => t('filters.account'), width: '160px',
    cell: (row) => row.payeeAccount === null ? '–'
      : <CopyText text={row.payeeAccount} shorten label={t('common.address')} />,
  },
  ...(['held', 'released', 'refunded'] as const).map((id): DataColumn<PaymentRowView> => ({
    id, header: () => t(`filters.${id}`), align: 'right', width: amountWidth,
    cell: (row) => <Money value={row[id]} aligned />,
  })),
];

function NextStep({ next }: { readonly next: NonNullable<PaymentRowView['next']> }) {
  const what = engineText(next.text);
  return (
    <span title={what}>
      <Rich text={t('payments.nextEvent')}
        parts={{ when: () => <InTime at={next.at} />, what: () => what }} />
    </span>
  );
}

/** Amounts are never cut: the column is as wide as the longest one of the list needs, in steps. */
const amountWidths = [{ digits: 12, width: '192px' }, { digits: 14, width: '212px' }] as const;
const widestAmount = '264px';
/** Made once each: a table draws anew what is not the same list of columns. */
const made = new Map<string, readonly DataColumn<PaymentRowView>[]>();

/** Those that the list is delivered with, in their order. */
export const deliveredColumns: readonly string[] = [
  'state', 'amount', 'rail', 'payee', 'job', 'next', 'updated', 'id',
];

/** Every column that the list has, wide enough for these rows. */
export function everyColumn(
  rows: readonly PaymentRowView[],
): readonly DataColumn<PaymentRowView>[] {
  const longest = rows.reduce((most, { amount }) => Math.max(most, amount.minor.length), 0);
  const amount = amountWidths.find(({ digits }) => longest <= digits)?.width ?? widestAmount;
  const name = `${language()} ${amount}`;
  const known = made.get(name) ?? columns(amount, widths[language()]);
  made.set(name, known);
  return known;
}
