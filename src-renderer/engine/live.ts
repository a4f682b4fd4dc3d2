import { useMatch, useRouter } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import type { EventPayload } from '../../src-main/contract/contract.ts';
import { holdBack, useLivePause } from '../stores/live-pause.ts';
import { engineNow, onTick } from './clock.ts';
import { coalesce } from './coalesce.ts';
import { transport } from './transport.ts';

/** What a screen shows: any change of one of the nouns, or of this payment, concerns it. */
export type LiveMatch = {
  readonly nouns?: readonly string[];
  readonly paymentId?: string;
  /** Whatever changes; for the frame around the screens. */
  readonly any?: boolean;
};

const RUN_EVERY_MS = 100;

/**
 * Runs the loader of the route it stands in again whenever something that matches changed, at most
 * once per 100 ms. Old data stays on screen until the new is there, so focus, scroll and selection
 * stay where they are. While the screen is held still, changes are counted and read afterwards;
 * what was missed while the stream was lost is read for all routes at once (`watch-session.ts`).
 */
export function useLive(
  { nouns, paymentId, any = false }: LiveMatch, everyMs: number = RUN_EVERY_MS,
): void {
  const router = useRouter();
  const matchId = useMatch({ strict: false, select: (match) => match.id });
  const wanted = nouns?.join(' ') ?? '';
  useEffect(() => {
    const reload = coalesce(
      () => router.invalidate({ filter: (match) => match.id === matchId }), everyMs,
    );
    const match: LiveMatch = {
      any,
      ...(wanted === '' ? {} : { nouns: wanted.split(' ') }),
      ...(paymentId === undefined ? {} : { paymentId }),
    };
    let missed = false;
    const stopHearing = transport().on('changed', (change) => {
      if (!concerns(match, change)) return;
      // The frame waits as well: its reading would bring that of the screen within it.
      if (!useLivePause.getState().paused) return reload.request();
      missed = true;
      holdBack(change);
    });
    const stopWatching = useLivePause.subscribe(({ paused }) => {
      if (paused || !missed) return;
      missed = false;
      reload.request();
    });
    return () => { stopHearing(); stopWatching(); reload.stop(); };
  }, [router, matchId, wanted, paymentId, any, everyMs]);
}

/** Whether a change touches what a screen shows. */
export function concerns(match: LiveMatch, change: EventPayload<'changed'>): boolean {
  return match.any === true
    || (match.nouns?.some((noun) => change.nouns.includes(noun)) ?? false)
    || (match.paymentId !== undefined && change.paymentIds.includes(match.paymentId));
}

/**
 * The engine's time in steps of `everyMs`, UTC milliseconds: a component is drawn again only when
 * a step has passed. 1,000 for countdowns, 10,000 and more for relative times.
 */
export function useNow(everyMs: number): number {
  return useSyncExternalStore(onTick, () => Math.floor(engineNow() / everyMs) * everyMs);
}
