import { expect, test } from 'vitest';
import { runSoak } from './soak.ts';

/** Ends a run that hangs; how long the run takes says nothing, since machines share their cores. */
const HANGS_AFTER_MS = 300_000;

test('kill -9 in a loop pays nothing twice, loses nothing and hides nothing', async () => {
  const { atRest, resolved, jobs, moves } = await runSoak({
    kills: 8, clients: 6, seed: 7, tell: () => undefined,
  });
  expect(atRest.findings).toEqual([]);
  expect(resolved.findings).toEqual([]);
  expect(resolved.unclear).toBe(0);
  // A run in which nothing happened would prove nothing.
  expect(jobs).toBeGreaterThan(0);
  expect(moves).toBeGreaterThan(0);
}, HANGS_AFTER_MS);
