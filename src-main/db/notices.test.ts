import { describe, expect, test } from 'vitest';
import { everythingKey, inboxAudiences, type Notice } from '../engine/domain/notice.ts';
import type { Lists } from '../engine/lists.ts';
import type { Write } from '../engine/ports.ts';
import { createInProcessLists } from './lists.ts';
import { openInMemory } from './migrate.ts';
import { FORGET_MARKS, FORGET_NOTICES, NOTICE_KEPT_MS, unreadSql } from './notices.ts';
import { attentionItem, change, ground, newPayment, operator } from './sample-rows.ts';
import { createStore, type OpenStore } from './store.ts';

const notice = (index: number): Write => {
  const row: Notice = {
    id: `ntc_${index}`, kind: 'provider-down', subject: 'connection', subjectId: 'con_1',
    text: 'down', at: 100 + index,
  };
  return { write: 'notice', row };
};

const at = (write: Write, moment: number): Write =>
  write.write === 'notice' ? { ...write, row: { ...write.row, at: moment } } : write;

const read = (itemKey: string, readAt: number, operatorId = 'opr_1'): Write =>
  ({ write: 'inbox-read', row: { operatorId, itemKey, readAt } });

async function open(): Promise<{ readonly store: OpenStore; readonly lists: Lists }> {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(change([
    { write: 'insert', noun: 'operators', row: operator({ id: 'opr_1', name: 'one' }) },
    { write: 'insert', noun: 'operators', row: operator({ id: 'opr_2', name: 'two' }) },
  ]));
  return { store, lists: createInProcessLists(database, () => ({ rows: 0, sha256: '' })) };
}

async function shown(lists: Lists, operatorId: string): Promise<readonly (string | boolean)[][]> {
  const page = await lists.inbox({
    audience: 'for-information', operatorId, cursor: null, limit: 10,
  });
  return page.items.map(({ key, read: isRead }) => [key, isRead]);
}

describe('the inbox', () => {
  test('is read by each operator for themselves', async () => {
    const { store, lists } = await open();
    await store.commit(change([notice(1), notice(2)]));
    await store.commit({ writes: [read('ntc_1', 500)], audit: null });
    expect(await shown(lists, 'opr_1')).toEqual([['ntc_2', false], ['ntc_1', true]]);
    expect(await shown(lists, 'opr_2')).toEqual([['ntc_2', false], ['ntc_1', false]]);
    expect(await lists.inboxUnread('opr_1')).toEqual({ needsMe: 0, forInformation: 1 });
    expect(await lists.inboxUnread('opr_2')).toEqual({ needsMe: 0, forInformation: 2 });
  });

  test('is read as a whole until a moment, and one entry is unread again', async () => {
    const { store, lists } = await open();
    await store.commit(change([notice(1), notice(2), notice(3)]));
    await store.commit({
      writes: [read(everythingKey('for-information'), 102), read('ntc_1', 0)], audit: null,
    });
    expect(await shown(lists, 'opr_1'))
      .toEqual([['ntc_3', false], ['ntc_2', true], ['ntc_1', false]]);
    expect((await lists.inboxUnread('opr_1')).forInformation).toBe(2);
  });

  test('shows what needs a person until it is closed, and anew when it comes again', async () => {
    const { store, lists } = await open();
    await store.commit(newPayment({ id: 'pay_1', jobId: null }));
    const item = attentionItem({ subjectId: 'pay_1', stage: 'now', openedAt: 10 });
    const needsMe = () => lists.inbox({
      audience: 'needs-me', operatorId: 'opr_1', cursor: null, limit: 10,
    });
    await store.commit(change([{ write: 'attention-opened', row: item }]));
    const [entry] = (await needsMe()).items;
    expect(entry).toMatchObject({ kind: item.reason, subjectId: 'pay_1', read: false });
    await store.commit({ writes: [read(entry?.key ?? '', 20)], audit: null });
    expect((await lists.inboxUnread('opr_1')).needsMe).toBe(0);
    await store.commit(change([{ write: 'attention-closed', id: item.id, at: 30 }]));
    expect((await needsMe()).items).toEqual([]);
    await store.commit(change([{
      write: 'attention-opened', row: { ...item, openedAt: 40 },
    }]));
    expect((await lists.inboxUnread('opr_1')).needsMe).toBe(1);
  });

  test('does not count what still waits', async () => {
    const { store, lists } = await open();
    await store.commit(newPayment({ id: 'pay_1', jobId: null }));
    await store.commit(change([{
      write: 'attention-opened', row: attentionItem({ subjectId: 'pay_1', stage: 'waiting' }),
    }]));
    expect((await lists.inboxUnread('opr_1')).needsMe).toBe(0);
  });

  test('forgets old entries, a few at a time, with what was read of them', async () => {
    const { store, lists } = await open();
    const late = 100 + NOTICE_KEPT_MS;
    await store.commit(change([1, 2, 3, 4, 5, 6].map(notice)));
    await store.commit({
      writes: [read('ntc_1', 500), read('ntc_6', 500), read('ntc_6', 500, 'opr_2')], audit: null,
    });
    const keys = async () => (await shown(lists, 'opr_1')).map(([key]) => key);
    // What is exactly as old as the time that it is kept still stands.
    await store.commit(change([at(notice(7), late + 1)]));
    expect(await keys()).toEqual(['ntc_7', 'ntc_6', 'ntc_5', 'ntc_4', 'ntc_3', 'ntc_2', 'ntc_1']);
    await store.commit(change([at(notice(8), late + 6)]));
    expect(await shown(lists, 'opr_1'))
      .toEqual([['ntc_8', false], ['ntc_7', false], ['ntc_6', true], ['ntc_5', false]]);
    expect((await lists.inboxUnread('opr_1')).forInformation).toBe(3);
    await store.commit(change([at(notice(9), late + 7)]));
    expect(await keys()).toEqual(['ntc_9', 'ntc_8', 'ntc_7']);
    expect((await lists.inboxUnread('opr_2')).forInformation).toBe(3);
    // The mark went with its notice: the same key would be unread.
    await store.commit(change([at(notice(6), late + 8)]));
    expect((await shown(lists, 'opr_1'))[0]).toEqual(['ntc_6', false]);
  });

  test('forgets by an index, without looking at what stays', () => {
    const database = openInMemory();
    for (const sql of [FORGET_MARKS, FORGET_NOTICES]) {
      const plan = database.prepare(`explain query plan ${sql}`).all([1])
        .map((row) => String(Reflect.get(Object(row), 'detail')));
      expect(plan.filter((line) => /^SCAN (notices|inbox_reads)/.test(line))).toEqual([]);
      expect(plan.join('\n')).toMatch(/USING (COVERING )?INDEX notices_by_time \(at</);
    }
  });

  test('counts the unread from the newest entries, without sorting', () => {
    const database = openInMemory();
    for (const audience of inboxAudiences) {
      const plan = database
        .prepare(`explain query plan ${unreadSql(audience).replaceAll('?', '+?')}`)
        .all([5, 'opr_1', 0]).map((row) => String(Reflect.get(Object(row), 'detail'))).join('\n');
      expect(plan).not.toMatch(/TEMP B-TREE/);
      expect(plan).toMatch(/USING (COVERING )?INDEX/);
    }
  });
});
