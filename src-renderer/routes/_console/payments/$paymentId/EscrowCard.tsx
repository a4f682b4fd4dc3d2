import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { plainText } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { When } from '../../../../ui/When.tsx';
import { EscrowQr } from './EscrowQr.tsx';
import { TextLink } from '../TextLink.tsx';
import styles from './EscrowCard.module.css';

const onExpiry = {
  refund: 'refund the payer', release: 'release to the payee', ask: 'wait for a person',
} as const satisfies Record<PaymentPage['payment']['onExpiry'], string>;

/** A payment that has ended has no escrow that could run out. */
const ended: ReadonlySet<PaymentPage['payment']['status']> =
  new Set(['released', 'refunded', 'cancelled', 'failed']);

/** Accounts, links and the escrow's address with its QR code. */
export function EscrowCard({ page }: { readonly page: PaymentPage }) {
  const { payment } = page;
  return (
    <aside className={styles.card} aria-label="Accounts and links">
      <dl className={styles.facts}>
        <Account name="Escrow" account={payment.escrowReference} without="not made yet" />
        <Account name="Payee's account" account={payment.payeeAccount}
          without="the provider knows it" />
        <Account name="Refund address" account={payment.refundAddress ?? payment.payerAccount}
          without={railAssets[payment.rail].refundNeedsAddress
            ? 'none recorded; a refund waits for one' : 'the payer\'s account at the provider'} />
        {!ended.has(payment.status) && (
          <>
            <dt>When the escrow runs out</dt>
            <dd>
              {onExpiry[payment.onExpiry]}, <When at={payment.expiresAt} none="no expiry yet" />
            </dd>
          </>
        )}
        <dt>Created</dt>
        <dd><When at={payment.createdAt} /></dd>
        {payment.jobId !== null && (
          <>
            <dt>Job{page.job === null ? '' : `, ${page.job.state}`}</dt>
            <dd>
              <TextLink to="/jobs/$jobId" params={{ jobId: payment.jobId }} className="pd-mono">
                {payment.jobId}
              </TextLink>
            </dd>
          </>
        )}
        {payment.externalId !== null && (
          <><dt>Marketplace's reference</dt><dd>{plainText(payment.externalId)}</dd></>
        )}
        {payment.migratedFrom !== null && (
          <>
            <dt>Migrated from</dt>
            <dd>
              <TextLink to="/payments/$paymentId" params={{ paymentId: payment.migratedFrom }}
                className="pd-mono">{payment.migratedFrom}</TextLink>
            </dd>
          </>
        )}
        <Hash name="Release transaction" hash={payment.transactionHash} />
        <Hash name="Refund transaction" hash={payment.refundTransactionHash} />
      </dl>
      {payment.escrowReference !== null && (
        <div className={styles.code}><EscrowQr text={payment.escrowReference} /></div>
      )}
    </aside>
  );
}

function Account({ name, account, without }: {
  readonly name: string; readonly account: string | null; readonly without: string;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {account === null ? without
          : <AddressText address={account} grouped label={name.toLowerCase()} />}
      </dd>
    </>
  );
}

function Hash({ name, hash }: { readonly name: string; readonly hash: string | null }) {
  if (hash === null) return null;
  return <><dt>{name}</dt><dd><CopyText text={hash} label={name.toLowerCase()} /></dd></>;
}
