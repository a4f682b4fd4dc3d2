import type { InboxMessage } from '../engine/domain/records.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader } from './query.ts';
import { inbox } from './schema-history.ts';

export const inboxCodec = createCodec(inbox, {
  write: (message: InboxMessage) => ({
    id: message.id,
    marketplace_id: message.marketplaceId,
    message_id: message.messageId,
    sent_at: message.sentAt,
    received_at: message.receivedAt,
    headers: JSON.stringify(message.headers),
    body: message.body,
    body_encoding: message.bodyEncoding,
    body_hash: message.bodyHash,
    state: message.state,
    code: message.code,
    detail: message.detail,
    job_id: message.jobId,
    processed_at: message.processedAt,
    version: message.version,
  }),
  read: (row): InboxMessage => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    messageId: row.message_id,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    headers: row.headers,
    body: row.body,
    bodyEncoding: row.body_encoding,
    bodyHash: row.body_hash,
    state: row.state,
    code: row.code,
    detail: row.detail,
    jobId: row.job_id,
    processedAt: row.processed_at,
    version: row.version,
  }),
});

export function createInboxReads(database: Database): { readonly byId: RowReader<InboxMessage> } {
  return { byId: reader(database, inboxCodec).one('where id = ?') };
}
