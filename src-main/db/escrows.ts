import type { Escrow } from '../engine/domain/payment.ts';
import { assetCell } from './columns.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader } from './query.ts';
import type { RowMemory } from './row-memory.ts';
import { escrows } from './schema-payments.ts';

export const escrowCodec = createCodec(escrows, {
  write: (escrow: Escrow) => ({
    id: escrow.id,
    payment_id: escrow.paymentId,
    connection_id: escrow.connectionId,
    reference: escrow.reference,
    asset: assetCell(escrow.amount.asset),
    amount: escrow.amount.minor,
    state: escrow.state,
    expires_at: escrow.expiresAt,
    warned_at: escrow.warnedAt,
    expired_at: escrow.expiredAt,
    decision_needed: escrow.decisionNeeded,
    created_at: escrow.createdAt,
    ended_at: escrow.endedAt,
    version: escrow.version,
  }),
  read: (row): Escrow => ({
    id: row.id,
    paymentId: row.payment_id,
    connectionId: row.connection_id,
    reference: row.reference,
    amount: { minor: row.amount, asset: row.asset },
    state: row.state,
    expiresAt: row.expires_at,
    warnedAt: row.warned_at,
    expiredAt: row.expired_at,
    decisionNeeded: row.decision_needed,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    version: row.version,
  }),
});

/** The newest escrow of a payment: a hold that is repeated after a proven rejection makes one. */
export function createEscrowReads(
  database: Database,
  memory: RowMemory<Escrow>,
): { readonly ofPayment: RowReader<Escrow> } {
  const { one } = reader(database, escrowCodec, memory);
  return { ofPayment: one('where payment_id = ? order by created_at desc limit 1') };
}
