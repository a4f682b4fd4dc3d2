import { expect, test } from 'vitest';
import { accepted } from '../test-engine.ts';
import { createTreasuryEngine, LENIENT, stateOf } from '../treasury-engine.ts';

/** Circle takes no more transfers of a wallet than 32 that wait for the chain. */
const TASKS = 45;

test('a stuck transfer holds up those behind it, and makes dead letters of none', async () => {
  const world = await createTreasuryEngine({ payouts: { rules: LENIENT } });
  await world.wallet('worker-1');
  world.fault({
    provider: 'circle', operation: 'payout', fault: 'stuck', times: 1, delayMs: 40_000,
  });
  const ids: string[] = [];
  for (let task = 0; task < TASKS; task += 1) {
    ids.push(accepted(await world.task({ taskId: `task-${task}` })).payment.payment.id);
  }
  await world.pass(70_000);
  const ended = await Promise.all(ids.map((id) => world.payment(id)));
  expect(ended.map(stateOf)).toEqual(ids.map(() => ['released', 'settled']));
  expect(world.paidOut()).toHaveLength(TASKS);
});
