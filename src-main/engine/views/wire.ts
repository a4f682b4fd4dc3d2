/** From the engine's records to the contract's views: the small pieces that every view uses. */
import { assetRef, parseAssetRef, zero, type Money } from '../domain/money.ts';
import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import { isTerminal, openOperation } from '../domain/payment.ts';
import { railAssets } from '../domain/rails.ts';
import { invariant } from '../domain/result.ts';
import type { PaymentRow } from '../lists.ts';
import type { PaymentRowView } from '../../contract/payments.ts';
import type { MoneyWire } from '../../contract/values.ts';

export function moneyWire({ minor, asset }: Money): MoneyWire {
  return { minor: minor.toString(), asset: assetRef(asset) };
}

/** Minor units under an asset reference that came from our own counters. */
export function moneyOf(minor: bigint, ref: string): Money {
  const asset = parseAssetRef(ref);
  invariant(asset !== null, `The counter names no asset: ${ref}.`);
  return { ...zero(asset), minor };
}

const workWords: Readonly<Record<string, string>> = {
  dispatch: 'is sent', inquire: 'the provider is asked', 'escrow-warning': 'expiry warning',
  'escrow-expiry': 'the escrow ends', 'job-expiry': 'the job ends',
  consent: 'the link runs out',
};

export function paymentRowView(
  { payment, next, attention }: PaymentRow,
  marketplaceName: string,
): PaymentRowView {
  return {
    ...paymentFields(payment), marketplaceName, attention,
    // A job's own clock runs on after its payment ended; nothing happens to the payment then.
    next: next === null || isTerminal(payment.status) ? null
      : { text: workWords[next.kind] ?? next.kind, at: next.at },
  };
}

function paymentFields(payment: Payment) {
  return {
    id: payment.id, jobId: payment.jobId, marketplaceId: payment.marketplaceId,
    rail: payment.rail, status: payment.status, amount: moneyWire(payment.amount),
    held: moneyWire(payment.held), released: moneyWire(payment.released),
    refunded: moneyWire(payment.refunded), payee: payment.payee,
    payeeAccount: payment.payeeAccount, createdAt: payment.createdAt,
    updatedAt: payment.updatedAt, expiresAt: payment.expiresAt,
    ...railAssets[payment.rail].paysFrom !== 'treasury' ? {} : {
      fee: payment.fee === null ? null : moneyWire(payment.fee), review: payment.review,
    },
  };
}

/** The answer of a command that moved a payment. */
export function movedView({ payment, operations }: PaymentAggregate) {
  return {
    paymentId: payment.id, operationId: openOperation(operations)?.id ?? null,
    status: payment.status,
  };
}
