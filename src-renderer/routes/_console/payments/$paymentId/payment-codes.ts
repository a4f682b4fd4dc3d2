import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { isZeroMoney, plainAmount } from '../../../../format/money.ts';

/** What a code of the payment page may carry. */
export const codeKinds = ['escrow', 'refund', 'transaction', 'link'] as const;
export type CodeKind = (typeof codeKinds)[number];
export type PaymentCode = {
  readonly kind: CodeKind;
  readonly text: string;
  /** Whether a wallet that reads it offers to pay the amount. */
  readonly asksForMoney: boolean;
};

/**
 * The codes that a payment offers: its escrow, its refund address, its transaction, this page.
 * An amount stands only in the escrow's, and only before anything was paid in: a wallet that reads
 * a code with an amount offers to pay it, and paying twice is what a code must not lead to.
 */
export function paymentCodes({ payment }: PaymentPage, page: URL): readonly PaymentCode[] {
  const { escrowReference, refundAddress, transactionHash, refundTransactionHash } = payment;
  const addresses = payment.rail === 'bitcoin';
  const due = isZeroMoney(payment.held)
    && (payment.status === 'requested' || payment.status === 'holding');
  const coded = (address: string, amount: string | null): string => (addresses
    ? bitcoinUri(address, { amount, label: `Paydesk ${payment.id}` }) : address);
  const code = (kind: CodeKind, text: string | null, asksForMoney = false) =>
    (text === null ? [] : [{ kind, text, asksForMoney }]);
  return [
    ...code('escrow', escrowReference === null ? null
      : coded(escrowReference, due ? plainAmount(payment.amount) : null), due && addresses),
    ...code('refund', refundAddress === null ? null : coded(refundAddress, null)),
    ...code('transaction', transactionHash ?? refundTransactionHash),
    ...code('link', page.protocol.startsWith('http')
      ? new URL(`/payments/${payment.id}`, page).href : null),
  ];
}

/**
 * BIP 21: `bitcoin:ADDRESS?amount=0.001&label=…`; the amount is in bitcoin, as a plain decimal.
 * An address in capitals would make the code smaller and is the same, but not for the eye.
 */
export function bitcoinUri(
  address: string,
  { amount, label }: { readonly amount: string | null; readonly label: string },
): string {
  const asked = [
    ...amount === null ? [] : [`amount=${withoutZeros(amount)}`],
    `label=${encodeURIComponent(label)}`,
  ];
  return `bitcoin:${encodeURIComponent(address)}?${asked.join('&')}`;
}

/** `0.00100000` as `0.001`. */
function withoutZeros(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}
