import type { ServerResponse } from 'node:http';
import type { EventName } from '../contract/contract.ts';
import type { Caller } from '../contract/handlers.ts';
import type { Clock } from '../engine/ports.ts';

/** The open event streams of the console, so that closing it ends them all. */
export type EventStreams = {
  /** Writes events into an answer whose head is written, until either side ends it. */
  readonly open: (outgoing: ServerResponse, caller: Caller, endsAt: number) => void;
  readonly endAll: () => void;
};

/**
 * What a window that stopped reading may let pile up before its stream is cut. It opens a new one
 * and reads its screens again, which says the same in less.
 */
const UNREAD_BYTES_MAX = 1024 * 1024;

export function createEventStreams(deps: {
  readonly clock: Clock;
  readonly subscribe: (
    caller: Caller, tell: (name: EventName, payload: unknown) => void,
  ) => () => void;
  readonly heartbeatMs: number;
}): EventStreams {
  const { clock, subscribe, heartbeatMs } = deps;
  const open = new Set<() => void>();
  return {
    open: (outgoing, caller, endsAt) => {
      let cancelBeat: () => void = () => undefined;
      const end = (): void => {
        if (!open.delete(end)) return;
        unsubscribe();
        cancelBeat();
        outgoing.end();
      };
      const write = (text: string): void => {
        outgoing.write(text);
        if (outgoing.writableLength <= UNREAD_BYTES_MAX) return;
        end();
        outgoing.destroy();
      };
      const beat = (): void => {
        if (clock.nowMs() >= endsAt) return end();
        write(': still here\n\n');
        if (open.has(end)) cancelBeat = clock.after(heartbeatMs, beat);
      };
      const unsubscribe = subscribe(caller, (name, payload) => {
        write(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`);
      });
      open.add(end);
      outgoing.once('close', end);
      // A first line at once, so that the window knows that it listens.
      beat();
    },
    endAll: () => {
      for (const end of [...open]) end();
    },
  };
}
