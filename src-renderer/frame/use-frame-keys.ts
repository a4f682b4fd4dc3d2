import { useHotkeys } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { prefer, usePreferences } from '../stores/preferences.ts';
import { isDialogOpen } from '../ui/use-verb-key.ts';
import { leave } from './leave.ts';
import { screens } from './screens.ts';

const GO_WITHIN_MS = 1_500;

/** The keys that work on every screen. Answers the state of the help overlay. */
export function useFrameKeys() {
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  useHotkeys([
    ['mod+L', () => void leave('lock', router)],
    ['mod+shift+H', () =>
      prefer({ hideAmounts: !usePreferences.getState().hideAmounts })],
  ], [], true);
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (isDialogOpen()) return;
      if (event.key === '?') {
        setOpened(true);
        return;
      }
      const screen = event.timeStamp < goUntil
        ? screens.find(({ key }) => key === event.key.toLowerCase()) : undefined;
      goUntil = event.key.toLowerCase() === 'g' ? event.timeStamp + GO_WITHIN_MS : 0;
      if (screen === undefined) return;
      // The letter is used up: a table or a verb on the page must not take it as well.
      event.preventDefault();
      event.stopImmediatePropagation();
      void router.navigate({ to: screen.to });
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [router]);
  return { opened, open: () => setOpened(true), close: () => setOpened(false) };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
