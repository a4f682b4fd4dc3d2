import { paymentRow } from '../contract/payments.ts';
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

/** The words in which marketplaces of the Interledger documents hear of it (S3-050 to 052). */
export const interledgerWords = ['pending', 'paid', 'failed'] as const;
export type InterledgerWord = (typeof interledgerWords)[number];

/**
 * Every status of Paydesk and its word on a rail that holds nothing. What is last proven of a
 * payment that is `unclear` or `stalled` is that it was asked for, so it is `pending`, never
 * `failed`; the same of one of which only a part arrived. Nothing on this rail is ever `escrowed`
 * or `refunded` (money goes back by a payment of its own): money that went back was not paid.
 */
export const interledgerTable = {
  requested: 'pending',
  holding: 'pending',
  escrowed: 'pending',
  releasing: 'pending',
  refunding: 'pending',
  unclear: 'pending',
  stalled: 'pending',
  released: 'paid',
  refunded: 'failed',
  cancelled: 'failed',
  failed: 'failed',
} as const satisfies Record<PaymentStatus, InterledgerWord>;

export function interledgerWord({ status }: Pick<Payment, 'status'>): InterledgerWord {
  return interledgerTable[status];
}

/** Every status that has the word; none for no word, which lets everything through. */
export function statusesOf(word: InterledgerWord | null): readonly PaymentStatus[] {
  return word === null ? []
    : paymentRow.shape.status.options.filter((status) => interledgerTable[status] === word);
}

/** The words in which platforms of GigStream hear of a payment (S4-069; the guide, 4.1). */
export const gigstreamWords = ['pending', 'processing', 'completed', 'failed'] as const;
export type GigstreamWord = (typeof gigstreamWords)[number];

/**
 * Every status of Paydesk and its word where a treasury pays. `unclear` is `processing`: what is
 * last proven is that it was sent. `stalled` is `pending`: its last try is proven not to have paid,
 * and a person decides; neither is `failed`, which says that nothing more will come.
 */
export const gigstreamTable = {
  requested: 'pending',
  holding: 'pending',
  escrowed: 'pending',
  releasing: 'processing',
  refunding: 'processing',
  unclear: 'processing',
  stalled: 'pending',
  released: 'completed',
  refunded: 'failed',
  cancelled: 'failed',
  failed: 'failed',
} as const satisfies Record<PaymentStatus, GigstreamWord>;

export function gigstreamWord({ status }: Pick<Payment, 'status'>): GigstreamWord {
  return gigstreamTable[status];
}
