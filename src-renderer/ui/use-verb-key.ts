import { useHotkeys } from '@mantine/hooks';

/**
 * One letter runs a verb: not while typing, not while a sheet or dialog is open, and not when the
 * key is merely held down. `run` null switches the key off.
 */
export function useVerbKey(hotkey: string | null, run: (() => void) | null): void {
  useHotkeys(hotkey === null || run === null ? [] : [[hotkey, (event) => {
    if (!event.repeat && !isDialogOpen()) run();
  }]]);
}

/** Whether a modal dialog covers the page. */
export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
