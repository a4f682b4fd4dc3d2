import type { Face } from './face.ts';
import { toneVars } from './tones.ts';
import classes from './ToneBadge.module.css';

export function ToneBadge({ tone, icon: Icon, word }: Face) {
  const { text, tint } = toneVars(tone);
  return (
    <span className={classes.badge} style={{ color: text, backgroundColor: tint }} data-tone={tone}>
      <Icon size={13} aria-hidden />
      {word}
    </span>
  );
}
