import { AITBC, BTC, EURC, USDC, type Asset } from './money.ts';

/**
 * The rails that exist, by name. The adapters stand in `rails/registry.ts`, checked against this.
 */
export const railNames = ['bitcoin', 'aitbc', 'interledger', 'usdc'] as const;
export type RailName = (typeof railNames)[number];

type RailAssets = {
  /** The one asset that the rail moves; null where each account counts in its own. */
  readonly asset: Asset | null;
  /** The `payment_method` word of the source documents (S1-015). */
  readonly method: string;
  /** The currency code by which `/v1` names the rail; null where it is not asked for by one. */
  readonly currency: string | null;
  /** Whether a refund has to be told where to; otherwise the provider knows (R8). */
  readonly refundNeedsAddress: boolean;
  /**
   * Whether money is held in escrow before it goes out. Where it is not, a payment is one payout,
   * and a refund is a linked payment the other way (DESIGN 4, 7).
   */
  readonly holds: boolean;
  /**
   * Whose money a payout is: the payer's, who has to consent to each, or our own, kept at the
   * provider in a treasury. Null where nothing is paid out.
   */
  readonly paysFrom: 'payer' | 'treasury' | null;
};

/** What follows from a rail's name alone, before any connection is looked at. */
export const railAssets = {
  bitcoin: {
    asset: BTC, method: 'bitcoin', currency: 'BTC', refundNeedsAddress: true, holds: true,
    paysFrom: null,
  },
  // Tokens return to the payer's account, which the exchange knows (R8).
  aitbc: {
    asset: AITBC, method: 'aitbc_token', currency: 'AITBC', refundNeedsAddress: false, holds: true,
    paysFrom: null,
  },
  interledger: {
    asset: null, method: 'interledger', currency: null, refundNeedsAddress: false, holds: false,
    paysFrom: 'payer',
  },
  usdc: {
    asset: null, method: 'usdc', currency: null, refundNeedsAddress: false, holds: false,
    paysFrom: 'treasury',
  },
} as const satisfies Record<RailName, RailAssets>;

/** Whether a payout of this rail waits for its payer's consent. */
export function asksPayer(rail: RailName): boolean {
  return railAssets[rail].paysFrom === 'payer';
}

/** The stablecoins that the `usdc` rail pays in, each with six places. */
export const stablecoins = [USDC, EURC] as const;

/** The asset of a stablecoin's code; null for any other text. */
export function stablecoinOf(code: string): Asset | null {
  return stablecoins.find((asset) => asset.code === code) ?? null;
}

/** The rails that hold money in escrow; `/v1` creates payments on these. */
export const escrowRails = ['bitcoin', 'aitbc'] as const satisfies readonly RailName[];
export type EscrowRail = (typeof escrowRails)[number];

/** The escrow rail of a currency code as callers write it; null where none pays in it. */
export function railOfCurrency(currency: string): EscrowRail | null {
  return escrowRails.find((name) => railAssets[name].currency === currency) ?? null;
}

/**
 * What a rail can do; engine, API and buttons read the same declaration. `idempotent`: the
 * provider honours a repeated key, so a lost answer may be asked for again. `partial`: part of a
 * held amount can be released or refunded. `lookup`: the rail can say what became of an operation.
 * `extend`: the end of a running escrow can be put off at the provider.
 * `refundEndsEscrow`: a refund closes the escrow, so that the provider does not return it as well.
 * `consent`: the payer agrees to each payout at the own wallet before it can be sent.
 * `expiryOwner` is the default of a connection: who returns the money when an escrow runs out.
 */
export type RailCapabilities = {
  readonly hold: boolean;
  readonly release: boolean;
  readonly refund: boolean;
  readonly payout: boolean;
  readonly purchase: boolean;
  readonly balance: boolean;
  readonly consent: boolean;
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
  'transaction', 'escrow-state', 'escrow-address', 'balance-credit', 'incoming-payment',
  'operator-statement',
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
