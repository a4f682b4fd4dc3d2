import { useConnection } from '../stores/connection.ts';
import { onRefusal, RefusalError } from './call.ts';
import { keepPlace } from './place.ts';
import { forgetSession, refreshSession } from './session.ts';
import { transport } from './transport.ts';

/** Refusals that say the session is not what the window believes. */
const ended: ReadonlySet<string> = new Set([
  'unauthenticated', 'session_locked', 'password_change_needed',
]);

/**
 * Keeps the window's idea of the session true: it is asked for again when the engine tells of a
 * change (locked elsewhere, idle too long, halted), refuses a call for want of one, or is heard
 * again after it was not. The routes then read everything again, and lead to the screen that fits.
 */
export function watchSession(router: { readonly invalidate: () => Promise<void> }): void {
  let asking = false;
  let askedMeanwhile = false;
  const again = (): void => {
    if (asking) {
      askedMeanwhile = true;
      return;
    }
    asking = true;
    void refreshSession().then(
      () => router.invalidate(),
      (error: unknown) => {
        // The door knows this window no more: the routes then show how to open it anew. After any
        // other failure what stands on screen stays; the connection's notice says why, and the
        // next change asks again.
        if (!(error instanceof RefusalError && ended.has(error.code))) return undefined;
        keepPlace();
        forgetSession(true);
        return router.invalidate();
      },
    ).finally(() => {
      asking = false;
      if (!askedMeanwhile) return;
      askedMeanwhile = false;
      again();
    });
  };
  transport().on('session', again);
  transport().on('halted', again);
  onRefusal(({ code }) => {
    // While it asks, the refusal is of its own question; asking for that again would never end.
    if (ended.has(code) && !asking) again();
  });
  useConnection.subscribe((now, before) => {
    if (now.resumed !== before.resumed) again();
  });
}
