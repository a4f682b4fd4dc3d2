import { onRefusal, RefusalError } from './call.ts';
import { forgetSession, refreshSession } from './session.ts';
import { transport } from './transport.ts';

/** Refusals that say the session is not what the window believes. */
const ended: ReadonlySet<string> = new Set(['unauthenticated', 'session_locked']);

/**
 * Keeps the window's idea of the session true: it is asked for again when the engine tells of a
 * change (locked elsewhere, idle too long, halted) or refuses a call for want of one, and the
 * routes then lead to the screen that fits.
 */
export function watchSession(router: { readonly invalidate: () => Promise<void> }): void {
  let asking = false;
  const again = (): void => {
    if (asking) return;
    asking = true;
    void refreshSession()
      .catch((error: unknown) => {
        // The door knows this window no more: the routes then show how to open it anew. Any other
        // failure is shown by the connection's notice, and the next change asks again.
        if (error instanceof RefusalError && ended.has(error.code)) forgetSession();
      })
      .then(() => router.invalidate())
      .finally(() => { asking = false; });
  };
  transport().on('session', again);
  transport().on('halted', again);
  onRefusal(({ code }) => { if (ended.has(code)) again(); });
}
