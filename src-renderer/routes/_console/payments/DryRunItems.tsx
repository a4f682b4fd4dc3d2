import { plainText } from '../../../format/text.ts';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { Money } from '../../../ui/Money.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';
import type { BatchDraft } from './use-batch.ts';
import classes from './DryRunItems.module.css';

type Item = BatchDraft['preview']['items'][number];

const columns: readonly DataColumn<Item>[] = [
  { id: 'payee', header: () => t('common.column.payee'), width: 'minmax(120px, 1fr)',
    cell: ({ payee }) => <span title={plainText(payee)}>{plainText(payee)}</span> },
  { id: 'amount', header: () => t('common.column.amount'), width: '190px', align: 'right',
    cell: ({ amount }) => <Money value={amount} aligned hideable={false} /> },
  { id: 'what', header: () => t('payments.batch.what'), width: 'minmax(160px, 1fr)',
    cell: (item) => whatHappens(item) },
];

/** The dry run of a batch: what would happen to each payment, before anything starts. */
export function DryRunItems({ items }: { readonly items: readonly Item[] }) {
  return (
    <details className={classes.details}>
      <summary>{t('payments.batch.each')}</summary>
      <div className={classes.table}>
        <DataTable label={t('payments.batch.each')} columns={columns} rows={items}
          rowKey={({ paymentId }) => paymentId} empty={t('common.none')} />
      </div>
    </details>
  );
}

function whatHappens({ refused, newPayee }: Item) {
  if (refused !== null) return <span title={engineText(refused)}>{engineText(refused)}</span>;
  const word = t('payments.batch.willMove');
  return newPayee ? <>{word}{' · '}<strong>{t('payments.batch.isNew')}</strong></> : word;
}
