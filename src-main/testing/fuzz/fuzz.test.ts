import { expect, test } from 'vitest';
import { play } from './player.ts';
import { secretsInClear } from './secrets.ts';

/** Ends a run that hangs; how long the run takes says nothing, since machines share their cores. */
const HANGS_AFTER_MS = 300_000;
const SEED = 1;
const REQUESTS = 2_000;

test('every route and call keeps its promises whatever it is asked, and no secret gets out',
  async () => {
    const { faults, tally, targets, requests, untouched } = await play({
      requests: REQUESTS, seed: SEED, tell: () => undefined, inspect: secretsInClear,
    });
    expect(faults, `replay: npm run fuzz -- --requests ${REQUESTS} --seed ${SEED}`).toEqual([]);
    expect(requests).toBeGreaterThanOrEqual(REQUESTS);
    expect(tally.unreached(targets)).toEqual([]);
    // A run in which everything was refused, or nothing, would prove little.
    expect(tally.totals().accepted).toBeGreaterThan(REQUESTS / 10);
    expect(untouched).toBeGreaterThan(REQUESTS / 10);
  }, HANGS_AFTER_MS);
