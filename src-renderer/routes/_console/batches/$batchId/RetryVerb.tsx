import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { BatchView } from '../../../../../src-main/contract/batches.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { formatCount } from '../../../../format/money.ts';
import { ReviewSheet } from '../../../../ui/ReviewSheet.tsx';
import { VerbButton } from '../../../../ui/VerbButton.tsx';
import { t } from '../../../../words/t.ts';

/** Tries what was refused or rejected again, as a new batch that is linked to this one. */
export function RetryVerb({ batch }: { readonly batch: BatchView }) {
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const failed = (batch.counts.refused ?? 0) + (batch.counts.rejected ?? 0);
  const why = batch.state !== 'finished' ? t('batches.verb.notFinished')
    : failed === 0 ? t('batches.verb.noneFailed') : null;
  const retry = useAction(async () => {
    const { batchId } = await call('batches.retryFailed', { batchId: batch.id, reason });
    setOpened(false);
    await navigate({ to: '/batches/$batchId', params: { batchId } });
  });
  const title = t('batches.retry.title', { count: failed });
  return (
    <>
      <VerbButton verb={{ allowed: why === null, reason: why }} label={t('batches.verb.retry')}
        hotkey="T" onClick={() => setOpened(true)} />
      <ReviewSheet opened={opened} onClose={() => setOpened(false)} title={title}
        facts={[
          { label: t('status.item.refused'), value: formatCount(batch.counts.refused ?? 0) },
          { label: t('status.item.rejected'), value: formatCount(batch.counts.rejected ?? 0) },
        ]}
        finality={t('batches.retry.finality')} confirmLabel={title}
        reason={{ value: reason, onChange: setReason }} onConfirm={() => void retry.run()}
        error={retry.error} pending={retry.pending} />
    </>
  );
}
