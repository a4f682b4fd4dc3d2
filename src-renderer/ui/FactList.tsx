import type { Fact } from './ReviewSheet.tsx';
import classes from './FactList.module.css';

/** Facts of one thing, label and value. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label} className={classes.fact}><dt>{label}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  );
}
