import { describe, expect, test } from 'vitest';
import { attentionQueues, type AttentionItem } from '../engine/domain/attention.ts';
import type { AttentionQuery, Lists } from '../engine/lists.ts';
import { attentionWalk } from './attention-list.ts';
import { attentionCodec } from './attention.ts';
import { createInProcessLists } from './lists.ts';
import { openInMemory } from './migrate.ts';
import type { Database } from './open.ts';
import { pageSql } from './paging.ts';
import { attentionItem, change, ground, newPayment } from './sample-rows.ts';
import { createStore } from './store.ts';

const all: AttentionQuery = {
  queue: 'now', group: null, reason: null, operator: 'ana', order: 'deadline',
};

async function stand(
  items: readonly Partial<AttentionItem>[],
): Promise<{ readonly lists: Lists; readonly database: Database }> {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  for (const [index, item] of items.entries()) {
    const id = `pay_${index}`;
    await store.commit(newPayment({ id, jobId: null }));
    await store.commit(change([{
      write: 'attention-opened',
      row: attentionItem({ id: `item_${index}`, subjectId: id, claimedBy: null, ...item }),
    }]));
  }
  const lists = createInProcessLists(database, () => ({ rows: 0, sha256: '' }));
  return { lists, database };
}

/** The numbers of the items in the order of the list, read one page at a time. */
async function order(lists: Lists, query: AttentionQuery): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Lists['attention']>> =
      await lists.attention({ ...query, cursor, limit: 1 });
    found.push(...page.items.map(({ id }) => id.slice('item_'.length)));
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

describe('attention', () => {
  test('comes by deadline, then by age, and what has no deadline last', async () => {
    const { lists } = await stand([
      { deadlineAt: null, openedAt: 1 }, { deadlineAt: 900, openedAt: 5 },
      { deadlineAt: 300, openedAt: 9 }, { deadlineAt: 300, openedAt: 2 },
      { deadlineAt: null, openedAt: 0 },
    ]);
    expect(await order(lists, all)).toEqual(['3', '2', '1', '4', '0']);
    expect(await order(lists, { ...all, order: 'age' })).toEqual(['4', '0', '3', '1', '2']);
  });

  test('keeps what waits and what another operator holds apart from what needs me', async () => {
    const { lists } = await stand([
      { stage: 'waiting', reason: 'outcome-unclear' }, { claimedBy: 'ben' }, { claimedBy: 'ana' },
      { stage: 'now', reason: 'dead-letter' },
    ]);
    expect(await order(lists, all)).toEqual(['2', '3']);
    expect(await order(lists, { ...all, queue: 'waiting' })).toEqual(['0']);
    expect(await order(lists, { ...all, queue: 'others' })).toEqual(['1']);
    expect(await order(lists, { ...all, queue: 'unknown' })).toEqual(['0', '1', '2']);
    expect(await order(lists, { ...all, reason: 'dead-letter' })).toEqual(['3']);
    expect(await order(lists, { ...all, group: 'check' })).toEqual(['2']);
  });

  test('reads each queue by its index, in order, without sorting', async () => {
    const { database } = await stand([]);
    for (const queue of attentionQueues) {
      for (const group of [null, 'decide'] as const) {
        for (const reason of [null, 'dead-letter'] as const) {
          for (const by of ['deadline', 'age'] as const) {
            for (const cursor of [null, 'first']) {
              const { index, where, bound, order: columns, newestFirst } =
                attentionWalk({ ...all, queue, group, reason, order: by });
              const place = Buffer.from(JSON.stringify([
                ...columns.slice(1).map(() => ({ n: '1' })), 'item',
              ])).toString('base64url');
              const { sql, bound: values } = pageSql(
                { cursor: cursor === null ? null : place, limit: 20 },
                {
                  arms: [{ from: `attention indexed by ${index}`, where, bound }],
                  order: columns, newestFirst,
                },
                attentionCodec.selected,
              );
              const plan = database.prepare(`explain query plan ${sql.replaceAll('?', '+?')}`)
                .all([...values]).map((row) => String(Reflect.get(Object(row), 'detail')))
                .join('\n');
              expect(plan).toContain(`USING INDEX ${index}`);
              expect(plan).not.toMatch(/TEMP B-TREE|SCAN attention(?! USING INDEX)/);
            }
          }
        }
      }
    }
  });
});
