import { useMatch, useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { EventPayload } from '../../src-main/contract/contract.ts';
import { holdBack, useLivePause } from '../stores/live-pause.ts';
import { engineNow, onTick } from './clock.ts';
import { coalesce } from './coalesce.ts';
import { concerns, type LiveMatch } from './concerns.ts';
import { wasMissed } from './missed.ts';
import { transport } from './transport.ts';

const RUN_EVERY_MS = 100;

/**
 * Runs the loader of the route it stands in again whenever something that matches changed, at most
 * once per 100 ms. Old data stays on screen until the new is there, so focus, scroll and selection
 * stay where they are. What changed between its reading and its drawing is read at once. While the
 * screen is held still, changes are counted and read afterwards; what was missed while the stream
 * was lost is read for all routes at once (`watch-session.ts`).
 */
export function useLive(match: LiveMatch, everyMs: number = RUN_EVERY_MS): void {
  const router = useRouter();
  const matchId = useMatch({ strict: false, select: ({ id }) => id });
  const isMine = useEffectEvent((change: EventPayload<'changed'>) => concerns(match, change));
  const missedSome = useEffectEvent(() => wasMissed(match));
  useEffect(() => {
    const reload = coalesce(
      () => router.invalidate({ filter: ({ id }) => id === matchId }), everyMs,
    );
    let missed = missedSome();
    const goOn = (paused: boolean): void => {
      if (paused || !missed) return;
      missed = false;
      reload.request();
    };
    goOn(useLivePause.getState().paused);
    const stopHearing = transport().on('changed', (change) => {
      if (!isMine(change)) return;
      // The frame waits as well: its reading would bring that of the screen within it.
      if (!useLivePause.getState().paused) return reload.request();
      missed = true;
      holdBack(change);
    });
    const stopWatching = useLivePause.subscribe(({ paused }) => goOn(paused));
    return () => { stopHearing(); stopWatching(); reload.stop(); };
  }, [router, matchId, everyMs]);
}

/**
 * The engine's time in steps of `everyMs`, UTC milliseconds: a component is drawn again only when
 * a step has passed. 1,000 for countdowns, 10,000 and more for relative times.
 */
export function useNow(everyMs: number): number {
  return useSyncExternalStore(onTick, () => Math.floor(engineNow() / everyMs) * everyMs);
}
