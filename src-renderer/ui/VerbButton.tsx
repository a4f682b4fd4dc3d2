import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import { useId } from 'react';
import type { Verb } from '../../src-main/contract/values.ts';
import { KeyCaps } from '../keys/KeyCaps.tsx';
import { useReach } from '../engine/reach.ts';
import { useVerbKey } from './use-verb-key.ts';
import { t } from '../words/t.ts';
import { engineText } from '../words/engine-text.ts';

type VerbButtonProps = {
  readonly verb: Verb;
  /** The act and its object: "Release 0.00100000 BTC". */
  readonly label: string;
  /** One letter; shown on the button. */
  readonly hotkey?: string;
  readonly onClick: () => void;
  readonly variant?: ButtonProps['variant'];
  readonly color?: ButtonProps['color'];
  readonly size?: ButtonProps['size'];
  readonly loading?: boolean;
};

/** A verb that is never hidden: where it may not be used it says why, to eyes and readers alike. */
export function VerbButton(props: VerbButtonProps) {
  const { verb, label, hotkey, onClick, variant = 'default', color, size = 'sm', loading } = props;
  const reasonId = useId();
  const unreached = useReach('move');
  const reason = verb.allowed ? unreached : engineText(verb.reason ?? t('common.mayNotNow'));
  const usable = reason === null && loading !== true;
  useVerbKey({ hotkey: hotkey ?? null, label, reason, run: () => { if (usable) onClick(); } });
  // Not the `disabled` attribute: a disabled button takes no focus, so its reason is never heard.
  return (
    <Tooltip label={reason} disabled={reason === null} multiline maw={320} withArrow
      events={{ hover: true, focus: true, touch: true }}>
      <span className="pd-inline">
        <Button variant={variant} size={size} loading={loading ?? false}
          {...(color === undefined ? {} : { color })}
          {...(reason === null ? {} : { 'data-disabled': true, 'aria-disabled': true })}
          {...(reason === null ? {} : { 'aria-describedby': reasonId })}
          {...(hotkey === undefined ? {} : { 'aria-keyshortcuts': hotkey.toUpperCase() })}
          onClick={() => { if (usable) onClick(); }}
          rightSection={hotkey === undefined ? null : <KeyCaps keys={hotkey.toUpperCase()} />}>
          {label}
        </Button>
        {reason === null ? null : <span id={reasonId} className="pd-unseen">{reason}</span>}
      </span>
    </Tooltip>
  );
}
