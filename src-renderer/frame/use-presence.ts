import { useEffect } from 'react';
import { call } from '../engine/call.ts';

const SAID_EVERY_MS = 60_000;

/**
 * Tells the engine that a person is at the window, at most once a minute, so that reading keeps a
 * session open and only absence locks it.
 */
export function usePresence(): void {
  useEffect(() => {
    let saidAt = -SAID_EVERY_MS;
    const say = (): void => {
      const now = performance.now();
      if (now - saidAt < SAID_EVERY_MS) return;
      saidAt = now;
      // A window that cannot reach the engine shows that elsewhere; here nothing is lost.
      call('session.touch', {}).catch(() => undefined);
    };
    const signs = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, say, { passive: true, capture: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, say, { capture: true });
    };
  }, []);
}
