import { Notification, type BrowserWindow } from 'electron';
import type { InboxEntryView } from '../contract/inbox.ts';

/** More than this many at once are told as a number. */
const ONE_BY_ONE_MAX = 3;

/** What an entry is, without amounts or names: a notification is read by whoever passes by. */
const titles: Readonly<Record<InboxEntryView['kind'], string>> = {
  'outcome-unclear': 'An outcome is not known', 'dead-letter': 'Tries are used up',
  'hold-rejected': 'A hold was rejected', 'release-rejected': 'A release was rejected',
  'refund-rejected': 'A refund was rejected',
  'refund-address-missing': 'A refund waits for its address',
  'expiry-decision': 'An escrow ran out and asks for a decision',
  'expiring-soon': 'An escrow runs out soon', 'purchase-rejected': 'A purchase was rejected',
  'batch-paused': 'A batch is paused', 'webhook-undelivered': 'A webhook could not be delivered',
  'work-broken': 'Something failed inside', contradiction: 'Evidence contradicts a record',
  'expired-refunded': 'An escrow ran out and was refunded',
  'expired-released': 'An escrow ran out and was released',
  'batch-finished': 'A batch has ended', 'provider-down': 'A provider does not answer',
  'provider-up': 'A provider answers again', 'backup-done': 'A backup was made',
};

export type Notifier = {
  /** Tells the system of entries that were not there before; the first reading tells nothing. */
  readonly show: (unread: readonly InboxEntryView[]) => void;
  readonly forget: () => void;
};

/**
 * Desktop notifications of what newly needs a person, only while the window is not the one in
 * front. A click brings the window forward and opens what it is about.
 */
export function createNotifier({ window, openPath }: {
  readonly window: BrowserWindow; readonly openPath: (path: string) => void;
}): Notifier {
  let known: ReadonlySet<string> | null = null;
  return {
    show: (unread) => {
      const fresh = known === null ? [] : unread.filter(({ key }) => known?.has(key) === false);
      known = new Set(unread.map(({ key }) => key));
      if (fresh.length === 0 || window.isDestroyed() || window.isFocused()) return;
      if (!Notification.isSupported()) return;
      if (fresh.length > ONE_BY_ONE_MAX) {
        tell(`${fresh.length} more need a person`, '/inbox');
      } else {
        for (const { kind, path } of fresh) tell(titles[kind], path);
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
