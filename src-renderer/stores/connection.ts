import { create } from 'zustand';

/**
 * Whether the engine tells this window what changes. `reconnecting`: it did and stopped; the
 * window tries again by itself. `offline`: tried for a while without an answer.
 */
export type ConnectionState = 'connecting' | 'online' | 'reconnecting' | 'offline';

export const useConnection = create<{
  readonly state: ConnectionState;
  /** Counts how often the stream came back: whatever was missed is read again. */
  readonly resumed: number;
}>()(() => ({ state: 'connecting', resumed: 0 }));

export function setConnection(state: ConnectionState): void {
  useConnection.setState((before) => ({
    state, resumed: before.resumed + (state === 'online' && wasLost(before.state) ? 1 : 0),
  }));
}

function wasLost(state: ConnectionState): boolean {
  return state === 'reconnecting' || state === 'offline';
}
