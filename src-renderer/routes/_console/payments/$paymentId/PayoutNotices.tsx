import { Alert } from '@mantine/core';
import { ScanEye, TriangleAlert, TrafficCone, UserRoundPlus } from 'lucide-react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import type { PayoutFacts } from '../../../../../src-main/contract/payout-facts.ts';
import { plainText } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { When } from '../../../../ui/When.tsx';
import { Rich } from '../../../../words/Rich.tsx';
import { t } from '../../../../words/t.ts';
import { reviewText } from '../../payouts/reason-words.ts';

const over: ReadonlySet<PaymentPage['payment']['status']> =
  new Set(['released', 'refunded', 'cancelled', 'failed']);

/** Whether a reason to wait is told by a notice of its own, with more than the queue says. */
export function hasOwnNotice({ payout }: PaymentPage, reason: string): boolean {
  if (payout === null || payout === undefined) return false;
  return reason === 'payout-stuck' ? payout.stuckSince !== null
    : reason === 'review-needed' && payout.review !== null;
}

/** What a person has to see before a treasury pays, and what is stuck on its way. */
export function PayoutNotices({ page }: { readonly page: PaymentPage }) {
  const { payout, payment } = page;
  if (payout === null || payout === undefined || over.has(payment.status)) return null;
  const account = payment.payeeAccount;
  const isWaiting = payment.status === 'requested';
  return (
    <>
      {payout.stuckSince !== null && <Stuck since={payout.stuckSince} />}
      {payout.review !== null && isWaiting && (
        <Alert color="yellow" p="sm" title={t('payouts.look.title')}
          icon={<ScanEye aria-hidden />}>{reviewText(payout.review)}</Alert>
      )}
      {payout.alike.length > 0 && <Alike payout={payout} />}
      {payout.isNewPayee && isWaiting && account !== null && (
        <Alert color="yellow" p="sm" title={t('payouts.look.newTitle')}
          icon={<UserRoundPlus aria-hidden />}>
          <Rich text={t('payouts.look.newText')} parts={{
            account: () => <AddressText address={account} grouped />,
          }} />
        </Alert>
      )}
    </>
  );
}

function Stuck({ since }: { readonly since: number }) {
  return (
    <Alert color="yellow" p="sm" role="alert" title={t('payouts.look.stuck')}
      icon={<TrafficCone aria-hidden />}>
      <Rich text={t('payouts.look.stuckText')} parts={{ when: () => <When at={since} /> }} />
    </Alert>
  );
}

function Alike({ payout: { alike } }: { readonly payout: PayoutFacts }) {
  return (
    <Alert color="yellow" p="sm" role="alert" title={t('payouts.look.alikeTitle')}
      icon={<TriangleAlert aria-hidden />}>
      {alike.map(({ account, name, reference }) => (
        <div key={`${reference} ${account}`}>
          <Rich text={t('payouts.look.alike')} parts={{
            other: () => <AddressText address={account} grouped />, name: () => plainText(name),
          }} />
        </div>
      ))}
    </Alert>
  );
}
