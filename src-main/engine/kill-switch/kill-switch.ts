import { z } from 'zod';
import type { Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import type { Ask } from '../api.ts';
import { createOneAtATime } from '../operators/one-at-a-time.ts';
import type { Clock, Store } from '../ports.ts';

/** The setting under which it stands that nothing is sent; empty while all is well. */
const STOPPED = 'sending-stopped';

const stoppedShape = z.object({
  at: z.number().int(), by: z.object({ id: z.string(), name: z.string() }), reason: z.string(),
});
/** Since when nothing is sent, who said so, and why. */
export type Stopped = z.infer<typeof stoppedShape>;

/**
 * Stops everything that could move money, at once and over every restart, and stops no question:
 * what is on its way is still asked about, so that nothing stays unclear for the sake of a stop.
 */
export type KillSwitch = {
  /** Reads it from the store; to be called before anything runs. */
  readonly load: () => Promise<void>;
  readonly state: () => Stopped | null;
  /**
   * Once it answers, nothing is begun any more; what a rail has in hand already goes on, and is
   * asked about. A second stop changes nothing.
   */
  readonly stop: (ask: Ask, input: { readonly reason: string }) => Promise<Result<Stopped>>;
  /** Lets things go on, on the word of two operators; what waited leaves within seconds. */
  readonly lift: (
    ask: Ask, input: { readonly reason: string; readonly second: Operator },
  ) => Promise<Result<null>>;
};

const WAITING_MAX = 16;

/** The switch of one store. Stops and lifts follow each other; none overtakes another. */
export function createKillSwitch(
  { store, clock }: { readonly store: Store; readonly clock: Pick<Clock, 'nowMs'> },
): KillSwitch {
  let stopped: Stopped | null = null;
  const oneAtATime = createOneAtATime(WAITING_MAX);
  const inTurn = <T>(job: () => Promise<Result<T>>): Promise<Result<T>> =>
    oneAtATime(job) ?? Promise.resolve(refuse('rate_limited'));
  const keep = async (
    next: Stopped | null, { actor }: Ask, { act, reason, data = {} }: {
      readonly act: string; readonly reason: string;
      readonly data?: Readonly<Record<string, string>>;
    },
  ): Promise<boolean> => {
    const answer = await store.commit({
      writes: [{
        write: 'setting', key: STOPPED, value: next === null ? '' : JSON.stringify(next),
      }],
      audit: {
        at: clock.nowMs(), actor, act, subject: 'setting', subjectId: STOPPED, reason, data,
      },
    });
    return answer.ok;
  };

  return {
    load: async () => {
      const text = await store.read.setting(STOPPED);
      // A text that is none of ours must not let anything go: it throws, and nothing starts.
      stopped = text === null || text === '' ? null : stoppedShape.parse(JSON.parse(text));
    },
    state: () => stopped,
    stop: (ask, { reason }) => inTurn(async () => {
      if (ask.actor.kind !== 'operator') return refuse('forbidden', { actor: ask.actor.kind });
      if (stopped !== null) return accept(stopped);
      const { id, name } = ask.actor;
      // In force before it is written: nothing may leave while the disk is waited for.
      stopped = { at: clock.nowMs(), by: { id, name }, reason };
      return await keep(stopped, ask, { act: 'sending.stopped', reason })
        ? accept(stopped) : refuse('version_conflict');
    }),
    lift: (ask, { reason, second }) => inTurn(async () => {
      if (ask.actor.kind !== 'operator') return refuse('forbidden', { actor: ask.actor.kind });
      if (second.id === ask.actor.id) return refuse('same_operator');
      if (stopped === null) return refuse('state_forbids', {}, 'Nothing is stopped.');
      const kept = await keep(null, ask, {
        act: 'sending.lifted', reason, data: { second: second.name, stoppedBy: stopped.by.name },
      });
      if (!kept) return refuse('version_conflict');
      stopped = null;
      return accept(null);
    }),
  };
}

/** How long an operation that may not leave rests before it is looked at again. */
export const STOPPED_PAUSE_MS = 15_000;

/** Leaves an operation where it is while nothing is sent. */
export function unlessStopped(
  { store, clock }: { readonly store: Store; readonly clock: Pick<Clock, 'nowMs'> },
  killSwitch: Pick<KillSwitch, 'state'>,
  dispatch: (work: Work) => Promise<void>,
): (work: Work) => Promise<void> {
  return async (work) => {
    if (killSwitch.state() === null) return dispatch(work);
    await store.commit({
      writes: [{ write: 'work', row: { ...work, dueAt: clock.nowMs() + STOPPED_PAUSE_MS } }],
      audit: null,
    });
  };
}
