import { attentionReasons, type AttentionItem } from '../engine/domain/attention.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { prepareRead, reader, rowOf, type RowReader, type RowsReader } from './query.ts';
import { attention } from './schema-history.ts';
import { createInsert } from './table.ts';

/** What has no deadline comes after everything that has one: the last instant of a Date. */
export const NO_DEADLINE = 8_640_000_000_000_000;

export const attentionCodec = createCodec(attention, {
  write: (item: AttentionItem) => ({
    id: item.id,
    subject: item.subject,
    subject_id: item.subjectId,
    reason: item.reason,
    attention_group: attentionReasons[item.reason],
    stage: item.stage,
    text: item.text,
    deadline_at: item.deadlineAt,
    due_at: item.deadlineAt ?? NO_DEADLINE,
    opened_at: item.openedAt,
    closed_at: item.closedAt,
    claimed_by: item.claimedBy,
  }),
  read: (row): AttentionItem => ({
    id: row.id,
    subject: row.subject,
    subjectId: row.subject_id,
    reason: row.reason,
    stage: row.stage,
    text: row.text,
    deadlineAt: row.deadline_at,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    claimedBy: row.claimed_by,
  }),
});

export type AttentionWrites = {
  readonly open: (item: AttentionItem) => void;
  readonly close: (id: string, at: number) => void;
  readonly claim: (id: string, by: string | null) => void;
};

/**
 * One open item per subject and reason: opening again an item that is open renews its text and
 * deadline and keeps its age and who claimed it; one that was closed starts over. `waiting` lists
 * the payments that have open items.
 */
export function createAttentionWrites(database: Database): AttentionWrites {
  const put = createInsert(database, attentionCodec, { conflict: 'on conflict (id) do update set '
    + 'text = excluded.text, stage = excluded.stage, '
    + 'deadline_at = excluded.deadline_at, due_at = excluded.due_at, '
    + 'opened_at = case when closed_at is null then opened_at else excluded.opened_at end, '
    + 'claimed_by = case when closed_at is null then claimed_by else excluded.claimed_by end, '
    + 'closed_at = null' });
  const open = prepareRead(
    database,
    'select subject, subject_id from attention where id = ? and closed_at is null',
  );
  const close = database.prepare('update attention set closed_at = ? where id = ?');
  const claim = database.prepare('update attention set claimed_by = ? where id = ?');
  const more = database.prepare('insert into waiting (payment_seq, created_at, items) '
    + 'select seq, created_at, 1 from payments where id = ? '
    + 'on conflict (payment_seq) do update set items = items + 1');
  const last = database.prepare('delete from waiting '
    + 'where payment_seq = (select seq from payments where id = ?) and items = 1');
  const fewer = database.prepare('update waiting set items = items - 1 '
    + 'where payment_seq = (select seq from payments where id = ?)');
  return {
    open: (item) => {
      const wasOpen = rowOf(open, [item.id]) !== null;
      put(item);
      if (!wasOpen && item.subject === 'payment') more.run(item.subjectId);
    },
    close: (id, at) => {
      const was = rowOf(open, [id]);
      if (was === null) return;
      close.run(at, id);
      const [subject, subjectId] = was;
      if (subject === 'payment' && last.run(subjectId).changes === 0) fewer.run(subjectId);
    },
    claim: (id, by) => { claim.run(by, id); },
  };
}

export function createAttentionReads(database: Database): {
  readonly byId: RowReader<AttentionItem>;
  readonly openOf: RowsReader<AttentionItem>;
} {
  const { one, many } = reader(database, attentionCodec);
  return {
    byId: one('where id = ?'),
    openOf: many('indexed by attention_of_subject where subject_id = ? and closed_at is null '
      + 'order by opened_at, id limit 100'),
  };
}
