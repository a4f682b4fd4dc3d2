import { assetRef, formatAmount, type Money } from '../domain/money.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentRow } from '../lists.ts';
import { numberCell, textCell, timeCell, type Cell } from './csv-text.ts';

/** Column of the names of the cells that were changed, separated by spaces. */
export const ESCAPED_COLUMN = 'text_escaped';

type Column = { readonly name: string; readonly cell: (row: PaymentRow) => Cell };

/** The columns of the payments file, in order. Names are stable: other programs read them. */
export const paymentColumns: readonly Column[] = [
  text('payment_id', ({ id }) => id),
  text('marketplace_id', ({ marketplaceId }) => marketplaceId),
  text('external_id', ({ externalId }) => externalId),
  text('job_id', ({ jobId }) => jobId),
  text('rail', ({ rail }) => rail),
  text('connection_id', ({ connectionId }) => connectionId),
  text('status', ({ status }) => status),
  ...amount('amount', (payment) => payment.amount),
  ...amount('held', ({ held }) => held),
  ...amount('released', ({ released }) => released),
  ...amount('refunded', ({ refunded }) => refunded),
  ...amount('in_motion', ({ inMotion }) => inMotion),
  text('asset', (payment) => payment.amount.asset.code),
  number('scale', (payment) => `${payment.amount.asset.scale}`),
  text('asset_ref', (payment) => assetRef(payment.amount.asset)),
  text('payer', ({ payer }) => payer),
  text('payer_account', ({ payerAccount }) => payerAccount),
  text('payee', ({ payee }) => payee),
  text('payee_account', ({ payeeAccount }) => payeeAccount),
  text('refund_address', ({ refundAddress }) => refundAddress),
  text('on_expiry', ({ onExpiry }) => onExpiry),
  number('escrow_timeout_seconds', (payment) => `${Math.floor(payment.escrowTimeoutMs / 1_000)}`),
  text('purchase_id', ({ purchaseId }) => purchaseId),
  text('migrated_from', ({ link }) => link?.paymentId ?? null),
  { name: 'needs_attention', cell: ({ attention }) => textCell(attention ? 'yes' : 'no') },
  { name: 'next_event', cell: ({ next }) => textCell(next?.kind ?? '') },
  { name: 'next_event_at', cell: ({ next }) => timeCell(next?.at ?? null) },
  time('created_at', ({ createdAt }) => createdAt),
  time('updated_at', ({ updatedAt }) => updatedAt),
  time('escrowed_at', ({ escrowedAt }) => escrowedAt),
  time('expires_at', ({ expiresAt }) => expiresAt),
  time('released_at', ({ releasedAt }) => releasedAt),
  time('refunded_at', ({ refundedAt }) => refundedAt),
  time('abandoned_at', ({ abandonedAt }) => abandonedAt),
];

function text(name: string, of: (payment: Payment) => string | null): Column {
  return { name, cell: ({ payment }) => textCell(of(payment) ?? '') };
}

function number(name: string, of: (payment: Payment) => string): Column {
  return { name, cell: ({ payment }) => numberCell(of(payment)) };
}

function time(name: string, of: (payment: Payment) => number | null): Column {
  return { name, cell: ({ payment }) => timeCell(of(payment)) };
}

/** An amount twice: a decimal for people, whole minor units for programs. */
function amount(name: string, of: (payment: Payment) => Money): readonly Column[] {
  return [
    number(name, (payment) => formatAmount(of(payment))),
    number(`${name}_minor`, (payment) => of(payment).minor.toString()),
  ];
}
