import type { MoneyWire } from '../../src-main/contract/values.ts';
import { usePreferences } from '../stores/preferences.ts';
import { moneyWords } from './money.ts';

const HIDDEN = '••••';

/** A number before an asset's code. Times name their zone in capitals too; they are no amounts. */
const amount =
  /(?<![\d:.,-])\d[\d\u202f]*(?:[.,][\d\u202f]+)?(?=\s(?!(?:UTC|GMT|HTTP)\b)[A-Z]{3,6}\b)/g;

/** A sentence as it may be shown: without its amounts where the operator hides them. */
export function hideAmounts(text: string): string {
  return usePreferences.getState().hideAmounts ? text.replace(amount, HIDDEN) : text;
}

/** `0.00100000 BTC` within a text on screen; hidden where the operator hides amounts. */
export function shownMoney(value: MoneyWire): string {
  return hideAmounts(moneyWords(value));
}
