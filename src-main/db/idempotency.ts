import type { IdempotencyRecord } from '../engine/domain/records.ts';
import { createCodec } from './codec.ts';
import { BrokenRuleError } from './errors.ts';
import type { Database } from './open.ts';
import { reader, type RowReader } from './query.ts';
import { idempotency } from './schema-history.ts';
import { createInsert } from './table.ts';

const idempotencyCodec = createCodec(idempotency, {
  write: (record: IdempotencyRecord) => ({
    api_key_id: record.apiKeyId,
    route: record.route,
    key: record.key,
    fingerprint: record.fingerprint,
    subject_id: record.subjectId,
    status: record.status,
    body: record.body,
    created_at: record.createdAt,
  }),
  read: (row): IdempotencyRecord => ({
    apiKeyId: row.api_key_id,
    route: row.route,
    key: row.key,
    fingerprint: row.fingerprint,
    subjectId: row.subject_id,
    status: row.status,
    body: row.body,
    createdAt: row.created_at,
  }),
});

/** The answer that a repeated request gets again. */
export type IdempotencyAnswer = {
  readonly apiKeyId: string; readonly route: string; readonly key: string;
  readonly status: number; readonly body: string;
};

export function createIdempotencyWrites(database: Database): {
  readonly insert: (record: IdempotencyRecord) => void;
  readonly answer: (answer: IdempotencyAnswer) => void;
} {
  const answer = database.prepare(
    'update idempotency set status = ?, body = ? where api_key_id = ? and route = ? and key = ?',
  );
  return {
    insert: createInsert(database, idempotencyCodec),
    answer: ({ apiKeyId, route, key, status, body }) => {
      if (answer.run(status, body, apiKeyId, route, key).changes === 1) return;
      throw new BrokenRuleError(`There is no request ${key} on ${route} to answer.`);
    },
  };
}

export function createIdempotencyReads(
  database: Database,
): { readonly byKey: RowReader<IdempotencyRecord> } {
  const { one } = reader(database, idempotencyCodec);
  return { byKey: one('where api_key_id = ? and route = ? and key = ?') };
}
