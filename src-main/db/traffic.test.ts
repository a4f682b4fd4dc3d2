import { describe, expect, test } from 'vitest';
import { TRAFFIC_MAX } from '../engine/lists.ts';
import { openInMemory } from './migrate.ts';
import { change, delivery, ground, inboxMessage, payment } from './sample-rows.ts';
import { createStore } from './store.ts';
import { createTrafficRead, TRAFFIC_CLAUSES } from './traffic.ts';

async function createGround() {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(change([
    { write: 'insert', noun: 'payments', row: payment({ id: 'pay_t' }) },
  ]));
  return { database, store, traffic: createTrafficRead(database) };
}

describe('the webhooks about a payment', () => {
  test('are its own, oldest first, at most so many', async () => {
    const { store, traffic } = await createGround();
    for (let at = 0; at < TRAFFIC_MAX + 2; at += 100) {
      await store.commit(change(Array.from(
        { length: Math.min(100, TRAFFIC_MAX + 2 - at) }, (_row, index) => ({
          write: 'insert', noun: 'deliveries', row: delivery({
            id: `dlv_${at + index}`, paymentId: 'pay_t', createdAt: 10_000 - at - index,
          }),
        }),
      )));
    }
    await store.commit(change([
      { write: 'insert', noun: 'deliveries', row: delivery({ id: 'dlv_x', paymentId: null }) },
      { write: 'insert', noun: 'inbox', row: inboxMessage({ jobId: 'job_t' }) },
      {
        write: 'insert', noun: 'inbox',
        row: inboxMessage({ id: 'ibx_2', messageId: 'msg_2', jobId: 'job_other' }),
      },
    ]));
    const { deliveries, messages } = traffic({ paymentId: 'pay_t', jobId: 'job_t' });
    expect(deliveries).toHaveLength(TRAFFIC_MAX);
    expect(deliveries[0]?.id).toBe(`dlv_${TRAFFIC_MAX + 1}`);
    expect(deliveries.map(({ createdAt }) => createdAt))
      .toEqual(deliveries.map(({ createdAt }) => createdAt).toSorted((a, b) => a - b));
    expect(messages.map(({ jobId }) => jobId)).toEqual(['job_t']);
    expect(traffic({ paymentId: 'pay_t', jobId: null }).messages).toEqual([]);
  });

  test.each(['deliveries', 'messages'] as const)('are found by an index: %s', async (list) => {
    const { database } = await createGround();
    const table = list === 'deliveries' ? 'deliveries' : 'inbox';
    const plan = database.prepare(
      `explain query plan select * from ${table} ${TRAFFIC_CLAUSES[list]}`,
    ).all('a', 1).map((row) => String(Reflect.get(Object(row), 'detail'))).join('\n');
    expect(plan).toMatch(/SEARCH .* USING INDEX .*(payment_id|job_id)=\?/);
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN/);
  });
});
