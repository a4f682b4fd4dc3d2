import { describe, expect, test } from 'vitest';
import { isJobEnded, jobOutcome, jobStates, moveJob, type JobState } from './job.ts';

const ends: readonly JobState[] = ['completed', 'failed', 'cancelled', 'expired'];
const pairs = jobStates.flatMap((from) => jobStates.map((to): [JobState, JobState, boolean] =>
  [from, to, from === 'queued' ? to !== 'queued' : from === 'running' && ends.includes(to)]));

describe('a job', () => {
  test.each(pairs.filter(([, , may]) => may))('that is %s may become %s', (from, to) => {
    expect(moveJob(from, to)).toEqual({ ok: true, value: to });
  });

  test.each(pairs.filter(([, , may]) => !may))('that is %s never becomes %s', (from, to) => {
    expect(moveJob(from, to)).toMatchObject({
      ok: false, refusal: { code: 'state_forbids', details: { from, to } },
    });
  });

  test.each([
    ['queued', false, 'nothing'], ['running', false, 'nothing'], ['completed', true, 'release'],
    ['failed', true, 'refund'], ['cancelled', true, 'refund'], ['expired', true, 'refund'],
  ] as const)('that is %s has ended: %s, and asks for %s', (state, ended, outcome) => {
    expect([isJobEnded(state), jobOutcome(state)]).toEqual([ended, outcome]);
  });
});
