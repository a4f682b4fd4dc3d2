/**
 * What changes the wallet daemon's mind, as the journal keeps it. Amounts are minor units in
 * digits, times milliseconds. `untilMs` ends a pending move by itself; null waits until the faults
 * are cleared.
 */
export type WalletEvent =
  | {
      readonly type: 'held';
      readonly address: string;
      readonly keyHex: string | null;
      readonly amount: string;
      readonly expiresAtMs: number;
      readonly atMs: number;
    }
  | { readonly type: 'release-accepted'; readonly address: string; readonly untilMs: number | null }
  | {
      readonly type: 'released';
      readonly address: string;
      readonly hash: string;
      readonly hex: string | null;
      readonly atMs: number;
    }
  | {
      readonly type: 'refund-accepted';
      readonly refundId: string;
      readonly paymentId: string;
      readonly address: string;
      readonly amount: string;
      readonly untilMs: number | null;
    }
  | {
      readonly type: 'refunded';
      readonly refundId: string;
      readonly paymentId: string;
      readonly address: string;
      readonly amount: string;
      readonly hash: string;
      readonly hex: string | null;
      readonly atMs: number;
    }
  | { readonly type: 'expired'; readonly address: string }
  | {
      readonly type: 'returned';
      readonly address: string;
      readonly hash: string;
      readonly hex: string | null;
      readonly atMs: number;
    };

export const WALLET_EVENT_TYPES: Record<WalletEvent['type'], true> = {
  held: true,
  'release-accepted': true,
  released: true,
  'refund-accepted': true,
  refunded: true,
  expired: true,
  returned: true,
};
