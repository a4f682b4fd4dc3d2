import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { isZeroMoney } from '../../../../format/money.ts';
import { Money } from '../../../../ui/Money.tsx';
import { moneyFlow, payoutFlow, type Flow } from './money-flow.ts';
import { t, type PlainWord } from '../../../../words/t.ts';
import { Rich } from '../../../../words/Rich.tsx';
import styles from './MoneyPicture.module.css';

/** Where the money is, drawn: with an escrow between the two where the rail holds money. */
export function MoneyPicture({ page }: { readonly page: PaymentPage }) {
  return railAssets[page.payment.rail].holds
    ? <EscrowPicture page={page} /> : <PayoutPicture page={page} />;
}

/** Payer → payee, with what left the one and what reached the other. */
function PayoutPicture({ page }: { readonly page: PaymentPage }) {
  const { payment } = page;
  const { paid, debited, unclear } = payoutFlow(page);
  return (
    <div className={`${styles.picture} ${styles.pair}`} role="group"
      aria-label={t('payment.picture.label')}>
      <Node role={t('payment.picture.payer')} name={payment.payer}>
        {debited.map((value) => (
          <div key={value.asset}><Figure label="payment.picture.debited" value={value} /></div>
        ))}
      </Node>
      <div>
        <Arrow label="payment.picture.paid" flow={paid} />
        {unclear !== null && (
          <div className={`${styles.arrow} ${styles.unclear}`}>
            <Figure label="payment.picture.unclear" value={unclear} />
          </div>
        )}
      </div>
      <Node role={t('payment.picture.payee')} name={payment.payee} />
    </div>
  );
}

/** Payer → escrow → payee, with what went, what moves and what nobody knows yet. */
function EscrowPicture({ page }: { readonly page: PaymentPage }) {
  const { payment } = page;
  const flow = moneyFlow(page);
  return (
    <div className={styles.picture} role="group" aria-label={t('payment.picture.label')}>
      <Node role={t('payment.picture.payer')} name={payment.payer} />
      <Arrow label="payment.picture.paidIn" flow={flow.paidIn} />
      <Node role={t('payment.picture.escrow', {
        place: payment.connectionName ?? t('payment.picture.noConnection'),
      })}>
        <div><Figure label="payment.picture.held" value={flow.inEscrow} /></div>
        {flow.unclear !== null && (
          <div className={styles.unclear}>
            <Figure label="payment.picture.unclear" value={flow.unclear} />
          </div>
        )}
      </Node>
      <Arrow label="payment.picture.released" flow={flow.paidOut} />
      <Node role={t('payment.picture.payee')} name={payment.payee} />
      <div className={styles.refund}>
        <Arrow back label="payment.picture.refunded" flow={flow.givenBack} />
      </div>
    </div>
  );
}

function Node({ role, name, children }: {
  readonly role: string; readonly name?: string; readonly children?: React.ReactNode;
}) {
  return (
    <div className={styles.node}>
      <div className={styles.role}>{role}</div>
      {name !== undefined && <div className={styles.name} title={name}>{name}</div>}
      {children}
    </div>
  );
}

function Figure({ label, value }: { readonly label: PlainWord; readonly value: MoneyWire }) {
  return <Rich text={t(label)} parts={{ amount: () => <Money value={value} /> }} />;
}

function Arrow({ label, flow, back = false }: {
  readonly label: PlainWord; readonly flow: Flow; readonly back?: boolean;
}) {
  const state = flow.moving !== null ? styles.moving : isZeroMoney(flow.done) ? '' : styles.done;
  return (
    <div className={`${styles.arrow} ${state} ${back ? styles.back : ''}`}>
      <div><Figure label={label} value={flow.done} /></div>
      <div className={styles.line} aria-hidden />
      {flow.moving !== null && (
        <div><Figure label="payment.picture.moving" value={flow.moving} /></div>
      )}
    </div>
  );
}
