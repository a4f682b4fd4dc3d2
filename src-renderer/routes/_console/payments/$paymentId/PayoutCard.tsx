import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { When } from '../../../../ui/When.tsx';
import { lower, t } from '../../../../words/t.ts';
import { TextLink } from '../TextLink.tsx';
import { LinkedFacts } from './LinkedFacts.tsx';
import { TreasuryFacts } from './TreasuryFacts.tsx';
import styles from './EscrowCard.module.css';

/** Accounts and links of a payment on a rail that holds nothing. */
export function PayoutCard({ page }: { readonly page: PaymentPage }) {
  const { payment } = page;
  return (
    <aside className={styles.card} aria-label={t('payment.facts.label')}>
      <dl className={styles.facts}>
        <TreasuryFacts page={page} />
        <Wallet name={t('payment.facts.payerWallet')} address={payment.payerAccount} />
        <Wallet name={t(page.payout ? 'payment.facts.payeeAccount' : 'payment.facts.payeeWallet')}
          address={payment.payeeAccount} />
        {payment.offerId !== null && !page.payout && (
          <>
            <dt>{t('payment.facts.offer')}</dt>
            <dd><CopyText text={payment.offerId} label={lower(t('payment.facts.offer'))} /></dd>
          </>
        )}
        {payment.sellerId !== null && (
          <>
            <dt>{t('payment.facts.seller')}</dt>
            <dd>
              <TextLink to="/sellers" search={{ edit: payment.sellerId }}>
                {t('payment.facts.openSeller')}
              </TextLink>
            </dd>
          </>
        )}
        <dt>{t('common.column.created')}</dt>
        <dd><When at={payment.createdAt} /></dd>
        {payment.externalId !== null && (
          <>
            <dt>{t('payment.facts.reference')}</dt>
            <dd>{plainText(payment.externalId)}</dd>
          </>
        )}
        <LinkedFacts page={page} />
      </dl>
    </aside>
  );
}

function Wallet({ name, address }: { readonly name: string; readonly address: string | null }) {
  if (address === null) return null;
  return <><dt>{name}</dt><dd><CopyText text={address} label={lower(name)} /></dd></>;
}
