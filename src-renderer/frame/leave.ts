import { call } from '../engine/call.ts';
import { markLeaving, setSession } from '../engine/session.ts';
import { toastRefusal } from '../ui/toast.ts';

/** Locks this window or signs out of it; the routes then lead to the screen that fits. */
export async function leave(
  how: 'lock' | 'signOut', router: { readonly invalidate: () => Promise<void> },
): Promise<void> {
  markLeaving(true);
  try {
    setSession(how === 'lock' ? await call('session.lock', {}) : await call('session.signOut', {}));
    await router.invalidate();
  } catch (error) {
    markLeaving(false);
    toastRefusal(error);
  }
}
