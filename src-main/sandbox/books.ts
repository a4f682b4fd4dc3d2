import type { ProviderName } from './provider.ts';

export type BookKind = 'hold' | 'release' | 'refund' | 'payout' | 'purchase';

/**
 * One thing that a stand-in believes happened to money.
 * - `reference`: how the provider names it. Wallet daemon: escrow address (hold, release), payment
 *   id (refund). Exchange: job id, for a purchase the Idempotency-Key or else the purchase id.
 *   Chain: job id. Circle: the `refId`, or the transaction's id where it has none.
 * - `account`: hold: the escrow address or the payer; else who received.
 * - `amount`: a decimal text in whole units of `asset` (`BTC`, `AITBC`, `USDC`, …); never zero.
 * - `hash`: the transaction id; null for a hold, where no provider names one.
 * - `at`: ISO 8601 in the stand-ins' time.
 */
export type BookRow = {
  readonly provider: ProviderName;
  readonly kind: BookKind;
  readonly reference: string;
  readonly account: string;
  readonly amount: string;
  readonly asset: string;
  readonly hash: string | null;
  readonly at: string;
};

export type Books = {
  add(row: BookRow): void;
  /** The live, append-only list, oldest first. */
  rows(): readonly BookRow[];
};

/** Empty books; rows are frozen as they are added. */
export function createBooks(): Books {
  const rows: BookRow[] = [];
  return {
    add: (row) => {
      rows.push(Object.freeze(row));
    },
    rows: () => rows,
  };
}
