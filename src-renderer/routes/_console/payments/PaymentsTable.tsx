import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useOnItsWay } from '../../../engine/on-its-way.ts';
import { inChosenOrder } from '../../../lists/chosen-columns.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { BatchSheet } from './BatchSheet.tsx';
import { MoreFailure } from './MoreFailure.tsx';
import { everyColumn } from './payment-columns.tsx';
import type { PaymentsPage } from './payment-pages.ts';
import { stillHeld, totalsByAsset } from './payment-totals.ts';
import type { PaymentFilter } from './payments-search.ts';
import { PaymentsEmpty } from './PaymentsEmpty.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useBatch } from './use-batch.ts';
import { useMatching } from './use-matching.ts';
import { usePaymentRows } from './use-payment-rows.ts';
import { t } from '../../../words/t.ts';

type PaymentsTableProps = {
  readonly filter: PaymentFilter;
  readonly filtered: boolean;
  readonly first: PaymentsPage;
  /** The ids of the columns to show, in their order. */
  readonly chosen: readonly string[];
};

/** The rows of one filter. Its key is the filter: another one starts with nothing selected. */
export function PaymentsTable({ filter, filtered, first, chosen: shown }: PaymentsTableProps) {
  const navigate = useNavigate();
  const loading = useOnItsWay();
  const list = usePaymentRows(filter, first);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const batch = useBatch((batchId) =>
    void navigate({ to: '/batches/$batchId', params: { batchId } }));
  const chosen = list.rows.filter(({ id }) => selected.has(id));

  function select(after: ReadonlySet<string>): void {
    setSelected(after);
    setEverything(false);
  }

  const every = everyColumn(list.rows);
  const columns = useMemo(() => inChosenOrder(every, shown), [every, shown]);
  const matching = useMatching(filter, selected.size > 0);
  const selection = everything ? { filter } : { paymentIds: [...selected] };
  return (
    <>
      {list.waiting > 0 && (
        <Button
          variant="light" size="compact-sm" style={{ alignSelf: 'center' }}
          onClick={() => void list.showNew()}
        >
          {list.waitingMore ? t('payments.freshMore', { number: list.waiting })
            : t('payments.fresh', { count: list.waiting })}
        </Button>
      )}
      <MoreFailure failure={list.failure} onRetry={() => void list.showNew()} />
      <DataTable
        label={t('payments.title')} columns={columns} rows={list.rows}
        rowKey={(row) => row.id}
        empty={<PaymentsEmpty filtered={filtered} />} pending={loading || list.loadingMore}
        onOpen={({ id }) => {
          list.leave();
          void navigate({ to: '/payments/$paymentId', params: { paymentId: id } });
        }}
        selected={selected} onSelect={select} next={list.next} onMore={() => void list.loadMore()}
        selectionBar={(
          <SelectionBar
            count={chosen.length} totals={totalsByAsset(chosen.map(stillHeld))}
            everything={everything} matching={matching}
            canSelectAll={list.next !== null || chosen.length > 0}
            busy={batch.busy} onSelectAll={() => setEverything(true)}
            onClear={() => select(new Set())}
            onAct={(act) => void batch.prepare(act, selection)}
          />
        )}
      />
      {batch.draft !== null && (
        <BatchSheet
          draft={batch.draft} pending={batch.pending} error={batch.error} onClose={batch.discard}
          onConfirm={(reason) => void batch.create(reason)}
        />
      )}
    </>
  );
}
