import { Alert, Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { ChevronLeft, Download } from 'lucide-react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { Figure } from '../../../../src-main/contract/domain.ts';
import type { ExplainedRowView } from '../../../../src-main/contract/explain.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';
import { useLive } from '../../../engine/live.ts';
import { moneyWords } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { useLeaveKey } from '../../../ui/use-verb-key.ts';
import { When } from '../../../ui/When.tsx';
import { deliverFile } from '../../../lists/deliver-file.ts';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../../../lists/use-grown-list.ts';
import { figureTitle } from './figure-title.ts';
import { t } from '../../../words/t.ts';
import styles from './explain.module.css';

export const EXPLAINED_ROWS = 100;

const columns: readonly DataColumn<ExplainedRowView>[] = [
  {
    id: 'when', header: () => t('explain.columns.when'), width: '120px',
    cell: (row) => <When at={row.at} />,
  },
  {
    id: 'payee', header: () => t('explain.columns.payee'), width: 'minmax(120px, 1fr)',
    cell: (row) => plainText(row.payee),
  },
  {
    id: 'payment', header: () => t('explain.columns.payment'), width: '190px',
    cell: (row) => <CopyText text={row.paymentId} shorten label={t('common.thing.payment')} />,
  },
  {
    id: 'row', header: () => t('explain.columns.row'), width: '120px',
    cell: (row) => t(row.operationId === null ? 'explain.ofPayment' : 'explain.posting'),
  },
  {
    id: 'amount', header: () => t('explain.columns.amount'), align: 'right', width: '240px',
    cell: (row) => <Money value={row.amount} strong aligned />,
  },
];

type ExplainScreenProps = {
  readonly figure: Figure;
  readonly name: string;
  readonly sum: CallOutput<'explain.get'>;
  readonly first: ListPage<ExplainedRowView>;
  readonly onLeave: () => void;
};

/** One figure and the sum of the rows that make it up, then those rows. */
export function ExplainScreen({ figure, name, sum, first, onLeave }: ExplainScreenProps) {
  const navigate = useNavigate();
  useLive({ nouns: ['payments', 'postings'] }, 3_000);
  useLeaveKey(onLeave);
  const list = useGrownList(first, (cursor) =>
    call('explain.list', { figure: name, cursor, limit: EXPLAINED_ROWS }));
  const save = useAction(async () => deliverFile(await call('explain.csv', { figure: name })));
  return (
    <Screen width="full" title={t('explain.title')}
      subtitle={figureTitle(figure, sum.connectionName)}
      actions={(
        <>
          <Button variant="subtle" color="gray" onClick={onLeave}
            leftSection={<ChevronLeft size={14} aria-hidden />}>{t('explain.back')}</Button>
          <Button variant="default" loading={save.pending} onClick={() => void save.run()}
            leftSection={<Download size={14} aria-hidden />}>{t('explain.csv')}</Button>
        </>
      )}>
      <div>
        <dl className={styles.sum}>
          <div><dt>{t('explain.summed', { count: sum.rows })}</dt>
            <dd><Money value={sum.summed} strong /></dd></div>
          <div><dt>{t('explain.shown')}</dt>
            <dd><Money value={sum.shown} strong /></dd></div>
        </dl>
        {sum.same ? <p className={styles.same} role="status">{t('explain.same')}</p> : (
          <Alert color="red" role="alert">
            {t('explain.moved', { sum: moneyWords(sum.summed), shown: moneyWords(sum.shown) })}
          </Alert>
        )}
      </div>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable
        label={t('explain.rows')} columns={columns} rows={list.rows} rowKey={(row) => row.id}
        next={list.next} onMore={list.loadMore} pending={list.loadingMore}
        onOpen={({ paymentId }) =>
          void navigate({ to: '/payments/$paymentId', params: { paymentId } })}
        empty={<EmptyState title={t('explain.none')} />}
      />
    </Screen>
  );
}
