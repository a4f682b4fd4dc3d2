import type { Operation } from '../engine/domain/operation.ts';
import { assetCell } from './columns.ts';
import { createCodec, type StoredRow } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader, type RowsReader } from './query.ts';
import type { RowMemory } from './row-memory.ts';
import { operations } from './schema-payments.ts';

export const operationCodec = createCodec(operations, {
  write: (operation: Operation) => ({
    id: operation.id,
    payment_id: operation.paymentId,
    kind: operation.kind,
    ordinal: operation.ordinal,
    key: operation.key,
    state: operation.state,
    asset: assetCell(operation.amount.asset),
    amount: operation.amount.minor,
    account: operation.account,
    reason: operation.reason,
    connection_id: operation.connectionId,
    reference: operation.reference,
    evidence_kind: operation.evidence?.kind ?? null,
    evidence_reference: operation.evidence?.reference ?? null,
    evidence_word: operation.evidence?.word ?? null,
    evidence_raw: operation.evidence?.raw ?? null,
    failure_code: operation.failureCode,
    failure_text: operation.failureText,
    tries: operation.tries,
    dead_at: operation.deadAt,
    missing_readings: operation.missingReadings,
    missing_since: operation.missingSince,
    retry_of: operation.retryOf,
    batch_id: operation.batchId,
    requested_by: operation.requestedBy,
    created_at: operation.createdAt,
    due_at: operation.dueAt,
    dispatched_at: operation.dispatchedAt,
    deadline_at: operation.deadlineAt,
    ended_at: operation.endedAt,
    version: operation.version,
    delivered: operation.delivered?.minor ?? null,
    debited_asset: operation.debited === null ? null : assetCell(operation.debited.asset),
    debited: operation.debited?.minor ?? null,
    memory: operation.memory,
    stuck_at: operation.stuckAt,
    network_fee_asset: operation.networkFee === null ? null
      : assetCell(operation.networkFee.asset),
    network_fee: operation.networkFee?.minor ?? null,
  }),
  read: (row): Operation => ({
    id: row.id,
    paymentId: row.payment_id,
    kind: row.kind,
    ordinal: row.ordinal,
    key: row.key,
    state: row.state,
    amount: { minor: row.amount, asset: row.asset },
    account: row.account,
    reason: row.reason,
    connectionId: row.connection_id,
    reference: row.reference,
    evidence: evidenceOf(row),
    failureCode: row.failure_code,
    failureText: row.failure_text,
    tries: row.tries,
    deadAt: row.dead_at,
    missingReadings: row.missing_readings,
    missingSince: row.missing_since,
    retryOf: row.retry_of,
    batchId: row.batch_id,
    requestedBy: row.requested_by,
    createdAt: row.created_at,
    dueAt: row.due_at,
    dispatchedAt: row.dispatched_at,
    deadlineAt: row.deadline_at,
    endedAt: row.ended_at,
    version: row.version,
    // What was delivered counts in the payee's asset, as the amount does.
    delivered: row.delivered === null ? null : { minor: row.delivered, asset: row.asset },
    debited: row.debited === null || row.debited_asset === null
      ? null : { minor: row.debited, asset: row.debited_asset },
    memory: row.memory,
    stuckAt: row.stuck_at,
    networkFee: row.network_fee === null || row.network_fee_asset === null
      ? null : { minor: row.network_fee, asset: row.network_fee_asset },
  }),
}, {
  later: [
    'delivered', 'debited_asset', 'debited', 'memory', 'stuck_at', 'network_fee_asset',
    'network_fee',
  ],
});

function evidenceOf(row: StoredRow<typeof operations>): Operation['evidence'] {
  const { evidence_kind: kind, evidence_reference: reference } = row;
  if (kind === null || reference === null) return null;
  return { kind, reference, word: row.evidence_word ?? '', raw: row.evidence_raw ?? '' };
}

/** The point reads of operations; each row is checked against its hash. */
export function createOperationReads(database: Database, memory: RowMemory<Operation>): {
  readonly byId: RowReader<Operation>;
  readonly byKey: RowReader<Operation>;
  readonly ofPayment: RowsReader<Operation>;
  readonly dispatching: RowsReader<Operation>;
} {
  const { one, many } = reader(database, operationCodec, memory);
  return {
    byId: one('where id = ?'),
    byKey: one('where key = ?'),
    ofPayment: many('where payment_id = ? order by ordinal'),
    dispatching: many("where state = 'dispatching' order by due_at limit ?"),
  };
}
