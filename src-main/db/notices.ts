import {
  everythingKey, inboxKey, type InboxAudience, type InboxRead, type Notice,
} from '../engine/domain/notice.ts';
import type { InboxEntry, InboxQuery, InboxUnread, Page } from '../engine/lists.ts';
import { attentionCodec } from './attention.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { tablePage, type Pager } from './paging.ts';
import { numberCell, prepareRead, rowOf } from './query.ts';
import { inboxReads, notices } from './schema-history.ts';
import { createInsert } from './table.ts';

export const noticeCodec = createCodec(notices, {
  write: ({ id, kind, subject, subjectId, text, at }: Notice) =>
    ({ id, kind, subject, subject_id: subjectId, text, at }),
  read: (row): Notice => ({
    id: row.id, kind: row.kind, subject: row.subject, subjectId: row.subject_id, text: row.text,
    at: row.at,
  }),
});

const readCodec = createCodec(inboxReads, {
  write: ({ operatorId, itemKey, readAt }: InboxRead) =>
    ({ operator_id: operatorId, item_key: itemKey, read_at: readAt }),
  read: (row): InboxRead =>
    ({ operatorId: row.operator_id, itemKey: row.item_key, readAt: row.read_at }),
});

/** For so long a notice is kept; then it is told to nobody any more. */
export const NOTICE_KEPT_MS = 90 * 86_400_000;
/** How many a new notice takes along: more than one, so that what has piled up grows less. */
const PRUNED_AT_ONCE = 4;

const OLDEST = 'select id from notices indexed by notices_by_time where at < ? '
  + `order by at, id limit ${PRUNED_AT_ONCE}`;

/** How many entries the unread are counted among, the newest first. */
export const UNREAD_AMONG = 500;

export function createNoticeWrites(database: Database): {
  readonly put: (notice: Notice) => void;
  readonly read: (row: InboxRead) => void;
} {
  const put = createInsert(database, noticeCodec);
  const read = createInsert(database, readCodec, {
    conflict: 'on conflict (operator_id, item_key) do update set read_at = excluded.read_at',
  });
  const forgetMarks = database.prepare(FORGET_MARKS);
  const forgetNotices = database.prepare(FORGET_NOTICES);
  return {
    put: (notice) => {
      put(notice);
      // Old ones leave as new ones come: no timer, no scan, and what was read of them goes too.
      forgetMarks.run(notice.at - NOTICE_KEPT_MS);
      forgetNotices.run(notice.at - NOTICE_KEPT_MS);
    },
    read: (row) => { read(row); },
  };
}

/** The statements that forget; the plan test explains the same texts. */
export const FORGET_MARKS = 'delete from inbox_reads '
  + `where operator_id in (select id from operators) and item_key in (${OLDEST})`;
export const FORGET_NOTICES = `delete from notices where id in (${OLDEST})`;

const KEYED = {
  'needs-me': 'select id || \'@\' || opened_at as item_key, opened_at as at '
    + 'from attention indexed by attention_open where closed_at is null and stage = \'now\' '
    + 'order by opened_at desc, id desc limit ?',
  'for-information': 'select id as item_key, at from notices indexed by notices_by_time '
    + 'order by at desc, id desc limit ?',
} as const satisfies Record<InboxAudience, string>;

/** The statement that counts the unread of an audience; the plan test explains the same text. */
export function unreadSql(audience: InboxAudience): string {
  return `select count(*) from (${KEYED[audience]}) as entry `
    + 'left join inbox_reads on inbox_reads.operator_id = ? '
    + 'and inbox_reads.item_key = entry.item_key '
    + 'where coalesce(inbox_reads.read_at, case when entry.at <= ? then 1 else 0 end) = 0';
}

/** The inbox of one operator: what is open for people, or what happened by itself, newest first. */
export function createInboxList(database: Database, pager: Pager): {
  readonly page: (query: InboxQuery) => Page<InboxEntry>;
  readonly unread: (operatorId: string) => InboxUnread;
} {
  const readAt = prepareRead(database,
    'select read_at from inbox_reads where operator_id = ? and item_key = ?');
  const count = {
    'needs-me': prepareRead(database, unreadSql('needs-me')),
    'for-information': prepareRead(database, unreadSql('for-information')),
  };
  const markOf = (operatorId: string, key: string): number | null => {
    const row = rowOf(readAt, [operatorId, key]);
    return row === null ? null : numberCell(row[0]);
  };
  const untilOf = (operatorId: string, audience: InboxAudience): number =>
    markOf(operatorId, everythingKey(audience)) ?? -1;
  const unreadOf = (operatorId: string, audience: InboxAudience): number => {
    const row = rowOf(count[audience], [
      UNREAD_AMONG, operatorId, untilOf(operatorId, audience),
    ]);
    return row === null ? 0 : numberCell(row[0]);
  };
  return {
    page: ({ operatorId, audience, ...query }) => {
      const until = untilOf(operatorId, audience);
      const page = audience === 'needs-me'
        ? openItems(pager, query) : noticePage(pager, query);
      return {
        items: page.items.map((entry) => ({
          ...entry, read: (markOf(operatorId, entry.key) ?? (entry.at <= until ? 1 : 0)) !== 0,
        })),
        next: page.next,
      };
    },
    unread: (operatorId) => ({
      needsMe: unreadOf(operatorId, 'needs-me'),
      forInformation: unreadOf(operatorId, 'for-information'),
    }),
  };
}

type Unmarked = Omit<InboxEntry, 'read'>;
type Place = { readonly cursor: string | null; readonly limit: number };

function openItems(pager: Pager, query: Place): Page<Unmarked> {
  const { items, next } = tablePage(pager, attentionCodec, query, {
    index: 'attention_open', where: ['closed_at is null', 'stage = ?'], bound: ['now'],
    order: ['opened_at', 'id'], newestFirst: true,
  });
  return {
    items: items.map((item) => ({
      key: inboxKey(item), kind: item.reason, subject: item.subject, subjectId: item.subjectId,
      text: item.text, at: item.openedAt,
    })),
    next,
  };
}

function noticePage(pager: Pager, query: Place): Page<Unmarked> {
  const { items, next } = tablePage(pager, noticeCodec, query, {
    index: 'notices_by_time', where: [], bound: [], order: ['at', 'id'], newestFirst: true,
  });
  return {
    items: items.map(({ id, kind, subject, subjectId, text, at }) =>
      ({ key: id, kind, subject, subjectId, text, at })),
    next,
  };
}
