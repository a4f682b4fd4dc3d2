import type { Attempt } from '../engine/domain/records.ts';
import { createCodec } from './codec.ts';
import { BrokenRuleError } from './errors.ts';
import type { Database } from './open.ts';
import { reader, type RowsReader } from './query.ts';
import { attempts } from './schema-history.ts';
import { createInsert } from './table.ts';

const attemptCodec = createCodec(attempts, {
  write: (attempt: Attempt) => ({
    id: attempt.id,
    operation_id: attempt.operationId,
    payment_id: attempt.paymentId,
    connection_id: attempt.connectionId,
    number: attempt.number,
    purpose: attempt.purpose,
    key: attempt.key,
    request_digest: attempt.requestDigest,
    deadline_at: attempt.deadlineAt,
    started_at: attempt.startedAt,
    ended_at: attempt.endedAt,
    outcome: attempt.outcome,
    request: attempt.request,
    response: attempt.response,
  }),
  read: (row): Attempt => ({
    id: row.id,
    operationId: row.operation_id,
    paymentId: row.payment_id,
    connectionId: row.connection_id,
    number: row.number,
    purpose: row.purpose,
    key: row.key,
    requestDigest: row.request_digest,
    deadlineAt: row.deadline_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    request: row.request,
    response: row.response,
  }),
});

export type AttemptEnd = {
  readonly id: string; readonly endedAt: number; readonly outcome: string;
  readonly request: string; readonly response: string;
};

export function createAttemptWrites(database: Database): {
  readonly insert: (attempt: Attempt) => void;
  readonly end: (end: AttemptEnd) => void;
} {
  const end = database.prepare(
    'update attempts set ended_at = ?, outcome = ?, request = ?, response = ? where id = ?',
  );
  return {
    insert: createInsert(database, attemptCodec),
    end: ({ id, endedAt, outcome, request, response }) => {
      if (end.run(endedAt, outcome, request, response, id).changes === 1) return;
      throw new BrokenRuleError(`There is no attempt ${id} to end.`);
    },
  };
}

export function createAttemptReads(
  database: Database,
): { readonly ofOperation: RowsReader<Attempt> } {
  const { many } = reader(database, attemptCodec);
  return {
    ofOperation: many('indexed by attempts_by_operation where operation_id = ? '
      + 'order by started_at, attempts.rowid'),
  };
}
