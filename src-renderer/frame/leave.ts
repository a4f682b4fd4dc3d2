import type { useRouter } from '@tanstack/react-router';
import { call } from '../engine/call.ts';
import { markLeaving, setSession } from '../engine/session.ts';
import { toastRefusal } from '../ui/toast.ts';

/**
 * Locks this window or signs out of it; the routes then lead to the screen that fits. `switch`:
 * whoever signs in next goes on at this place; after `signOut` they begin anew.
 */
export async function leave(
  how: 'lock' | 'signOut' | 'switch',
  router: Pick<ReturnType<typeof useRouter>, 'invalidate' | 'navigate'>,
): Promise<void> {
  markLeaving(true);
  try {
    setSession(how === 'lock' ? await call('session.lock', {}) : await call('session.signOut', {}));
    if (how === 'signOut') await router.navigate({ to: '/sign-in' });
    else await router.invalidate();
  } catch (error) {
    markLeaving(false);
    toastRefusal(error);
  }
}
