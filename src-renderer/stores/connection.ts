import { create } from 'zustand';

/**
 * Whether the engine tells this window what changes. `reconnecting`: it did and stopped; the
 * window tries again by itself. `offline`: tried for a while without an answer.
 */
export type ConnectionState = 'connecting' | 'online' | 'reconnecting' | 'offline';

type Connection = {
  readonly state: ConnectionState;
  /** Counts how often the stream came back: whatever was missed is read again. */
  readonly resumed: number;
  /** Since when nothing is heard, by this machine's clock (`Date.now`); null while it is. */
  readonly lostAt: number | null;
  /** When it is tried again, by the same clock; null while a try is under way or none is due. */
  readonly retryAt: number | null;
};

export const useConnection = create<Connection>()(() => ({
  state: 'connecting', resumed: 0, lostAt: null, retryAt: null,
}));

/** Says how the stream stands; a state that stays keeps the moment since which it does. */
export function setConnection(
  state: ConnectionState, now: number = Date.now(), retryAt: number | null = null,
): void {
  useConnection.setState((before) => ({
    state, retryAt: isAway(state) ? retryAt : null,
    lostAt: isAway(state) ? before.lostAt ?? now : null,
    resumed: before.resumed + (state === 'online' && isAway(before.state) ? 1 : 0),
  }));
}

function isAway(state: ConnectionState): boolean {
  return state === 'reconnecting' || state === 'offline';
}

const askers = new Set<() => void>();

/** Hears that the operator does not want to wait for the next try. */
export function onTryNow(listener: () => void): () => void {
  askers.add(listener);
  return () => { askers.delete(listener); };
}

/** Tries at once, whatever pause is under way. */
export function tryNow(): void {
  for (const ask of askers) ask();
}
