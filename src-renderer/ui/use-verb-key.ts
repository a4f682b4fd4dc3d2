import type { KeyBinding } from '../keys/registry.ts';
import { useKeys } from '../keys/use-keys.ts';
import { t } from '../words/t.ts';

type VerbKey = {
  /** One letter; null switches the key off. */
  readonly hotkey: string | null;
  /** The act and its object, as its button says it. */
  readonly label: string;
  /** Why it may not be used; null when it may. */
  readonly reason?: string | null;
  readonly run: () => void;
};

/**
 * One letter runs a verb: not while typing, not while a sheet or dialog is open, and not when the
 * key is merely held down. The help and the palette say it, with the reason where there is one.
 */
export function useVerbKey({ hotkey, label, reason = null, run }: VerbKey): void {
  useKeys(hotkey === null ? [] : [{
    keys: [hotkey.toUpperCase()], group: 'verbs', label, reason, run,
  }]);
}

/** A verb's key without its button, for verbs that are folded away. */
export function VerbKeyOnly(props: VerbKey): null {
  useVerbKey(props);
  return null;
}

/** Escape leaves the page, unless a dialog is open or a field has the focus. */
export function useLeaveKey(leave: () => void): void {
  useKeys([leaveKey(leave)]);
}

function leaveKey(leave: () => void): KeyBinding {
  return { keys: ['Escape'], group: 'screen', label: t('frame.keys.leave'), run: leave };
}

/** A letter or sign that moves the focus to a field of this screen. */
export function useFieldKey(key: string, label: string, focus: () => void): void {
  useKeys([{ keys: [key], group: 'screen', label, run: focus }]);
}
