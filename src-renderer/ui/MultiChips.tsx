import type { FilterOption } from './FilterChips.tsx';
import classes from './FilterChips.module.css';

type MultiChipsProps<V extends string> = {
  readonly label: string;
  readonly options: readonly FilterOption<V>[];
  /** Empty: no filter. */
  readonly values: readonly V[];
  readonly onChange: (values: readonly V[]) => void;
};

/** One filter of several values as chips: each press adds or takes away one. */
export function MultiChips<V extends string>(props: MultiChipsProps<V>) {
  const { label, options, values, onChange } = props;
  return (
    <div role="group" aria-label={label} className={classes.group}>
      <span className={classes.label} aria-hidden>{label}</span>
      {options.map(({ value, label: name }) => {
        const on = values.includes(value);
        return (
          <button key={value} type="button" className={classes.chip} aria-pressed={on}
            onClick={() => onChange(on ? values.filter((one) => one !== value)
              : [...values, value])}>
            {name}
          </button>
        );
      })}
    </div>
  );
}
