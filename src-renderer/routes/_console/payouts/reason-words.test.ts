import { afterEach, describe, expect, test } from 'vitest';
import { prefer } from '../../../stores/preferences.ts';
import { reviewText } from './reason-words.ts';

afterEach(() => { prefer({ language: 'en' }); });

/** As `judgeTask` of the engine says them; each has to have a Spanish of its own. */
const reasons = [
  'it is said to be completed in the future', 'it was completed too long ago',
  '51 tasks of this payee were announced within a day',
  'it is above three times the usual amount', 'it is above twice the usual amount',
  'the payee is known for less than a week',
  'its duration is not within a minute and eight hours',
  'less than four of five tasks of this payee were paid',
  'the account looks like the account of somebody else',
  'the work was rated with the lowest mark', 'it is above 1000 USDC',
  'it is the first payout to this account, and above 500 EURC',
  'the account of the payee was changed within a day',
] as const;

describe('a reason to look', () => {
  test.each(reasons)('stands as the engine says it, and in Spanish: %s', (reason) => {
    expect(reviewText(reason)).toBe(reason);
    prefer({ language: 'es' });
    expect(reviewText(reason)).not.toBe(reason);
  });

  test('is one of several, each said by itself', () => {
    prefer({ language: 'es' });
    expect(reviewText('it is above 1000 USDC; it was completed too long ago'))
      .toBe('supera 1000 USDC; se completó hace demasiado tiempo');
  });

  test('that is not known stands as it came', () => {
    prefer({ language: 'es' });
    expect(reviewText('something new')).toBe('something new');
  });
});
