import type { Payment, PaymentStatus } from './engine-types.ts';

/** The words in which marketplaces of the AITBC documents hear of a payment (DESIGN 4). */
export const aitbcWords = [
  'pending', 'escrowed', 'released', 'refunded', 'failed', 'expired',
] as const;
export type AitbcWord = (typeof aitbcWords)[number];

/**
 * Every status of Paydesk and its word. `by-evidence`: the word is what was last proven, so that a
 * doubt (`unclear`) or a halt (`stalled`) never reads `failed`, and a refund on its way is not
 * called refunded. `cancelled` is `failed`: the documents have no word for "before money moved".
 */
export const aitbcTable = {
  requested: 'pending',
  holding: 'pending',
  escrowed: 'by-evidence',
  releasing: 'by-evidence',
  refunding: 'by-evidence',
  unclear: 'by-evidence',
  stalled: 'by-evidence',
  released: 'released',
  refunded: 'refunded',
  cancelled: 'failed',
  failed: 'failed',
} as const satisfies Record<PaymentStatus, AitbcWord | 'by-evidence'>;

/** What the word depends on where the status alone does not tell it. */
export type Evidenced = {
  readonly status: PaymentStatus;
  /** Minor units that the provider was proven to hold at some time. */
  readonly heldMinor: bigint;
  /** Paydesk acted on the end of the escrow, or waits for a person to. */
  readonly expired: boolean;
};

/** The AITBC word of a payment. `expired`: the escrow ran out, what follows is not proven. */
export function aitbcWord({ status, heldMinor, expired }: Evidenced): AitbcWord {
  const word = aitbcTable[status];
  if (word !== 'by-evidence') return word;
  if (heldMinor === 0n) return 'pending';
  return expired ? 'expired' : 'escrowed';
}

export function paymentWord(
  payment: Payment,
  escrow: { readonly expiredAt: number | null; readonly decisionNeeded: string | null } | null,
): AitbcWord {
  return aitbcWord({
    status: payment.status,
    heldMinor: payment.held.minor,
    expired: escrow !== null && (escrow.expiredAt !== null || escrow.decisionNeeded !== null),
  });
}
