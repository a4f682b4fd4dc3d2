import { assetRef, type Asset } from '../domain/money.ts';
import type { ExportedPayment } from '../lists.ts';

/** Column of the names of the cells that were changed, separated by spaces. */
export const ESCAPED_COLUMN = 'text_escaped';

/** What a column says of a payment, and how that is written. */
type Column = { readonly name: string } & (
  | { readonly kind: 'text'; readonly of: (payment: ExportedPayment) => string | null }
  | { readonly kind: 'whole' | 'decimal'; readonly of: (payment: ExportedPayment) => string }
  | { readonly kind: 'time'; readonly of: (payment: ExportedPayment) => number | null }
);

/** The columns of the payments file, in order. Names are stable: other programs read them. */
export const paymentColumns: readonly Column[] = [
  text('payment_id', ({ id }) => id),
  text('marketplace_id', ({ marketplaceId }) => marketplaceId),
  text('external_id', ({ externalId }) => externalId),
  text('job_id', ({ jobId }) => jobId),
  text('rail', ({ rail }) => rail),
  text('connection_id', ({ connectionId }) => connectionId),
  text('status', ({ status }) => status),
  ...amount('amount', ({ amountMinor }) => amountMinor),
  ...amount('held', ({ heldMinor }) => heldMinor),
  ...amount('released', ({ releasedMinor }) => releasedMinor),
  ...amount('refunded', ({ refundedMinor }) => refundedMinor),
  ...amount('in_motion', ({ inMotionMinor }) => inMotionMinor),
  text('asset', ({ asset }) => asset.code),
  whole('scale', ({ asset }) => String(asset.scale)),
  text('asset_ref', ({ asset }) => refOf(asset)),
  text('payer', ({ payer }) => payer),
  text('payer_account', ({ payerAccount }) => payerAccount),
  text('payee', ({ payee }) => payee),
  text('payee_account', ({ payeeAccount }) => payeeAccount),
  text('refund_address', ({ refundAddress }) => refundAddress),
  text('on_expiry', ({ onExpiry }) => onExpiry),
  whole('escrow_timeout_seconds', ({ escrowTimeoutMs }) =>
    String(Math.floor(escrowTimeoutMs / 1_000))),
  text('purchase_id', ({ purchaseId }) => purchaseId),
  text('migrated_from', ({ linkedPaymentId }) => linkedPaymentId),
  text('needs_attention', ({ needsAttention }) => needsAttention ? 'yes' : 'no'),
  text('next_event', ({ nextEvent }) => nextEvent),
  time('next_event_at', ({ nextEventAt }) => nextEventAt),
  time('created_at', ({ createdAt }) => createdAt),
  time('updated_at', ({ updatedAt }) => updatedAt),
  time('escrowed_at', ({ escrowedAt }) => escrowedAt),
  time('expires_at', ({ expiresAt }) => expiresAt),
  time('released_at', ({ releasedAt }) => releasedAt),
  time('refunded_at', ({ refundedAt }) => refundedAt),
  time('abandoned_at', ({ abandonedAt }) => abandonedAt),
];

function text(name: string, of: (payment: ExportedPayment) => string | null): Column {
  return { name, kind: 'text', of };
}

function whole(name: string, of: (payment: ExportedPayment) => string): Column {
  return { name, kind: 'whole', of };
}

function time(name: string, of: (payment: ExportedPayment) => number | null): Column {
  return { name, kind: 'time', of };
}

/** An amount twice: a decimal for people, whole minor units for programs. */
function amount(name: string, of: (payment: ExportedPayment) => string): readonly Column[] {
  return [{ name, kind: 'decimal', of }, whole(`${name}_minor`, of)];
}

/** Assets are few and lines are many. */
const refs = new WeakMap<Asset, string>();

function refOf(asset: Asset): string {
  const known = refs.get(asset);
  if (known !== undefined) return known;
  const ref = assetRef(asset);
  refs.set(asset, ref);
  return ref;
}
