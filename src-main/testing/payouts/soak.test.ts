import { expect, test } from 'vitest';
import { runPayoutSoak } from './soak.ts';

/** Ends a run that hangs; how long the run takes says nothing, since machines share their cores. */
const HANGS_AFTER_MS = 300_000;

/** They last as long as the deadline and the grace together; the long form has them all. */
const SLOW = ['timeout-before', 'timeout-after', 'delayed-complete'];

test('payouts under faults and a kill -9 reach each payee once, and all books agree', async () => {
  const { met, kills, atRest, resolved } = await runPayoutSoak({
    payouts: 40, kills: 1, every: 4, chain: 'model', leaveOut: SLOW, deadlineMs: 1_500, seed: 7,
    tell: () => undefined,
  });
  expect(atRest.findings).toEqual([]);
  expect(resolved.findings).toEqual([]);
  expect(resolved.byStatus).toEqual({ released: 40 });
  expect(resolved.chain).toEqual({ count: 40, minor: resolved.ledger.minor });
  // A run in which nothing went wrong would prove nothing.
  expect(kills).toBe(1);
  expect(Object.keys(met).length).toBeGreaterThan(5);
}, HANGS_AFTER_MS);
