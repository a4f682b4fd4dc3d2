import { useState } from 'react';
import { formatCount } from '../../../format/money.ts';
import { counted } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { Money } from '../../../ui/Money.tsx';
import { ReviewSheet, type Fact } from '../../../ui/ReviewSheet.tsx';
import type { BatchDraft } from './use-batch.ts';

type BatchSheetProps = {
  readonly draft: BatchDraft;
  readonly pending: boolean;
  readonly error: string | null;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => void;
};

const finality = {
  release: 'Each release leaves on its own and cannot be taken back once sent. '
    + 'What has not left yet stops when the batch is paused.',
  refund: 'Each refund leaves on its own and cannot be taken back once sent. '
    + 'What has not left yet stops when the batch is paused.',
} as const;

/** What a batch would do, read before it does it: count, totals, largest, and what is left out. */
export function BatchSheet({ draft, pending, error, onClose, onConfirm }: BatchSheetProps) {
  const [reason, setReason] = useState('');
  const { act, preview } = draft;
  const word = act === 'release' ? 'Release' : 'Refund';
  const title = `${word} ${counted(preview.count, 'payment')}`;
  return (
    <ReviewSheet
      opened onClose={onClose} title={title} facts={factsOf(draft)} finality={finality[act]}
      reason={{ value: reason, onChange: setReason }} confirmLabel={title}
      blocked={blockedBy(preview.count, act, reason)} error={error} pending={pending}
      onConfirm={() => onConfirm(reason)}
    />
  );
}

function blockedBy(count: number, act: BatchDraft['act'], reason: string): string | null {
  if (count === 0) return `None of these can be ${act === 'release' ? 'released' : 'refunded'}.`;
  return reason.trim() === '' ? 'A reason is needed.' : null;
}

function factsOf({ preview }: BatchDraft): readonly Fact[] {
  const refused = preview.refused.reduce((sum, { count }) => sum + count, 0);
  return [
    { label: 'Payments', value: formatCount(preview.count) },
    {
      label: 'Totals',
      value: preview.totals.length === 0 ? 'nothing' : preview.totals.map((total) => (
        <div key={total.asset}><Money value={total} strong hideable={false} /></div>
      )),
    },
    {
      label: 'Largest',
      value: preview.largest === null ? 'none' : (
        <>
          <div><Money value={preview.largest.amount} strong hideable={false} /></div>
          <CopyText text={preview.largest.paymentId} label="payment id" />
        </>
      ),
    },
    { label: 'Fee', value: 'none' },
    {
      label: 'Left out',
      value: refused === 0 ? 'none' : preview.refused.map(({ message, count }) => (
        <div key={message}>{formatCount(count)}: {message}</div>
      )),
    },
  ];
}
