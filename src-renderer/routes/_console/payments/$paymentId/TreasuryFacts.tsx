import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { When } from '../../../../ui/When.tsx';
import { lower, t } from '../../../../words/t.ts';
import { Rich } from '../../../../words/Rich.tsx';
import { TextLink } from '../TextLink.tsx';

/**
 * What a payout costs and whom it is for: gross, fee, net, the network's fee, and the wallet. Money
 * that goes back costs only the network.
 */
export function TreasuryFacts({ page }: { readonly page: PaymentPage }) {
  const { payment, payout } = page;
  if (payout === null || payout === undefined) return null;
  const { gross, fee, networkFee, wallet, identity } = payout;
  return (
    <>
      {payment.refundOf === null && (
        <>
          <dt>{t('payouts.facts.gross')}</dt>
          <dd><Money value={gross} /></dd>
          <dt>{t('payouts.facts.fee')}</dt>
          <dd>{fee === null ? t('payouts.facts.noFee') : <Money value={fee} />}</dd>
          <dt>{t('payouts.facts.net')}</dt>
          <dd><Money value={payment.amount} strong /></dd>
        </>
      )}
      <dt>{t('payouts.facts.networkFee')}</dt>
      <dd>
        {networkFee === null ? t('payouts.facts.networkFeeNone') : <Money value={networkFee} />}
      </dd>
      {wallet !== null && (
        <>
          <dt>{t('payouts.facts.wallet')}</dt>
          <dd>
            <TextLink to="/payouts/wallets/$walletId" params={{ walletId: wallet.id }}>
              {plainText(wallet.payee)}
            </TextLink>
            <div>{t('payouts.facts.score', { score: wallet.score })}</div>
            <div>
              <Rich text={t('payouts.facts.added')} parts={{
                who: () => plainText(wallet.createdBy), when: () => <When at={wallet.createdAt} />,
              }} />
            </div>
            <div>
              <Rich text={t('payouts.facts.changed')}
                parts={{ when: () => <When at={wallet.accountSince} /> }} />
            </div>
          </dd>
        </>
      )}
      {payment.offerId !== null && (
        <>
          <dt>{t('payouts.facts.task')}</dt>
          <dd><CopyText text={payment.offerId} label={lower(t('payouts.facts.task'))} /></dd>
        </>
      )}
      {identity !== null && (
        <>
          <dt>{t('payouts.facts.identity')}</dt>
          <dd><CopyText text={identity} shorten label={lower(t('payouts.facts.identity'))} /></dd>
        </>
      )}
    </>
  );
}
