import { describe, expect, test } from 'vitest';
import { situation, type Act } from '../../testing/aggregates.ts';
import { attentionGroups, attentionReasonNames, attentionReasons, paymentAttention }
  from './attention.ts';

const held: Act = ['hold', 'settled'];

describe('a payment asks for a person', () => {
  test.each([
    ['nobody while its hold is on its way', [['hold', 'submitted']], null, []],
    ['nobody while money rests', [held], {}, []],
    ['about an unclear hold', [['hold', 'unclear']], null, ['outcome-unclear']],
    ['about an unclear release, whatever its escrow says', [held, ['release', 'unclear']],
      { warnedAt: 1, expiredAt: 2 }, ['outcome-unclear']],
    ['about a dead letter', [['hold', 'scheduled', { deadAt: 1 }]], null, ['dead-letter']],
    ['about a rejected hold', [['hold', 'rejected']], null, ['hold-rejected']],
    ['about a rejected release', [held, ['release', 'rejected']], {}, ['release-rejected']],
    ['about a rejected refund', [held, ['refund', 'rejected']], {}, ['refund-rejected']],
    ['about a rejected purchase', [held, ['purchase', 'rejected']], {}, ['purchase-rejected']],
    ['no more about a rejection that was retried', [held, ['release', 'rejected'],
      ['release', 'scheduled']], {}, []],
    ['no more about a rejection whose retry was withdrawn', [held, ['release', 'rejected'],
      ['release', 'cancelled']], {}, []],
    ['about an escrow that runs out soon', [held], { warnedAt: 1 }, ['expiring-soon']],
    ['nobody about an expiry while a release is open', [held, ['release', 'scheduled']],
      { warnedAt: 1 }, []],
    ['for a decision at expiry', [held], { decisionNeeded: 'Where is it?' }, ['expiry-decision']],
    ['when expiry has been and the money still rests', [held], { warnedAt: 1, expiredAt: 2 },
      ['expiry-decision']],
    ['about the rejection alone when the refund of an expiry failed',
      [held, ['refund', 'rejected']], { expiredAt: 2 }, ['refund-rejected']],
    ['about both a rejection and the coming expiry', [held, ['release', 'rejected']],
      { warnedAt: 1 }, ['release-rejected', 'expiring-soon']],
    ['nobody once it was released', [held, ['release', 'settled']], { warnedAt: 1 }, []],
    ['nobody once it was cancelled', [['hold', 'cancelled']], null, []],
  ] as const)('%s', (_claim, acts, escrow, reasons) => {
    expect(paymentAttention(situation({ acts, escrow }))).toEqual(reasons);
  });

  test('for a refund address where there is none', () => {
    const acts: readonly Act[] = [held, ['refund', 'planned']];
    expect(paymentAttention(situation({ acts, payment: { refundAddress: null } })))
      .toEqual(['refund-address-missing']);
    expect(paymentAttention(situation({ acts }))).toEqual([]);
  });

  test('no more once it was given up', () => {
    expect(paymentAttention(situation({
      acts: [['hold', 'rejected']], payment: { abandonedAt: 1 },
    }))).toEqual([]);
  });
});

test('every reason belongs to a group of what is asked of a person', () => {
  for (const name of attentionReasonNames) {
    expect(attentionGroups).toContain(attentionReasons[name]);
  }
  expect(attentionReasons['outcome-unclear']).toBe('check');
});
