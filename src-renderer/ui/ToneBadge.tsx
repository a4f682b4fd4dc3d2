import type { LucideIcon } from 'lucide-react';
import { toneVars, type Tone } from './tones.ts';
import classes from './ToneBadge.module.css';

/** A state as it is shown everywhere: colour, icon and word together. */
export type Face = { readonly tone: Tone; readonly icon: LucideIcon; readonly word: string };

export function ToneBadge({ tone, icon: Icon, word }: Face) {
  const { text, tint } = toneVars(tone);
  return (
    <span className={classes.badge} style={{ color: text, backgroundColor: tint }} data-tone={tone}>
      <Icon size={13} aria-hidden />
      {word}
    </span>
  );
}
