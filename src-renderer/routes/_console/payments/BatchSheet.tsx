import { useState } from 'react';
import { formatCount } from '../../../format/money.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { Money } from '../../../ui/Money.tsx';
import { ReviewSheet, type Fact } from '../../../ui/ReviewSheet.tsx';
import type { BatchDraft } from './use-batch.ts';
import { plainText } from '../../../format/text.ts';
import { locale, t } from '../../../words/t.ts';
import { DryRunItems } from './DryRunItems.tsx';
import { engineText } from '../../../words/engine-text.ts';

type BatchSheetProps = {
  readonly draft: BatchDraft;
  readonly pending: boolean;
  readonly error: string | null;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => void;
};

/** What a batch would do, read before it does it: count, totals, largest, and what is left out. */
export function BatchSheet({ draft, pending, error, onClose, onConfirm }: BatchSheetProps) {
  const [reason, setReason] = useState('');
  const { act, preview } = draft;
  const title = t(`payments.batch.${act}`, { count: preview.count });
  return (
    <ReviewSheet
      opened onClose={onClose} title={title} facts={batchFacts(preview)}
      finality={t(`payments.batch.${act}Finality`)}
      reason={{ value: reason, onChange: setReason }} confirmLabel={title}
      blocked={blockedBy(preview.count, act, reason)} error={error} pending={pending}
      onConfirm={() => onConfirm(reason)}
    >
      <DryRunItems items={preview.items} />
    </ReviewSheet>
  );
}

function blockedBy(count: number, act: BatchDraft['act'], reason: string): string | null {
  if (count === 0) {
    return t(act === 'release' ? 'payments.batch.noneReleasable' : 'payments.batch.noneRefundable');
  }
  return reason.trim() === '' ? t('verbs.sheet.reasonNeeded') : null;
}

/** What a dry run found, as the facts of a review. */
export function batchFacts(preview: BatchDraft['preview']): readonly Fact[] {
  const refused = preview.refused.reduce((sum, { count }) => sum + count, 0);
  return [
    { label: t('payments.batch.payments'), value: formatCount(preview.count) },
    {
      label: t('payments.batch.totals'),
      value: preview.totals.length === 0 ? t('common.nothing') : preview.totals.map((total) => (
        <div key={total.asset}><Money value={total} strong hideable={false} /></div>
      )),
    },
    {
      label: t('payments.batch.largest'),
      value: preview.largest === null ? t('common.none') : (
        <>
          <div><Money value={preview.largest.amount} strong hideable={false} /></div>
          <CopyText text={preview.largest.paymentId} label={t('common.thing.payment')} />
        </>
      ),
    },
    {
      label: t('payments.batch.share'),
      value: preview.shares.length === 0 ? t('common.nothing') : preview.shares.map((share) => (
        <div key={share.asset}>{shareText(share)}</div>
      )),
    },
    { label: t('payments.batch.payees'), value: formatCount(preview.payees) },
    { label: t('payments.batch.newPayees'), value: newPayeesText(preview.newPayees) },
    { label: t('payments.batch.fee'), value: t('common.none') },
    {
      label: t('payments.batch.leftOut'),
      value: refused === 0 ? t('common.none') : preview.refused.map(({ message, count }) => (
        <div key={message}>
          {t('payments.batch.refused', { number: formatCount(count), why: engineText(message) })}
        </div>
      )),
    },
  ];
}

const NAMED_MAX = 5;

export function newPayeesText(names: readonly string[]): string {
  if (names.length === 0) return t('payments.batch.allKnown');
  const named = names.slice(0, NAMED_MAX).map(plainText).join(', ');
  return names.length <= NAMED_MAX ? named
    : t('payments.batch.andMore', { names: named, count: names.length - NAMED_MAX });
}

function shareText({ asset, basisPoints }: BatchDraft['preview']['shares'][number]): string {
  const percent = new Intl.NumberFormat(locale(), {
    style: 'percent', maximumFractionDigits: 2,
  }).format(basisPoints / 10_000);
  return t('payments.batch.shareOf', { percent, asset: asset.split('/')[0] ?? asset });
}
