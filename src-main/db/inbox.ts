import { inboxStates, type InboxMessage, type InboxState } from '../engine/domain/records.ts';
import type { MessageLine, Page, PageQuery } from '../engine/lists.ts';
import { createCodec, type Cell } from './codec.ts';
import type { Database } from './open.ts';
import type { Pager, Walk } from './paging.ts';
import { numberCell, reader, textCell, type RowReader } from './query.ts';
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
    kind: message.kind,
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
    kind: row.kind ?? 'job',
  }),
});

export function createInboxReads(database: Database): {
  readonly byId: RowReader<InboxMessage>;
  readonly byMessage: RowReader<InboxMessage>;
} {
  const { one } = reader(database, inboxCodec);
  return {
    byId: one('where id = ?'),
    byMessage: one('where marketplace_id = ? and message_id = ?'),
  };
}

/** What a list shows of a message: a body may be a quarter of a megabyte, and is read by itself. */
export const MESSAGE_LINE = 'id, marketplace_id, message_id, received_at, processed_at, state, '
  + 'code, detail, job_id';

/** Incoming messages, the newest first; of one state, by the index of states. */
export function messageWalk(state: InboxState | null): Walk {
  return {
    arms: [state === null
      ? { from: 'inbox indexed by inbox_by_received', where: [], bound: [] }
      : { from: 'inbox indexed by inbox_by_state', where: ['state = ?'], bound: [state] }],
    order: ['received_at', 'id'], newestFirst: true,
  };
}

export function messagePage(
  pager: Pager, { state, ...query }: PageQuery & { readonly state: InboxState | null },
): Page<MessageLine> {
  return pager({ query, walk: messageWalk(state), select: MESSAGE_LINE, read: messageLine });
}

function messageLine(
  [id, marketplaceId, messageId, receivedAt, processedAt, state, code, detail, jobId]:
  readonly Cell[],
): MessageLine {
  const known = inboxStates.find((one) => one === state);
  if (known === undefined) throw new TypeError('The store expected a state of a message.');
  return {
    id: textCell(id), marketplaceId: textCell(marketplaceId), messageId: textCell(messageId),
    receivedAt: numberCell(receivedAt),
    processedAt: processedAt === null ? null : numberCell(processedAt),
    state: known, code: code === null ? null : textCell(code), detail: textCell(detail),
    jobId: jobId === null ? null : textCell(jobId),
  };
}
