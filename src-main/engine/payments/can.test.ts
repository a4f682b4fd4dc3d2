import { describe, expect, test } from 'vitest';
import { situation, type Act, type Situation } from '../../testing/aggregates.ts';
import { DEFAULT_POLICY, type BitcoinPhase } from '../domain/policy.ts';
import { permission, verbNames, type VerbName } from './can.ts';

const held: Act = ['hold', 'settled'];
const policyOf = (bitcoinPhase: BitcoinPhase) => ({ ...DEFAULT_POLICY, bitcoinPhase });

/** The verbs that may be used, in the order of the table. */
function allowed(given: Situation, bitcoinPhase: BitcoinPhase = 1): readonly VerbName[] {
  const aggregate = situation(given);
  return verbNames.filter((verb) =>
    permission(verb, { aggregate, policy: policyOf(bitcoinPhase) }) === null);
}

function reason(verb: VerbName, given: Situation, bitcoinPhase: BitcoinPhase = 1) {
  return permission(verb, { aggregate: situation(given), policy: policyOf(bitcoinPhase) });
}

const moneyVerbs = ['release', 'refund'] as const;
const providerVerbs = ['recordReturn', 'recordRelease'] as const;
const unclearVerbs = ['check', 'attachEvidence', 'declareNotDone', 'setRefundAddress'] as const;

describe('a payment', () => {
  test.each([
    ['that was just made', [['hold', 'scheduled']], ['cancel', 'stop', 'setRefundAddress']],
    ['whose hold is being sent', [['hold', 'dispatching']], ['setRefundAddress']],
    ['whose hold the provider has', [['hold', 'submitted']], ['check', 'setRefundAddress']],
    ['whose hold is unclear', [['hold', 'unclear']], unclearVerbs],
    ['whose hold could not be sent', [['hold', 'scheduled', { deadAt: 1 }]],
      ['cancel', 'retry', 'stop', 'setRefundAddress']],
    ['whose hold was rejected', [['hold', 'rejected']],
      ['cancel', 'retry', 'setRefundAddress', 'giveUp']],
    ['with money at rest', [held], [...moneyVerbs, 'setRefundAddress']],
    ['with a release in its undo window', [held, ['release', 'scheduled']],
      ['stop', 'setRefundAddress']],
    ['with a release that is being sent', [held, ['release', 'dispatching']],
      ['setRefundAddress']],
    ['with a release that the provider has', [held, ['release', 'submitted']],
      ['check', 'setRefundAddress']],
    ['with an unclear release', [held, ['release', 'unclear']], unclearVerbs],
    ['with a rejected release', [held, ['release', 'rejected']],
      [...moneyVerbs, 'retry', ...providerVerbs, 'setRefundAddress']],
    ['with a refund in its undo window', [held, ['refund', 'scheduled']], ['stop']],
    ['with an unclear refund', [held, ['refund', 'unclear']],
      ['check', 'attachEvidence', 'declareNotDone']],
    ['with a refund that waits for its address', [held, ['refund', 'planned']],
      ['stop', 'setRefundAddress']],
    ['with a rejected refund', [held, ['refund', 'rejected']],
      [...moneyVerbs, 'retry', ...providerVerbs, 'setRefundAddress']],
    ['that was released', [held, ['release', 'settled']], []],
    ['that was refunded', [held, ['refund', 'settled']], []],
    ['that was cancelled', [['hold', 'cancelled']], []],
  ] as const)('%s', (_what, acts, verbs) => {
    expect(allowed({ acts })).toEqual(verbs);
  });

  test('that has ended says so for every verb', () => {
    for (const verb of verbNames) {
      // What was paid may be paid back by a payment of its own, on rails where that is one.
      if (verb === 'payBack') continue;
      expect(reason(verb, { acts: [held, ['release', 'settled']] }, 2))
        .toBe('The payment has ended.');
      expect(reason(verb, { acts: [['hold', 'rejected']], payment: { abandonedAt: 1 } }))
        .toBe('The payment has ended.');
    }
  });

  test.each([
    ['release', [['hold', 'unclear']], 'The outcome of an operation is not known: check it.'],
    ['refund', [held, ['release', 'submitted']], 'Another operation is still open.'],
    ['release', [held, ['refund', 'planned']], 'A refund waits for its address.'],
    ['refund', [['hold', 'rejected']], 'Nothing is held.'],
    ['cancel', [held], 'Money is held: release or refund it.'],
    ['cancel', [['hold', 'submitted']], 'The hold is on its way; wait for its outcome.'],
    ['cancel', [['hold', 'unclear']], 'The hold is on its way; wait for its outcome.'],
    ['retry', [held, ['release', 'unclear']], 'The outcome is not known: check it.'],
    ['retry', [held, ['release', 'submitted']], 'An operation is still open.'],
    ['retry', [held], 'Nothing was rejected.'],
    ['check', [held], 'Nothing is waiting for an answer.'],
    ['stop', [held, ['release', 'dispatching']], 'Nothing is waiting to be sent.'],
    ['attachEvidence', [held, ['release', 'submitted']], 'No outcome is unclear.'],
    ['declareNotDone', [held], 'No outcome is unclear.'],
    ['setRefundAddress', [held, ['refund', 'submitted']], 'A refund is already on its way.'],
    ['giveUp', [held, ['refund', 'rejected']], 'Money is held: release or refund it.'],
    ['giveUp', [['hold', 'scheduled', { deadAt: 1 }]], 'An operation is still open.'],
    ['giveUp', [], 'The payment is not stalled.'],
  ] as const)('that may not %s with %j says why', (verb, acts, text) => {
    expect(reason(verb, { acts })).toBe(text);
  });
});

describe('moving a payment to tokens', () => {
  const resting: Situation = { acts: [held] };

  test.each([
    [1, 'The bitcoin policy does not offer it yet.'], [2, null], [3, null], [4, null],
  ] as const)('in phase %s is answered %s', (phase, text) => {
    expect(reason('migrate', resting, phase)).toBe(text);
  });

  test('is for bitcoin payments of a job', () => {
    const no = 'Only a Bitcoin payment of a job can move to tokens.';
    expect(reason('migrate', { ...resting, payment: { jobId: null } }, 2)).toBe(no);
    expect(reason('migrate', { ...resting, payment: { rail: 'aitbc' } }, 2)).toBe(no);
  });

  test('waits like every other move of money', () => {
    expect(reason('migrate', { acts: [held, ['release', 'unclear']] }, 2))
      .toBe('The outcome of an operation is not known: check it.');
    expect(reason('migrate', { acts: [['hold', 'rejected']] }, 2)).toBe('Nothing is held.');
  });
});

describe('the bitcoin of a purchase', () => {
  const of = (...acts: readonly Act[]): Situation =>
    ({ acts: [held, ...acts], payment: { purchaseId: 'pur_1' } });

  test.each([
    ['before the purchase', of(), 'The tokens are not credited yet.', null],
    ['when the exchange refused', of(['purchase', 'rejected']),
      'The tokens are not credited yet.', null],
    ['when the tokens were credited', of(['purchase', 'settled']), null,
      'The tokens were credited; the bitcoin is owed for them.'],
    ['after a rejected release of credited tokens',
      of(['purchase', 'settled'], ['release', 'rejected']), null,
      'The tokens were credited; the bitcoin is owed for them.'],
    ['while the purchase is unclear', of(['purchase', 'unclear']),
      'The outcome of an operation is not known: check it.',
      'The outcome of an operation is not known: check it.'],
  ])('%s goes out or back by rule', (_when, given, release, refund) => {
    expect([reason('release', given), reason('refund', given)]).toEqual([release, refund]);
  });
});
