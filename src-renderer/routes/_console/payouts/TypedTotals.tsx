import { TextInput } from '@mantine/core';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { assetCode, moneyWords } from '../../../format/money.ts';
import { t } from '../../../words/t.ts';

type TypedTotalsProps = {
  readonly totals: readonly MoneyWire[];
  /** What was typed, by asset. */
  readonly typed: Readonly<Record<string, string>>;
  readonly onType: (typed: Readonly<Record<string, string>>) => void;
};

/** Large totals are typed, so that nobody lets them go with one click. */
export function TypedTotals({ totals, typed, onType }: TypedTotalsProps) {
  return totals.map((total) => (
    <TextInput key={total.asset} inputMode="decimal" autoComplete="off" spellCheck={false}
      label={t('payouts.review.typed', { asset: assetCode(total) })}
      description={t('payouts.review.typedHint', { total: moneyWords(total) })}
      value={typed[total.asset] ?? ''} required
      onChange={({ currentTarget }) => onType({ ...typed, [total.asset]: currentTarget.value })} />
  ));
}
