import { useRouter, type AnyRoute } from '@tanstack/react-router';
import { useEffect } from 'react';

/**
 * Brings every screen's code into the window once it is open. A screen that were fetched only when
 * it is gone to could not be while the door does not answer, and the window would be lost with it.
 */
export function useAllScreens(): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => {
      const routes: readonly AnyRoute[] = Object.values(router.routesById);
      for (const route of routes) {
        // The panel that says what failed is fetched apart, and is wanted just then.
        for (const part of [undefined, 'errorComponent', 'notFoundComponent'] as const) {
          // What cannot be had now is fetched when it is gone to.
          void Promise.resolve(router.loadRouteChunk(route, part)).catch(() => undefined);
        }
      }
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [router]);
}

/** The first screen is drawn before anything else is fetched. */
const AFTER_MS = 500;
