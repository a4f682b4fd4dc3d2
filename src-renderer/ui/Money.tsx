import type { MoneyWire } from '../../src-main/contract/values.ts';
import { formatMoney, moneyWords } from '../format/money.ts';
import { usePreferences } from '../stores/preferences.ts';
import { t } from '../words/t.ts';
import classes from './Money.module.css';

type MoneyProps = {
  readonly value: MoneyWire;
  /** The amount that matters in its place: weight 600. */
  readonly strong?: boolean;
  /** In a column: the asset has a fixed width, so that the points stand under each other. */
  readonly aligned?: boolean;
  /** Whether the preference "hide amounts" may hide it; a review sheet says no. Default yes. */
  readonly hideable?: boolean;
};

/** An amount and its asset, exact, in tabular digits with all places of the asset. */
export function Money({ value, strong = false, aligned = false, hideable = true }: MoneyProps) {
  const hidden = usePreferences(({ hideAmounts }) => hideAmounts) && hideable;
  const { digits, code } = formatMoney(value);
  return (
    <span className={classes.money} data-strong={strong} data-aligned={aligned}
      {...(hidden ? {} : { title: moneyWords(value) })}>
      {hidden ? <Hidden /> : digits}
      {' '}
      <span className={classes.asset}>{code}</span>
    </span>
  );
}

function Hidden() {
  return <><span aria-hidden>••••</span><span className="pd-unseen">{t('common.hidden')}</span></>;
}
