import type { EventName, EventPayload } from '../contract/contract.ts';
import type { Caller } from '../contract/handlers.ts';
import type { Engine } from '../engine/api.ts';
import type { Sessions } from '../engine/operators/session-api.ts';
import type { Log } from '../engine/ports.ts';
import type { Rehearsal } from './rehearsal/handlers.ts';

export type Tell = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** Tells one window of everything that changes, until the answer is called. */
export function tellWindow(
  { engine, sessions, log, rehearsal }: {
    readonly engine: Engine; readonly sessions: Sessions; readonly log: Log;
    readonly rehearsal: Rehearsal;
  },
  caller: Caller,
  tell: Tell,
): () => void {
  const stops = [
    engine.onCommitted(({ nouns, paymentIds, events }) => {
      const at = events.at(-1)?.at ?? 0;
      tell('changed', { nouns: [...nouns], paymentIds: [...paymentIds], at });
    }),
    engine.onHealthChanged(() => {
      tell('changed', { nouns: ['connections'], paymentIds: [], at: 0 });
    }),
    rehearsal.onChanged(() => {
      tell('changed', { nouns: ['rehearsal'], paymentIds: [], at: 0 });
    }),
    engine.onHalted((reason) => { tell('halted', { reason }); }),
    sessions.onPhaseChanged(({ sessionId }) => {
      if (sessionId !== null && sessionId !== caller.sessionId) return;
      sessions.stateOf(caller).then(({ phase }) => { tell('session', { phase }); })
        // The window asks again by itself; a store that just closed must not end the process.
        .catch((error: unknown) => {
          log.error('a window was not told of its session', { error });
        });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
