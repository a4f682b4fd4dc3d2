import { describe, expect, test } from 'vitest';
import type { InboxMessage } from '../engine/domain/records.ts';
import type { CommitAnswer, Write } from '../engine/ports.ts';
import { openInMemory } from './migrate.ts';
import { change, ground, inboxMessage, marketplace, START_MS } from './sample-rows.ts';
import { createStore } from './store.ts';

async function createGround() {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  const insert = (with_: Partial<InboxMessage> = {}): Promise<CommitAnswer> =>
    store.commit(change([{ write: 'insert', noun: 'inbox', row: inboxMessage(with_) }]));
  return { database, store, insert };
}

const update = (row: InboxMessage): Write =>
  ({ write: 'update', noun: 'inbox', expectedVersion: row.version - 1, row });
const ended = { state: 'processed', processedAt: START_MS + 9, version: 2 } as const;

describe('an incoming message', () => {
  test('comes back with every column, whatever its text holds', async () => {
    const { store, insert } = await createGround();
    const row = inboxMessage({
      body: '\uFEFF{"a":"\u0000é😀"}\r\n', state: 'refused', code: 'not_found', detail: 'No job.',
      jobId: 'job_9', processedAt: START_MS + 9, headers: { 'user-agent': 'x', 'webhook-id': 'm' },
    });
    expect((await insert(row)).ok).toBe(true);
    expect(await store.read.inboxMessage('ibx_1')).toEqual(row);
    expect(await store.read.inboxMessage('ibx_2')).toBeNull();
  });

  test('is stored once per marketplace and id', async () => {
    const { store, insert } = await createGround();
    await store.commit(change([
      { write: 'insert', noun: 'marketplaces', row: marketplace({ id: 'mkt_2', name: 'Other' }) },
    ]));
    const answers = await Promise.all([
      insert(), insert({ id: 'ibx_2', body: '{"other":1}' }),
      insert({ id: 'ibx_3', marketplaceId: 'mkt_2' }), insert({ id: 'ibx_4', messageId: 'msg_2' }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true, true]);
    expect(answers[1]).toMatchObject({ conflict: 'exists' });
    expect(JSON.stringify(answers[1])).toContain('inbox.message_id');
    expect(await store.read.inboxMessage('ibx_2')).toBeNull();
  });

  test('needs a marketplace that is there', async () => {
    const { insert } = await createGround();
    await expect(insert({ marketplaceId: 'mkt_9' })).rejects.toThrow('FOREIGN KEY');
  });

  test.each([
    ['waiting and processed', { processedAt: 1 }],
    ['ended at no time', { state: 'processed' }],
    ['refused without a code', { state: 'refused', processedAt: 1 }],
    ['processed with a code', { state: 'processed', processedAt: 1, code: 'not_found' }],
  ] as const)('cannot be %s', async (_what, with_) => {
    const { insert } = await createGround();
    await expect(insert(with_)).rejects.toThrow('CHECK');
  });

  test('ends once', async () => {
    const { store, insert } = await createGround();
    await insert();
    expect((await store.commit(change([update(inboxMessage(ended))]))).ok).toBe(true);
    const again = inboxMessage({ ...ended, state: 'refused', code: 'not_found', version: 3 });
    await expect(store.commit(change([update(again)]))).rejects.toThrow('read once');
    expect(await store.read.inboxMessage('ibx_1')).toMatchObject(ended);
  });

  test.each([['body', '{"a":2}'], ['bodyHash', 'x'], ['messageId', 'msg_2']] as const)(
    'keeps its %s', async (name, value) => {
      const { store, insert } = await createGround();
      await insert();
      const changed = inboxMessage({ ...ended, [name]: value });
      await expect(store.commit(change([update(changed)]))).rejects.toThrow('as it came');
    },
  );

  test('is never deleted', async () => {
    const { database, insert } = await createGround();
    await insert();
    expect(() => database.exec('delete from inbox')).toThrow('never deleted');
  });
});
