import { EVERY_PAYMENT } from '../../../../src-main/contract/domain.ts';
import type { PaymentFilter } from '../payments/payments-search.ts';

/** Payments of the treasury whose payout is planned and waits: nothing was dispatched yet. */
export function readyFilter(search: string): PaymentFilter {
  return {
    ...EVERY_PAYMENT, amount: null, rails: ['usdc'], statuses: ['requested'], search,
  };
}
