import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { isZeroMoney } from '../../../../format/money.ts';
import { Money } from '../../../../ui/Money.tsx';
import { moneyFlow, type Flow } from './money-flow.ts';
import styles from './MoneyPicture.module.css';

/** Payer → escrow → payee, with what went, what moves and what nobody knows yet. */
export function MoneyPicture({ page }: { readonly page: PaymentPage }) {
  const { payment } = page;
  const flow = moneyFlow(page);
  return (
    <div className={styles.picture} role="group" aria-label="Where the money is">
      <Node role="Payer" name={payment.payer} />
      <Arrow label="paid in" flow={flow.paidIn} />
      <Node role={`Escrow at ${payment.connectionName ?? 'no connection yet'}`}>
        <div>held <Money value={flow.inEscrow} /></div>
        {flow.unclear !== null && (
          <div className={styles.unclear}>unclear <Money value={flow.unclear} /></div>
        )}
      </Node>
      <Arrow label="released" flow={flow.paidOut} />
      <Node role="Payee" name={payment.payee} />
      <div className={styles.refund}><Arrow back label="refunded" flow={flow.givenBack} /></div>
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

function Arrow({ label, flow, back = false }: {
  readonly label: string; readonly flow: Flow; readonly back?: boolean;
}) {
  const state = flow.moving !== null ? styles.moving : isZeroMoney(flow.done) ? '' : styles.done;
  return (
    <div className={`${styles.arrow} ${state} ${back ? styles.back : ''}`}>
      <div>{label} <Money value={flow.done} /></div>
      <div className={styles.line} aria-hidden />
      {flow.moving !== null && <div>moving <Money value={flow.moving} /></div>}
    </div>
  );
}
