import type { BrowserWindow } from 'electron';
import { contract, events, type EventName, type EventPayload } from '../contract/contract.ts';
import type { Caller, Dispatch } from '../contract/handlers.ts';
import type { InboxEntryView } from '../contract/inbox.ts';
import { createNotifier } from './notifier.ts';
import type { TrayFace } from './tray.ts';
import type { ShellWords } from './words.ts';

/** What stands outside the page and follows the inbox: notifications and the tray. */
export type Outside = {
  /** What the window is told: a change of the inbox, or that somebody signed in or left. */
  readonly heard: (name: EventName, payload: unknown) => void;
};

const LOOKED_AT = 10;
const shown: ReadonlySet<EventPayload<'changed'>['nouns'][number]>
  = new Set(['attention', 'notices']);

/**
 * Reads the inbox of whoever is signed in at the window after every change of it, one reading at a
 * time. While nobody is, nothing of it is shown outside: a locked window keeps what it knows.
 */
export function createOutside({ dispatch, caller, window, words, showTray, openPath }: {
  readonly dispatch: Dispatch;
  readonly caller: Caller;
  readonly window: BrowserWindow;
  readonly words: () => ShellWords;
  readonly showTray: (face: TrayFace) => void;
  readonly openPath: (path: string) => void;
}): Outside {
  const notifier = createNotifier({ window, words, openPath });
  let reading = false;
  let again = false;

  async function look(): Promise<void> {
    const [list, unread] = await Promise.all([
      dispatch('inbox.list', { audience: 'needs-me', cursor: null, limit: LOOKED_AT }, caller),
      dispatch('inbox.unread', {}, caller),
    ]);
    if (!list.ok || !unread.ok) {
      showTray(null);
      notifier.forget();
      return;
    }
    showTray(contract.inbox.unread.output.parse(unread.value));
    const entries: readonly InboxEntryView[]
      = contract.inbox.list.output.parse(list.value).items;
    notifier.show(entries.filter(({ read }) => !read));
  }

  async function follow(): Promise<void> {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        await look();
      } while (again);
    } finally {
      reading = false;
    }
  }

  /** What stands outside is a convenience: where it cannot be read, the window still shows it. */
  const followQuietly = (): void => { follow().catch(() => showTray(null)); };
  return {
    heard: (name, payload) => {
      if (name === 'session' || (name === 'changed' && concernsInbox(payload))) followQuietly();
    },
  };
}

function concernsInbox(payload: unknown): boolean {
  return events.changed.payload.parse(payload).nouns.some((noun) => shown.has(noun));
}
