import { useRouter } from '@tanstack/react-router';
import { useConnection } from '../stores/connection.ts';
import { prefer, usePreferences } from '../stores/preferences.ts';

/**
 * Whether amounts are hidden, and how to turn that. Sentences read the preference while they are
 * drawn, so the screen is drawn anew: from a new reading, or as it is where none can be had.
 */
export function useHideAmounts(): { readonly hidden: boolean; readonly toggle: () => void } {
  const router = useRouter();
  const hidden = usePreferences(({ hideAmounts }) => hideAmounts);
  return {
    hidden,
    toggle: () => {
      prefer({ hideAmounts: !usePreferences.getState().hideAmounts });
      if (useConnection.getState().state === 'online') void router.invalidate();
    },
  };
}
