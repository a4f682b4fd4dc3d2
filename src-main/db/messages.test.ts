import { describe, expect, test } from 'vitest';
import { inboxStates } from '../engine/domain/records.ts';
import { messagePage, messageWalk, MESSAGE_LINE } from './inbox.ts';
import { openInMemory } from './migrate.ts';
import { createPager, pageSql } from './paging.ts';
import { change, ground, inboxMessage, START_MS } from './sample-rows.ts';
import { createStore } from './store.ts';

async function createMessages() {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(change(Array.from({ length: 9 }, (_row, index) => ({
    write: 'insert', noun: 'inbox', row: inboxMessage({
      id: `ibx_${index}`, messageId: `msg_${index}`, receivedAt: START_MS + Math.floor(index / 2),
      ...index % 3 === 0
        ? { state: 'refused', code: 'not_found', processedAt: START_MS + 9, jobId: null }
        : { state: 'processed', code: null, processedAt: START_MS + 9, jobId: 'job_1' },
    }),
  }))));
  const pager = createPager(database);
  const all = (state: 'refused' | 'waiting' | null): readonly string[] => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ReturnType<typeof messagePage> = messagePage(pager, { state, cursor, limit: 2 });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    return ids;
  };
  return { database, pager, all };
}

describe('the list of incoming messages', () => {
  test('shows each once, the newest first', async () => {
    const { all } = await createMessages();
    expect(all(null)).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((index) => `ibx_${index}`));
    expect(all('refused')).toEqual(['ibx_6', 'ibx_3', 'ibx_0']);
    expect(all('waiting')).toEqual([]);
  });

  test('tells what became of each, without the body', async () => {
    const { pager } = await createMessages();
    const [, , third] = messagePage(pager, { state: null, cursor: null, limit: 3 }).items;
    expect(third).toEqual({
      id: 'ibx_6', marketplaceId: 'mkt_1', messageId: 'msg_6', receivedAt: START_MS + 3,
      processedAt: START_MS + 9, state: 'refused', code: 'not_found',
      detail: inboxMessage().detail, jobId: null,
    });
  });

  test.each([null, ...inboxStates])('reads an index in order, of state %s', async (state) => {
    const { database } = await createMessages();
    const last = Buffer.from(JSON.stringify([{ n: '99' }, 'ibx_5'])).toString('base64url');
    for (const [cursor, way] of [[null, /^(SEARCH|SCAN)/], [last, /^SEARCH/]] as const) {
      const { sql, bound } = pageSql({ cursor, limit: 50 }, messageWalk(state), MESSAGE_LINE);
      const plan = database.prepare(`explain query plan ${sql.replaceAll('?', '+?')}`)
        .all([...bound]).map((row) => String(Reflect.get(Object(row), 'detail'))).join('\n');
      expect(plan).toContain(state === null ? 'inbox_by_received' : 'inbox_by_state (state=?');
      expect(plan).not.toMatch(/TEMP B-TREE/);
      expect(plan).toMatch(way);
    }
  });
});
