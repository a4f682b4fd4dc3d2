import { describe, expect, test } from 'vitest';
import { change, newPayment, operation, payment, START_MS } from '../../db/sample-rows.ts';
import { createTestContext } from '../../testing/engine-context.ts';
import type { Operation } from '../domain/operation.ts';
import { whenAtRest } from './at-rest.ts';

/** A payment whose hold stands like this, and what is answered to whoever waits for its rest. */
async function open(first: Partial<Operation>) {
  const context = await createTestContext({ nowMs: START_MS });
  await context.store.commit(newPayment({}, first));
  let answer: string | null = null;
  const settle = async (): Promise<string | null> => {
    for (let round = 0; round < 5; round += 1) {
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    return answer;
  };
  whenAtRest(context, 'pay_1', 2_000).then((aggregate) => {
    answer = aggregate?.operations.at(-1)?.state ?? 'none';
  }, () => undefined);
  return { ...context, settle };
}

describe('waiting for a payment to rest', () => {
  test.each([
    ['unclear', {}], ['rejected', {}], ['cancelled', {}],
    ['scheduled', { dueAt: START_MS + 1 }], ['scheduled', { deadAt: 1 }],
  ] as const)('ends at once when its operation is %s %j', async (state, more) => {
    const { settle, clock } = await open({ state, ...more });
    expect(await settle()).toBe(state);
    expect(clock.pending()).toBe(0);
  });

  test.each(['scheduled', 'dispatching', 'submitted'] as const)(
    'goes on while its operation is %s, and answers it so when the time is over', async (state) => {
      const { settle, clock } = await open({ state });
      expect(await settle()).toBeNull();
      clock.turn(1_999);
      expect(await settle()).toBeNull();
      clock.turn(1);
      expect(await settle()).toBe(state);
    },
  );

  test('ends with the commit that brings the payment to rest, not with another one', async () => {
    const { settle, store, clock } = await open({ state: 'submitted' });
    await store.commit(newPayment({ id: 'pay_2', jobId: null }));
    expect(await settle()).toBeNull();
    await store.commit(change([
      {
        write: 'update', noun: 'operations', expectedVersion: 1,
        row: operation({ state: 'rejected', version: 2 }),
      },
      { write: 'update', noun: 'payments', expectedVersion: 1, row: payment({ version: 2 }) },
    ]));
    expect(await settle()).toBe('rejected');
    expect(clock.pending()).toBe(0);
  });

  test('answers nothing where there is no such payment', async () => {
    const context = await createTestContext();
    expect(await whenAtRest(context, 'pay_none', 2_000)).toBeNull();
  });
});
