import { Alert, Button, Progress } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { t } from '../../../../words/t.ts';
import { PayoutSheet } from '../PayoutSheet.tsx';
import { usePayoutBatch } from '../use-payout-batch.ts';
import type { ShownRow } from './row-columns.tsx';
import type { Progress as Run } from './use-import.ts';
import classes from './import.module.css';

/** As many as one batch takes. */
const BATCH_MAX = 5_000;

type ImportProgressProps = {
  readonly rows: readonly ShownRow[];
  readonly progress: Run | null;
  readonly onGoOn: () => void;
};

/** How far the planning is, what came of it, and the way to let it go. */
export function ImportProgress({ rows, progress, onGoOn }: ImportProgressProps) {
  const navigate = useNavigate();
  const batch = usePayoutBatch((batchId) =>
    void navigate({ to: '/batches/$batchId', params: { batchId } }));
  if (progress === null) return null;
  const { done, of, running, stopped } = progress;
  const told = rows.flatMap(({ planned }) => planned === null ? [] : [planned]);
  const planned = told.filter((row) => row.kind === 'planned');
  const fresh = planned.filter(({ repeated }) => !repeated).length;
  const repeated = planned.length - fresh;
  const refused = told.length - planned.length;
  return (
    <section className={classes.progress} aria-label={t('payoutImport.progress.label')}>
      <Progress value={of === 0 ? 100 : (done / of) * 100} size="sm" animated={running}
        aria-label={t('payoutImport.progress.label')} />
      <div className={classes.acts} role="status">
        <strong>{running || stopped !== null
          ? t('payoutImport.progress.done', { done, of }) : t('payoutImport.progress.ended')}
        </strong>
        <span>{t('payoutImport.progress.planned', { count: fresh })}</span>
        {repeated > 0 && <span>{t('payoutImport.progress.repeated', { count: repeated })}</span>}
        {refused > 0 && <span>{t('payoutImport.progress.refused', { count: refused })}</span>}
      </div>
      {stopped !== null && (
        <Alert color="red" role="alert" p="xs">
          {t('payoutImport.progress.stopped', { why: stopped })}{' '}
          {t('payoutImport.progress.safe')}
        </Alert>
      )}
      {!running && (
        <div className={classes.acts}>
          {stopped !== null && (
            <Button onClick={onGoOn}>{t('payoutImport.progress.goOn')}</Button>
          )}
          {planned.length > 0 && planned.length <= BATCH_MAX && (
            <Button loading={batch.preparing} variant={stopped === null ? 'filled' : 'default'}
              onClick={() => void batch.prepare({
                paymentIds: planned.map(({ paymentId }) => paymentId),
              })}>{t('payoutImport.progress.payOut')}</Button>
          )}
          <Button variant="default" component={Link} to="/payouts">
            {t('payoutImport.progress.ready')}
          </Button>
        </div>
      )}
      {batch.draft !== null && (
        <PayoutSheet draft={batch.draft} pending={batch.pending} error={batch.error}
          onClose={batch.discard} onConfirm={(reason) => void batch.create(reason)} />
      )}
    </section>
  );
}
