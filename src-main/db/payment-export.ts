import type { ExportedPayment } from '../engine/lists.ts';
import { assetOf } from './columns.ts';
import type { Database } from './open.ts';
import { wholeSql, type Walk } from './paging.ts';
import { eachRow, prepareRead } from './query.ts';
import type { payments } from './schema-payments.ts';

/** Lines that are handed on together: some hundred kilobytes of a file. */
const LINES_PER_CHUNK = 500;

/**
 * The cells of a line in the order of `EXPORT_LINE`. Whole numbers of this statement arrive as
 * JavaScript numbers, which are exact for instants and flags; amounts are read as digits.
 */
type Cells = readonly [
  id: string, marketplaceId: string, externalId: string | null, jobId: string | null,
  rail: ExportedPayment['rail'], connectionId: string | null, status: ExportedPayment['status'],
  asset: string, amountMinor: string, heldMinor: string, releasedMinor: string,
  refundedMinor: string, inMotionMinor: string, payer: string, payerAccount: string | null,
  payee: string, payeeAccount: string | null, refundAddress: string | null,
  onExpiry: ExportedPayment['onExpiry'], escrowTimeoutMs: number, purchaseId: string | null,
  linkedPaymentId: string | null, needsAttention: number, next: string | null, createdAt: number,
  updatedAt: number, escrowedAt: number | null, expiresAt: number | null,
  releasedAt: number | null, refundedAt: number | null, abandonedAt: number | null,
];

/** What is selected for a line of the file; the next event as `due_at:kind`, in one look. */
export const EXPORT_LINE = [
  ...columns('id', 'marketplace_id', 'external_id', 'job_id', 'rail', 'connection_id', 'status',
    'asset'),
  ...columns('amount', 'held', 'released', 'refunded', 'in_motion')
    .map((column) => `cast(${column} as text)`),
  ...columns('payer', 'payer_account', 'payee', 'payee_account', 'refund_address', 'on_expiry',
    'escrow_timeout_ms', 'purchase_id'),
  'iif(payments.link_kind is null, null, payments.link_payment_id)',
  'exists (select 1 from waiting where waiting.payment_seq = payments.seq)',
  "(select work.due_at || ':' || work.kind from work indexed by work_of_payment "
    + "where work.payment_id = payments.id and work.dead_at is null and work.kind <> 'deliver' "
    + 'order by work.due_at limit 1)',
  ...columns('created_at', 'updated_at', 'escrowed_at', 'expires_at', 'released_at',
    'refunded_at', 'abandoned_at'),
].join(', ');

/**
 * Every payment of a walk (none for null), in its order: one statement, which shows one moment
 * however long reading takes. A line is not checked against its row's hash, like those of lists.
 */
export function* exportedPayments(
  database: Database,
  walk: Walk | null,
): Iterable<readonly ExportedPayment[]> {
  if (walk === null) return;
  const { sql, bound } = wholeSql(walk, EXPORT_LINE);
  const statement = prepareRead(database, sql).safeIntegers(false);
  let lines: ExportedPayment[] = [];
  for (const cells of eachRow<Cells>(statement, bound)) {
    lines.push(decoded(cells));
    if (lines.length < LINES_PER_CHUNK) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

function decoded([
  id, marketplaceId, externalId, jobId, rail, connectionId, status, asset, amountMinor, heldMinor,
  releasedMinor, refundedMinor, inMotionMinor, payer, payerAccount, payee, payeeAccount,
  refundAddress, onExpiry, escrowTimeoutMs, purchaseId, linkedPaymentId, needsAttention, next,
  createdAt, updatedAt, escrowedAt, expiresAt, releasedAt, refundedAt, abandonedAt,
]: Cells): ExportedPayment {
  const colon = next === null ? -1 : next.indexOf(':');
  return {
    id, marketplaceId, externalId, jobId, rail, connectionId, status, asset: assetOf(asset),
    amountMinor, heldMinor, releasedMinor, refundedMinor, inMotionMinor, payer, payerAccount,
    payee, payeeAccount, refundAddress, onExpiry, escrowTimeoutMs, purchaseId, linkedPaymentId,
    needsAttention: needsAttention === 1,
    nextEvent: next === null ? null : next.slice(colon + 1),
    nextEventAt: next === null ? null : Number(next.slice(0, colon)),
    createdAt, updatedAt, escrowedAt, expiresAt, releasedAt, refundedAt, abandonedAt,
  };
}

function columns(...names: readonly (keyof typeof payments.$inferSelect)[]): readonly string[] {
  return names.map((name) => `payments.${name}`);
}
