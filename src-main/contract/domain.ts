/**
 * The words and pure functions of the domain that a window needs to draw and to type-check what
 * the contract carries. The renderer imports nothing else of `src-main`.
 */
export {
  confirmersOf, mayDo, roleFor, rolesGiven, type Right,
} from '../engine/domain/authority.ts';
export { formatAmount, parseAmount, parseAssetRef } from '../engine/domain/money.ts';
export { figureText, parseFigure, type Figure } from '../engine/domain/figure.ts';
export { onExpiryPolicies } from '../engine/domain/payment.ts';
export {
  EVERY_PAYMENT, filterConflict, paymentSorts, type FilterConflict,
} from '../engine/domain/payment-filter.ts';
export {
  bitcoinPhases, DEFAULT_POLICY, ESCROW_TIMEOUT_MS_MAX, ESCROW_TIMEOUT_MS_MIN,
} from '../engine/domain/policy.ts';
export { DEFAULT_PAYOUTS } from '../engine/domain/payout.ts';
export {
  escrowRails, railAssets, railNames, stablecoins,
} from '../engine/domain/rails.ts';
export {
  apiScopes, operatorRoles, type ApiScope, type OperatorRole,
} from '../engine/domain/records.ts';
