import { expect, test } from 'vitest';
import { runAcceptance } from './acceptance.ts';

/** Ends a run that hangs; how long the run takes says nothing, since machines share their cores. */
const HANGS_AFTER_MS = 300_000;

test('jobs under faults end or wait for a person, and the ledger equals the books', async () => {
  const { jobs, atRest, resolved } = await runAcceptance({
    jobs: 40, clients: 8, seed: 3, tell: () => undefined,
  });
  expect(jobs).toBe(40);
  expect(atRest.findings).toEqual([]);
  expect(resolved.findings).toEqual([]);
  expect(resolved.unclear).toBe(0);
}, HANGS_AFTER_MS);
