import { formatCount } from '../format/money.ts';
import classes from './FilterChips.module.css';

export type FilterOption<V extends string> = {
  readonly value: V; readonly label: string; readonly count?: number;
};

type FilterChipsProps<V extends string> = {
  /** What is filtered: "Status". Names the group. */
  readonly label: string;
  readonly options: readonly FilterOption<V>[];
  /** Null: no filter. */
  readonly value: V | null;
  readonly onChange: (value: V | null) => void;
};

/** One filter as chips: pressing the pressed one takes the filter away. */
export function FilterChips<V extends string>(props: FilterChipsProps<V>) {
  const { label, options, value, onChange } = props;
  return (
    <div role="group" aria-label={label} className={classes.group}>
      <span className={classes.label} aria-hidden>{label}</span>
      {options.map((option) => (
        <button key={option.value} type="button" className={classes.chip}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value === value ? null : option.value)}>
          {option.label}
          {option.count === undefined ? null
            : <span className={classes.count}>{formatCount(option.count)}</span>}
        </button>
      ))}
    </div>
  );
}
