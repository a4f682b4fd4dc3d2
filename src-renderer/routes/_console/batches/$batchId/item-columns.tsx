import type { DataColumn } from '../../../../ui/DataTable.tsx';
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
    id: 'payment', header: () => t('common.column.payment'), width: 'minmax(260px, 1fr)',
    cell: (item) => (
      <TextLink to="/payments/$paymentId" params={{ paymentId: item.paymentId }} className="pd-mono"
        tabIndex={-1}>{item.paymentId}</TextLink>
    ),
  },
  {
    id: 'detail', header: () => t('batches.detail'), width: 'minmax(240px, 2fr)',
    cell: (item) => <span title={engineText(item.detail)}>{engineText(item.detail)}</span>,
  },
];
