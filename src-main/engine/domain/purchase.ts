import type { Money } from './money.ts';

/**
 * `rate-locked` the rate is fixed and the bitcoin hold runs · `held` the bitcoin is held ·
 * `purchasing` the exchange was asked · `credited` the tokens are evidenced, the bitcoin is being
 * released · `completed` both legs done · `refunding` the exchange refused, the bitcoin goes back ·
 * `refunded` it is back · `frozen` an outcome is unclear and both legs stand still · `failed`.
 */
export const purchaseStatuses = [
  'rate-locked', 'held', 'purchasing', 'credited', 'completed', 'refunding', 'refunded', 'frozen',
  'failed',
] as const;
export type PurchaseStatus = (typeof purchaseStatuses)[number];

/**
 * AITBC bought with BTC: one record over two connections, its bitcoin legs carried by a payment.
 */
export type Purchase = {
  readonly id: string;
  readonly marketplaceId: string;
  readonly userId: string;
  readonly paymentId: string;
  readonly exchangeConnectionId: string;
  readonly status: PurchaseStatus;
  /** AITBC for one BTC as the exchange quoted it, a plain decimal. */
  readonly rate: string;
  readonly rateAsOf: number;
  readonly btc: Money;
  readonly aitbc: Money;
  readonly aitbcAddress: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
};
