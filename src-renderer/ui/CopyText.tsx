import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy } from 'lucide-react';
import { plainText, shorten } from '../format/text.ts';
import { t } from '../words/t.ts';
import classes from './CopyText.module.css';

type CopyTextProps = {
  readonly text: string;
  /** Ids, addresses and hashes stand in a monospaced font. Default yes. */
  readonly mono?: boolean;
  /** Shortened in the middle, for tables only; a number: so many in front. Copies the whole. */
  readonly shorten?: boolean | number;
  /** What it is, for the copy button's name: "payment id". */
  readonly label?: string;
};

/** A text with a button that copies the whole of it. */
export function CopyText({ text, mono = true, shorten: short = false, label }: CopyTextProps) {
  const shown = plainText(text);
  return (
    <span className={classes.line}>
      <span className={mono ? 'pd-mono' : undefined} title={short === false ? undefined : shown}>
        {short === false ? shown : shorten(shown, short === true ? undefined : short)}
      </span>
      <CopyButton text={text} label={label ?? t('common.text')} />
    </span>
  );
}

/** Copies on a click and says so; the click does not reach the row it stands in. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { copied, copy } = useClipboard({ timeout: 1_500 });
  return (
    <ActionIcon variant="subtle" color="gray" size={24} className={classes.button}
      aria-label={t(copied ? 'common.copied' : 'common.copy', { what: label })}
      onClick={(event) => { event.stopPropagation(); copy(text); }}
      onKeyDown={(event) => event.stopPropagation()}>
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
    </ActionIcon>
  );
}
