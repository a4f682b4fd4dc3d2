/** Why somebody has to look at a payout, in the operator's language. */
import { t, type PlainWord } from './t.ts';

/** As `judgeTask` of the engine says them. */
const known: Readonly<Record<string, PlainWord>> = {
  'it is said to be completed in the future': 'payouts.reason.future',
  'it was completed too long ago': 'payouts.reason.old',
  'it is above three times the usual amount': 'payouts.reason.thrice',
  'it is above twice the usual amount': 'payouts.reason.twice',
  'the payee is known for less than a week': 'payouts.reason.week',
  'its duration is not within a minute and eight hours': 'payouts.reason.duration',
  'less than four of five tasks of this payee were paid': 'payouts.reason.success',
  'the account looks like the account of somebody else': 'payouts.reason.alike',
  'the work was rated with the lowest mark': 'payouts.reason.rating',
  'the account of the payee was changed within a day': 'payouts.reason.changed',
};

/** One reason as `judgeTask` says it; null where it is none of them. */
export function reasonWord(reason: string): string | null {
  const word = known[reason];
  if (word !== undefined) return t(word);
  const pace = /^(\d{1,9}) tasks of this payee were announced within a day$/.exec(reason);
  if (pace !== null) return t('payouts.reason.pace', { count: Number.parseInt(pace[1] ?? '', 10) });
  const first = /^it is the first payout to this account, and above ([\d.]+ [A-Z]+)$/.exec(reason);
  if (first !== null) return t('payouts.reason.first', { amount: first[1] ?? '' });
  const above = /^it is above ([\d.]+ [A-Z]+)$/.exec(reason);
  return above === null ? null : t('payouts.reason.above', { amount: above[1] ?? '' });
}

/** Several reasons stand behind semicolons; what is none of them stands as it came. */
export function reasonsText(text: string): string {
  return text.split('; ').map((reason) => reasonWord(reason) ?? reason).join('; ');
}
