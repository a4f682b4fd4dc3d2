import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { moneyTyped } from './money-typed.ts';

/** Whether what was typed is exactly this total: digits alone count, however many zeros follow. */
export function isTyped(total: MoneyWire, typed: string): boolean {
  return moneyTyped(typed, total.asset)?.minor === total.minor;
}

/** The totals whose text is not yet what they are. */
export function notTyped(
  totals: readonly MoneyWire[], typed: Readonly<Record<string, string>>,
): readonly MoneyWire[] {
  return totals.filter((total) => !isTyped(total, typed[total.asset] ?? ''));
}
