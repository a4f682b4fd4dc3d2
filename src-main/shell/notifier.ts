import { Notification, type BrowserWindow } from 'electron';
import type { InboxEntryView } from '../contract/inbox.ts';
import type { ShellWords } from './words.ts';

/** More than this many at once are told as a number. */
const ONE_BY_ONE_MAX = 3;

export type Notifier = {
  /** Tells the system of entries that were not there before; the first reading tells nothing. */
  readonly show: (unread: readonly InboxEntryView[]) => void;
  readonly forget: () => void;
};

/**
 * Desktop notifications of what newly needs a person, only while the window is not the one in
 * front. A click brings the window forward and opens what it is about.
 */
export function createNotifier({ window, words, openPath }: {
  readonly window: BrowserWindow; readonly words: () => ShellWords;
  readonly openPath: (path: string) => void;
}): Notifier {
  let known: ReadonlySet<string> | null = null;
  return {
    show: (unread) => {
      const fresh = known === null ? [] : unread.filter(({ key }) => known?.has(key) === false);
      known = new Set(unread.map(({ key }) => key));
      if (fresh.length === 0 || window.isDestroyed() || window.isFocused()) return;
      if (!Notification.isSupported()) return;
      if (fresh.length > ONE_BY_ONE_MAX) {
        tell(words().more(fresh.length), '/inbox');
      } else {
        for (const { kind, path } of fresh) tell(words().entry[kind], path);
      }
    },
    forget: () => { known = null; },
  };

  function tell(body: string, path: string): void {
    // Silent: sound is a preference of the window, and off until it is asked for.
    const notification = new Notification({ title: 'Paydesk', body, silent: true });
    notification.on('click', () => openPath(path));
    notification.show();
  }
}
