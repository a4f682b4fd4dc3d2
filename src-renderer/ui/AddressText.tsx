import { inFours, plainText } from '../format/text.ts';
import { CopyButton, CopyText } from './CopyText.tsx';
import { t } from '../words/t.ts';
import classes from './AddressText.module.css';

type AddressTextProps = {
  readonly address: string;
  /** Whole and in groups of four, as a confirmation shows it; otherwise shortened for a table. */
  readonly grouped?: boolean;
  readonly label?: string;
};

/** An account on a rail. On a confirmation it is never cut: a person compares it by eye. */
export function AddressText(props: AddressTextProps) {
  const { address, grouped = false, label = t('common.address') } = props;
  if (!grouped) return <CopyText text={address} shorten label={label} />;
  // The address of a wallet is read as the words that it is made of.
  if (/^(https?:\/\/|\$)/.test(address)) return <CopyText text={address} label={label} />;
  const shown = plainText(address);
  return (
    <span className={classes.address}>
      <span className="pd-unseen">{shown}</span>
      <span aria-hidden className={classes.groups}>
        {inFours(shown).map((group, place) => <span key={place}>{group}</span>)}
      </span>
      <CopyButton text={address} label={label} />
    </span>
  );
}
