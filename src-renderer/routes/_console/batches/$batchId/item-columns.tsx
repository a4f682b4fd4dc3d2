import { plainText, shorten } from '../../../../format/text.ts';
import type { DataColumn } from '../../../../ui/DataTable.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { ItemBadge } from './ItemBadge.tsx';
import type { ItemRow } from './read-batch.ts';
import { TextLink } from '../../payments/TextLink.tsx';
import { t } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';

/** The columns of a batch's items, in their order. */
export const itemColumns: readonly DataColumn<ItemRow>[] = [
  { id: 'position', header: '#', align: 'right', width: '64px', cell: (item) => item.position + 1 },
  {
    id: 'state', header: () => t('common.column.state'), width: '120px',
    cell: (item) => <ItemBadge state={item.state} />,
  },
  {
    id: 'payee', header: () => t('common.column.payee'), width: 'minmax(140px, 1fr)',
    cell: ({ payee }) => <span title={plainText(payee)}>{plainText(payee)}</span>,
  },
  {
    id: 'amount', header: () => t('common.column.amount'), align: 'right', width: '210px',
    cell: ({ amount }) => <Money value={amount} strong aligned />,
  },
  {
    id: 'payment', header: () => t('common.column.payment'), width: '150px',
    cell: ({ paymentId }) => (
      <TextLink to="/payments/$paymentId" params={{ paymentId }} className="pd-mono"
        title={paymentId} tabIndex={-1}>{shorten(paymentId)}</TextLink>
    ),
  },
  {
    id: 'detail', header: () => t('batches.detail'), width: 'minmax(220px, 2fr)',
    cell: (item) => <span title={engineText(item.detail)}>{engineText(item.detail)}</span>,
  },
];
