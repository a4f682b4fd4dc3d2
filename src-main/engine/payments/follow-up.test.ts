import { describe, expect, test } from 'vitest';
import { START_MS } from '../../db/sample-rows.ts';
import { actsOf, btc, situation, type Act, type Situation } from '../../testing/aggregates.ts';
import { createCountingIds } from '../../testing/seeded.ts';
import type { Job, JobState } from '../domain/job.ts';
import { DEFAULT_POLICY } from '../domain/policy.ts';
import { ESCROW_RETURNED, followUp } from './follow-up.ts';

const held: Act = ['hold', 'settled'];
const NOW = START_MS + 60_000;

function jobOf(state: JobState, with_: Partial<Job> = {}): Job {
  return {
    id: 'job_1', marketplaceId: 'mkt_1', state, payload: '{}', ttlMs: 1_000,
    expiresAt: START_MS + 1_000, paymentId: 'pay_1', reason: '', createdAt: START_MS,
    updatedAt: START_MS + 10, endedAt: START_MS + 10, version: 1, ...with_,
  };
}

function follow(given: Situation, job: Job | null = null, releases = false) {
  return followUp({
    ids: createCountingIds(), nowMs: NOW, job, purchase: null,
    policy: {
      ...DEFAULT_POLICY, releaseOnCompletion: { bitcoin: releases, aitbc: releases },
    },
  }, situation(given));
}

const added = (given: Situation, job: Job | null = null, releases = false) =>
  actsOf(follow(given, job, releases)).slice(given.acts?.length ?? 0);

describe('the end of a job', () => {
  test.each([
    ['completed', true, ['release scheduled']],
    ['completed', false, []],
    ['failed', true, ['refund scheduled']],
    ['cancelled', false, ['refund scheduled']],
    ['expired', false, ['refund scheduled']],
    ['running', true, []],
    ['queued', true, []],
  ] as const)('%s, releasing on completion %s, is followed by %j', (state, releases, expected) => {
    expect(added({ acts: [held] }, jobOf(state), releases)).toEqual(expected);
  });

  test('moves all that is left, in the name of Paydesk', () => {
    const part: Act = ['release', 'settled', { amount: btc(400n) }];
    const after = follow({ acts: [held, part] }, jobOf('failed'));
    expect(after.operations.at(-1)).toMatchObject({
      kind: 'refund', amount: btc(600n), account: 'bcrt1refund', requestedBy: 'Paydesk',
      reason: 'The job failed.', createdAt: NOW, dueAt: NOW,
    });
  });

  test('plans the refund where there is no address for it', () => {
    expect(added({ acts: [held], payment: { refundAddress: null } }, jobOf('failed')))
      .toEqual(['refund planned']);
    expect(added({ acts: [held], payment: { refundAddress: null, rail: 'aitbc' } },
      jobOf('failed'))).toEqual(['refund scheduled']);
  });

  test('leaves alone a payment that the job was migrated away from', () => {
    expect(added({ acts: [held] }, jobOf('failed', { paymentId: 'pay_2' }))).toEqual([]);
  });

  test.each([
    ['was rejected', ['refund', 'rejected', { createdAt: START_MS + 20 }]],
    ['was withdrawn', ['release', 'cancelled', { createdAt: START_MS + 10 }]],
  ] as const)('is not tried again when what followed it %s', (_what, act) => {
    expect(added({ acts: [held, act] }, jobOf('failed'))).toEqual([]);
  });

  test('is not tried for ever when the clock was set back behind it', () => {
    const first = follow({ acts: [held] }, jobOf('failed'));
    const own = first.operations.at(-1);
    const refused: Act = ['refund', 'rejected', { ...own, createdAt: START_MS - 3_600_000 }];
    expect(added({ acts: [held, refused] }, jobOf('failed'))).toEqual([]);
  });

  test('still acts after a move that failed before it', () => {
    const before: Act = ['release', 'rejected', { createdAt: START_MS }];
    expect(added({ acts: [held, before] }, jobOf('failed'))).toEqual(['refund scheduled']);
  });

  test.each([
    ['nothing is held yet', { acts: [['hold', 'submitted']] }],
    ['the hold was rejected', { acts: [['hold', 'rejected']] }],
    ['a release is open', { acts: [held, ['release', 'submitted']] }],
    ['an outcome is unclear', { acts: [held, ['refund', 'unclear']] }],
    ['a refund waits for its address', { acts: [held, ['refund', 'planned',
      { amount: btc(1n) }]] }],
    ['a person was asked', { acts: [held], escrow: { decisionNeeded: 'Was it returned?' } }],
    ['all is gone', { acts: [held, ['release', 'settled']] }],
  ] as const)('waits while %s', (_what, given) => {
    const before = situation(given);
    expect(actsOf(follow(given, jobOf('failed')))).toEqual(actsOf(before));
  });

  test('is nothing to a payment without a job', () => {
    expect(added({ acts: [held] }, null, true)).toEqual([]);
  });
});

describe('an escrow that the provider had already returned', () => {
  const returned: Act = ['release', 'rejected', { failureCode: ESCROW_RETURNED }];

  test('is followed by its refund, whatever the job says', () => {
    for (const job of [null, jobOf('running'), jobOf('completed')]) {
      const after = follow({ acts: [held, returned] }, job, true);
      expect(after.operations.at(-1)).toMatchObject({
        kind: 'refund', state: 'scheduled', reason: 'The provider returned the escrow.',
      });
    }
  });

  test('is followed once: a rejected refund waits for a person', () => {
    expect(added({ acts: [held, returned, ['refund', 'rejected']] })).toEqual([]);
  });

  test('is not met by any other rejection', () => {
    expect(added({ acts: [held, ['release', 'rejected', { failureCode: 'refused' }]] }))
      .toEqual([]);
  });
});

describe('a purchase', () => {
  const given = (...acts: readonly Act[]): Situation =>
    ({ acts, payment: { purchaseId: 'pur_1', jobId: null } });

  test.each([
    ['asks the exchange once the bitcoin is held', given(held), ['purchase scheduled']],
    ['releases the bitcoin once the tokens are credited', given(held, ['purchase', 'settled']),
      ['release scheduled']],
    ['refunds the bitcoin when the exchange refused', given(held, ['purchase', 'rejected']),
      ['refund scheduled']],
    ['stands still while the hold is open', given(['hold', 'submitted']), []],
    ['stands still while the purchase is unclear', given(held, ['purchase', 'unclear']), []],
    ['stands still while its release is unclear',
      given(held, ['purchase', 'settled'], ['release', 'unclear']), []],
    ['waits for a person after a rejected release',
      given(held, ['purchase', 'settled'], ['release', 'rejected']), []],
    ['waits for a person after a rejected refund',
      given(held, ['purchase', 'rejected'], ['refund', 'rejected']), []],
    ['waits for the person who withdrew the purchase', given(held, ['purchase', 'cancelled']), []],
    ['waits for the person who withdrew the release',
      given(held, ['purchase', 'settled'], ['release', 'cancelled']), []],
    ['is done when its bitcoin was released',
      given(held, ['purchase', 'settled'], ['release', 'settled']), []],
    ['goes on after a second try of the hold', given(['hold', 'rejected'], held),
      ['purchase scheduled']],
  ])('%s', (_claim, situated, expected) => {
    expect(added(situated)).toEqual(expected);
  });

  test('takes no release from the end of a job', () => {
    const mixed: Situation = { acts: [held], payment: { purchaseId: 'pur_1' } };
    expect(added(mixed, jobOf('completed'), true)).toEqual(['purchase scheduled']);
  });
});

test('a follow-up that has nothing to do gives back what it was given', () => {
  const before = situation({ acts: [held] });
  const context = {
    ids: createCountingIds(), nowMs: NOW, policy: DEFAULT_POLICY, job: null, purchase: null,
  };
  expect(followUp(context, before)).toBe(before);
});
