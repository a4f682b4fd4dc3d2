import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { Money } from '../../../../ui/Money.tsx';
import { StatusBadge } from '../../../../ui/StatusBadge.tsx';
import { t, type PlainWord } from '../../../../words/t.ts';
import { TextLink } from '../TextLink.tsx';
import styles from './EscrowCard.module.css';

type Linked = PaymentPage['linked'][number];

const ways = {
  'migrated-from': 'payment.facts.migratedTo', 'refund-of': 'payment.facts.repaidBy',
} as const satisfies Record<Linked['kind'], PlainWord>;

/** The payments that this one follows and those that follow it, each a link, as facts of a list. */
export function LinkedFacts({ page }: { readonly page: PaymentPage }) {
  const { payment: { migratedFrom, refundOf, rail }, linked } = page;
  return (
    <>
      <Before name={t('payment.facts.migratedFrom')} paymentId={migratedFrom} />
      <Before name={t('payment.facts.refundOf')} paymentId={refundOf} />
      {linked.map(({ paymentId, kind, status, amount }) => (
        <div key={paymentId}>
          <dt>{t(ways[kind])}</dt>
          <dd>
            <PaymentLink paymentId={paymentId} />
            <div className={styles.line}>
              {/* A repayment goes over the same rail; what was moved elsewhere holds money. */}
              <StatusBadge status={status} rail={kind === 'refund-of' ? rail : undefined} />
              <Money value={amount} />
            </div>
          </dd>
        </div>
      ))}
    </>
  );
}

function Before({ name, paymentId }: {
  readonly name: string; readonly paymentId: string | null;
}) {
  if (paymentId === null) return null;
  return <><dt>{name}</dt><dd><PaymentLink paymentId={paymentId} /></dd></>;
}

function PaymentLink({ paymentId }: { readonly paymentId: string }) {
  return (
    <TextLink to="/payments/$paymentId" params={{ paymentId }} className="pd-mono">
      {paymentId}
    </TextLink>
  );
}
