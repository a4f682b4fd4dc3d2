import { useHotkeys } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';

/**
 * One letter runs a verb: not while typing, not while a sheet or dialog is open, and not when the
 * key is merely held down. `run` null switches the key off.
 */
export function useVerbKey(hotkey: string | null, run: (() => void) | null): void {
  useHotkeys(hotkey === null || run === null ? [] : [[hotkey, (event) => {
    if (!event.repeat && !isDialogOpen()) run();
  }]]);
}

/**
 * Escape leaves the page, unless a dialog is open or a field has the focus. It is heard on its way
 * down, before any dialog hears it: afterwards the one that it closed can no longer be seen.
 */
export function useLeaveKey(leave: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const typing = event.target instanceof HTMLElement
      && ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName);
    if (event.key === 'Escape' && !event.repeat && !typing && !isDialogOpen()) leave();
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', hear, true);
    return () => window.removeEventListener('keydown', hear, true);
  }, []);
}

/** Whether a modal dialog covers the page. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
