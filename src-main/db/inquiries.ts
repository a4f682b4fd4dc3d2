import type { Inquiries } from '../engine/domain/records.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader } from './query.ts';
import { inquiries } from './schema-history.ts';
import { createInsert } from './table.ts';

const inquiriesCodec = createCodec(inquiries, {
  write: (row: Inquiries) => ({
    operation_id: row.operationId, asked: row.asked, last_asked_at: row.lastAskedAt,
    last_answer: row.lastAnswer,
  }),
  read: (row): Inquiries => ({
    operationId: row.operation_id, asked: row.asked, lastAskedAt: row.last_asked_at,
    lastAnswer: row.last_answer,
  }),
});

/** Adds one question to those of its operation. */
export function createInquiryWrite(
  database: Database,
): (asked: Omit<Inquiries, 'asked'>) => void {
  const add = createInsert(database, inquiriesCodec, {
    conflict: 'on conflict (operation_id) do update set asked = inquiries.asked + 1, '
      + 'last_asked_at = excluded.last_asked_at, last_answer = excluded.last_answer',
  });
  return (row) => { add({ ...row, asked: 1 }); };
}

export function createInquiryReads(
  database: Database,
): { readonly ofOperation: RowReader<Inquiries> } {
  const { one } = reader(database, inquiriesCodec);
  return { ofOperation: one('where operation_id = ?') };
}
