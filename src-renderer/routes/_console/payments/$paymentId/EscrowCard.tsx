import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { plainText } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { When } from '../../../../ui/When.tsx';
import { EscrowQr } from './EscrowQr.tsx';
import { LinkedFacts } from './LinkedFacts.tsx';
import { TextLink } from '../TextLink.tsx';
import { lower, t, wordFor } from '../../../../words/t.ts';
import { Rich } from '../../../../words/Rich.tsx';
import styles from './EscrowCard.module.css';

/** A payment that has ended has no escrow that could run out. */
const ended: ReadonlySet<PaymentPage['payment']['status']> =
  new Set(['released', 'refunded', 'cancelled', 'failed']);

/** Accounts, links and the escrow's address with its QR code. */
export function EscrowCard({ page }: { readonly page: PaymentPage }) {
  const { payment } = page;
  return (
    <aside className={styles.card} aria-label={t('payment.facts.label')}>
      <dl className={styles.facts}>
        <Account name={t('payment.facts.escrow')} account={payment.escrowReference}
          without={t('payment.facts.notMade')} />
        <Account name={t('payment.facts.payeeAccount')} account={payment.payeeAccount}
          without={t('payment.facts.providerKnows')} />
        <Account name={t('payment.facts.refundAddress')}
          account={payment.refundAddress ?? payment.payerAccount}
          without={t(railAssets[payment.rail].refundNeedsAddress
            ? 'payment.facts.noneRecorded' : 'payment.facts.atProvider')} />
        {!ended.has(payment.status) && (
          <>
            <dt>{t('payment.facts.runsOut')}</dt>
            <dd>
              <Rich text={t(`payment.facts.${payment.onExpiry}`)} parts={{
                when: () => <When at={payment.expiresAt} none={t('payment.facts.noExpiry')} />,
              }} />
            </dd>
          </>
        )}
        <dt>{t('common.column.created')}</dt>
        <dd><When at={payment.createdAt} /></dd>
        {payment.jobId !== null && (
          <>
            <dt>{jobTitle(page.job)}</dt>
            <dd>
              <TextLink to="/jobs/$jobId" params={{ jobId: payment.jobId }} className="pd-mono">
                {payment.jobId}
              </TextLink>
            </dd>
          </>
        )}
        {payment.externalId !== null && (
          <>
            <dt>{t('payment.facts.reference')}</dt>
            <dd>{plainText(payment.externalId)}</dd>
          </>
        )}
        <LinkedFacts page={page} />
        <Hash name={t('payment.facts.releaseHash')} hash={payment.transactionHash} />
        <Hash name={t('payment.facts.refundHash')} hash={payment.refundTransactionHash} />
      </dl>
      <EscrowQr page={page} />
    </aside>
  );
}

function jobTitle(job: PaymentPage['job']): string {
  if (job === null) return t('common.column.job');
  return t('payment.facts.jobIn', { state: lower(wordFor('status.job', job.state) ?? job.state) });
}

function Account({ name, account, without }: {
  readonly name: string; readonly account: string | null; readonly without: string;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {account === null ? without
          : <AddressText address={account} grouped label={lower(name)} />}
      </dd>
    </>
  );
}

function Hash({ name, hash }: { readonly name: string; readonly hash: string | null }) {
  if (hash === null) return null;
  return <><dt>{name}</dt><dd><CopyText text={hash} label={lower(name)} /></dd></>;
}
