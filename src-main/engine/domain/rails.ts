import { AITBC, BTC, type Asset } from './money.ts';

/**
 * The rails that exist, by name. The adapters stand in `rails/registry.ts`, checked against this.
 */
export const railNames = ['bitcoin', 'aitbc'] as const;
export type RailName = (typeof railNames)[number];

/**
 * The asset that each rail moves, and the `payment_method` word of the source documents (S1-015).
 */
export const railAssets = {
  bitcoin: { asset: BTC, method: 'bitcoin', currency: 'BTC', refundNeedsAddress: true },
  // Tokens return to the payer's account, which the exchange knows (R8).
  aitbc: { asset: AITBC, method: 'aitbc_token', currency: 'AITBC', refundNeedsAddress: false },
} as const satisfies Record<RailName, {
  asset: Asset; method: string; currency: string; refundNeedsAddress: boolean;
}>;

/** The rail of a currency code as callers write it; null where no rail pays in it. */
export function railOfCurrency(currency: string): RailName | null {
  return railNames.find((name) => railAssets[name].currency === currency) ?? null;
}

/**
 * What a rail can do; engine, API and buttons read the same declaration. `idempotent`: the
 * provider honours a repeated key, so a lost answer may be asked for again. `partial`: part of a
 * held amount can be released or refunded. `lookup`: the rail can say what became of an operation.
 * `extend`: the end of a running escrow can be put off at the provider.
 * `refundEndsEscrow`: a refund closes the escrow, so that the provider does not return it as well.
 * `expiryOwner` is the default of a connection: who returns the money when an escrow runs out.
 */
export type RailCapabilities = {
  readonly hold: boolean;
  readonly release: boolean;
  readonly refund: boolean;
  readonly payout: boolean;
  readonly purchase: boolean;
  readonly balance: boolean;
  readonly idempotent: boolean;
  readonly partial: boolean;
  readonly lookup: boolean;
  readonly extend: boolean;
  readonly refundEndsEscrow: boolean;
  readonly evidence: readonly EvidenceKind[];
  readonly expiryOwner: ExpiryOwner;
};

/** Who gives the money back when an escrow runs out (section 4, escrow expiry). */
export const expiryOwners = ['paydesk', 'provider', 'unknown'] as const;
export type ExpiryOwner = (typeof expiryOwners)[number];

/** What may prove that an operation happened, from the strongest to the weakest. */
export const evidenceKinds = [
  'transaction', 'escrow-state', 'escrow-address', 'balance-credit', 'operator-statement',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/**
 * Proof that an operation happened. `reference` is the transaction id, address or escrow id;
 * `word` says whose word it is ("the daemon's word", "two operators"); `raw` is the provider's
 * answer as received, secrets removed.
 */
export type Evidence = {
  readonly kind: EvidenceKind;
  readonly reference: string;
  readonly word: string;
  readonly raw: string;
};
