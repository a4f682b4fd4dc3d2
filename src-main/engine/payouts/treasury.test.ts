import { expect, test } from 'vitest';
import { openTreasury, payTask } from '../../testing/treasury-engine.ts';
import { formatAmount } from '../domain/money.ts';
import type { TreasuryView } from '../api.ts';

const SLOW_MS = 6_000;

function told([view]: readonly TreasuryView[]): string {
  const balance = view?.balance ?? null;
  return balance === null ? '' : formatAmount(balance);
}

test('what was asked before a payment and answered after it is not told again', async () => {
  let slow = true;
  const asked: string[] = [];
  const world = await openTreasury({
    latencyMs: ({ url }) => {
      if (!url.includes('/balances')) return 0;
      asked.push(url);
      return slow ? SLOW_MS : 0;
    },
  });
  const before = world.engine().payouts.treasury();
  for (let round = 0; round < 50 && asked.length === 0; round += 1) await world.turn(0);
  slow = false;
  const paying = payTask(world);
  await world.answered(before);
  await paying;
  const count = asked.length;
  expect(told(await world.answered(world.engine().payouts.treasury()))).toMatch(/^249949\.99/);
  expect(asked.length).toBe(count + 1);
});
