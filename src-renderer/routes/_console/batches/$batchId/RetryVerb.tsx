import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { BatchView } from '../../../../../src-main/contract/batches.ts';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { formatCount } from '../../../../format/money.ts';
import { ReviewSheet } from '../../../../ui/ReviewSheet.tsx';
import { toastRefusal } from '../../../../ui/toast.ts';
import { VerbButton } from '../../../../ui/VerbButton.tsx';
import { t } from '../../../../words/t.ts';
import { batchFacts } from '../../payments/BatchSheet.tsx';
import { DryRunItems } from '../../payments/DryRunItems.tsx';
import { readItems } from './read-batch.ts';

type Preview = CallOutput<'batches.preview'>;

/** Tries what was refused or rejected again, as a new batch that is linked to this one. */
export function RetryVerb({ batch }: { readonly batch: BatchView }) {
  const [busy, setBusy] = useState(false);
  const [preview, setPreview] = useState<Preview | null>(null);
  const why = whyNot(batch);
  async function prepare(): Promise<void> {
    setBusy(true);
    try {
      const paymentIds = await failedPayments(batch.id);
      setPreview(await call('batches.preview', { act: batch.act, selection: { paymentIds } }));
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <VerbButton verb={{ allowed: why === null, reason: why }} label={t('batches.verb.retry')}
        hotkey="T" loading={busy} onClick={() => void prepare()} />
      {preview === null ? null
        : <RetrySheet batch={batch} preview={preview} onClose={() => setPreview(null)} />}
    </>
  );
}

/** What trying again would do, read before it is done, like the batch itself was. */
function RetrySheet({ batch, preview, onClose }: {
  readonly batch: BatchView; readonly preview: Preview; readonly onClose: () => void;
}) {
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const retry = useAction(async () => {
    const { batchId } = await call('batches.retryFailed', { batchId: batch.id, reason });
    onClose();
    await navigate({ to: '/batches/$batchId', params: { batchId } });
  });
  const title = t('batches.retry.title', { count: failedCount(batch) });
  const none = t(batch.act === 'release'
    ? 'payments.batch.noneReleasable' : 'payments.batch.noneRefundable');
  return (
    <ReviewSheet opened onClose={onClose} title={title}
      facts={[
        { label: t('status.item.refused'), value: formatCount(batch.counts.refused ?? 0) },
        { label: t('status.item.rejected'), value: formatCount(batch.counts.rejected ?? 0) },
        ...batchFacts(preview),
      ]}
      finality={t('batches.retry.finality')} confirmLabel={title}
      reason={{ value: reason, onChange: setReason }} onConfirm={() => void retry.run()}
      blocked={preview.count === 0 ? none : null} error={retry.error} pending={retry.pending}>
      <DryRunItems items={preview.items} />
    </ReviewSheet>
  );
}

function whyNot(batch: BatchView): string | null {
  if (batch.state !== 'finished') return t('batches.verb.notFinished');
  if (failedCount(batch) === 0) return t('batches.verb.noneFailed');
  return batch.retriedBy === null ? null : t('batches.verb.retriedAlready');
}

function failedCount({ counts }: BatchView): number {
  return (counts.refused ?? 0) + (counts.rejected ?? 0);
}

async function failedPayments(batchId: string): Promise<string[]> {
  const found: string[] = [];
  for (const state of ['refused', 'rejected'] as const) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof readItems>> = await readItems(batchId, state, cursor);
      found.push(...page.items.map(({ paymentId }) => paymentId));
      cursor = page.next;
    } while (cursor !== null);
  }
  return found;
}
