import { useNavigate, useRouter } from '@tanstack/react-router';
import { useOnItsWay } from '../../../engine/on-its-way.ts';
import type { EscrowRowView } from '../../../../src-main/contract/escrows.ts';
import { call } from '../../../engine/call.ts';
import { inChosenOrder } from '../../../lists/chosen-columns.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { toastRefusal } from '../../../ui/toast.ts';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../../../lists/use-grown-list.ts';
import { LeavingBar } from '../payments/verbs/LeavingBar.tsx';
import { useLeaving } from '../payments/verbs/use-leaving.ts';
import { useVerbs } from '../payments/verbs/use-verbs.ts';
import { VerbSheet } from '../payments/verbs/VerbSheet.tsx';
import { escrowColumns, type EscrowVerb } from './escrow-columns.tsx';
import { t } from '../../../words/t.ts';

type EscrowsTableProps = {
  readonly first: ListPage<EscrowRowView>;
  readonly chosen: readonly string[];
  readonly filtered: boolean;
  readonly read: (cursor: string) => Promise<ListPage<EscrowRowView>>;
};

/** The rows of one filter; a verb opens the payment's own review sheet in place. */
export function EscrowsTable({ first, chosen, filtered, read }: EscrowsTableProps) {
  const navigate = useNavigate();
  const router = useRouter();
  const loading = useOnItsWay();
  const list = useGrownList(first, read);
  const { leaving, settle } = useLeaving(first);
  const verbs = useVerbs((paymentId) =>
    void settle(paymentId).then(() => router.invalidate()));
  function press({ paymentId }: EscrowRowView, verb: EscrowVerb): void {
    // The sheet reviews the payment as it stands now, not as the row showed it.
    call('payments.get', { paymentId }).then((page) => verbs.press(page, verb), toastRefusal);
  }
  const columns = inChosenOrder(escrowColumns({ onVerb: press }), chosen);
  return (
    <>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable
        label={t('escrows.title')} columns={columns} rows={list.rows}
        rowKey={(row) => row.id} next={list.next} onMore={list.loadMore}
        pending={loading || list.loadingMore}
        onOpen={({ paymentId }) =>
          void navigate({ to: '/payments/$paymentId', params: { paymentId } })}
        empty={filtered
          ? <EmptyState title={t('escrows.none.filtered')} text={t('escrows.none.takeAway')} />
          : <EmptyState title={t('escrows.none.title')} text={t('escrows.none.text')} />}
      />
      <LeavingBar leaving={leaving} verbs={verbs} />
      {verbs.open !== null && (
        <VerbSheet page={verbs.open.page} verb={verbs.open.verb} onClose={verbs.close}
          onDone={verbs.done} />
      )}
    </>
  );
}
