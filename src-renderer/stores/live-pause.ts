import { create } from 'zustand';
import type { EventPayload } from '../../src-main/contract/contract.ts';

type Change = EventPayload<'changed'>;

/** Whether the window is held still, and how many changes are held back meanwhile. */
export const useLivePause = create<{ readonly paused: boolean; readonly held: number }>()(
  () => ({ paused: false, held: 0 }),
);

let lastHeld = '';

/** Holds the window still, or lets it go on, which reads what was held back. */
export function pauseLive(paused: boolean): void {
  lastHeld = '';
  useLivePause.setState({ paused, held: 0 });
}

/** Counts a change that is held back: once, however many parts of the screen it concerns. */
export function holdBack({ at, nouns, paymentIds }: Change): void {
  const name = `${at} ${nouns.join(' ')} ${paymentIds.join(' ')}`;
  if (name === lastHeld) return;
  lastHeld = name;
  useLivePause.setState(({ held }) => ({ held: held + Math.max(1, paymentIds.length) }));
}
