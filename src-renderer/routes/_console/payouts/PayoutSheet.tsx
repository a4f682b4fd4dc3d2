import { Alert } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { PayoutReview } from '../../../../src-main/contract/payouts.ts';
import { formatCount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { AddressText } from '../../../ui/AddressText.tsx';
import { ReviewSheet } from '../../../ui/ReviewSheet.tsx';
import { Rich } from '../../../words/Rich.tsx';
import { t } from '../../../words/t.ts';
import { DryRunItems } from '../payments/DryRunItems.tsx';
import { payoutFacts } from './payout-facts.tsx';
import { notTyped } from './typed-total.ts';
import { TypedTotals } from './TypedTotals.tsx';
import type { PayoutDraft } from './use-payout-batch.ts';

type PayoutSheetProps = {
  readonly draft: PayoutDraft;
  readonly pending: boolean;
  readonly error: string | null;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => void;
};

/** What letting payouts go would do, read before they go; a large total is typed. */
export function PayoutSheet({ draft: { review }, pending, error, onClose, onConfirm }:
PayoutSheetProps) {
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const title = t('payouts.review.title', { count: review.count });
  const isShort = review.treasuries.some((treasury) => treasury.isShort);
  return (
    <ReviewSheet opened onClose={onClose} title={title} facts={payoutFacts(review)}
      finality={t('payouts.review.finality')} reason={{ value: reason, onChange: setReason }}
      confirmLabel={title} blocked={blockedBy(review, typed)} error={error} pending={pending}
      onConfirm={() => onConfirm(reason)}>
      {isShort && (
        <Alert color="yellow" p="xs" icon={<TriangleAlert aria-hidden />}>
          {t('payouts.review.short')}
        </Alert>
      )}
      <Alike review={review} />
      <DryRunItems items={review.items} />
      <TypedTotals totals={review.typed} typed={typed} onType={setTyped} />
    </ReviewSheet>
  );
}

function blockedBy(
  { count, typed: totals }: PayoutReview, typed: Readonly<Record<string, string>>,
): string | null {
  if (count === 0) return t('payouts.review.none');
  return notTyped(totals, typed).length > 0 ? t('payouts.review.typedMissing') : null;
}

const ALIKE_SHOWN = 5;

function Alike({ review: { alike } }: { readonly review: PayoutReview }) {
  if (alike.length === 0) return null;
  return (
    <Alert color="yellow" p="xs" title={t('payouts.review.alikeTitle')}
      icon={<TriangleAlert aria-hidden />}>
      {alike.slice(0, ALIKE_SHOWN).map(({ payee, payeeAccount, name, account }) => (
        <div key={`${payeeAccount} ${account}`}>
          <Rich text={t('payouts.review.alike')} parts={{
            who: () => plainText(payee), name: () => plainText(name),
            account: () => <AddressText address={payeeAccount} grouped />,
            other: () => <AddressText address={account} grouped />,
          }} />
        </div>
      ))}
      {alike.length > ALIKE_SHOWN && <div>{`+${formatCount(alike.length - ALIKE_SHOWN)}`}</div>}
    </Alert>
  );
}
