import { z } from 'zod';
import { ENGINE } from '../domain/actor.ts';
import { invariant } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import type { EngineContext } from '../context.ts';
import type { Store } from '../ports.ts';
import type { WorkHandlers } from '../runner/runner.ts';

/** The setting under which a restored store says so; empty once two operators have lifted it. */
export const RESTORED = 'restored';

const person = z.object({ id: z.string(), name: z.string() });

/** What is known of the restore, and how far the asking of the providers has come. */
const restoredShape = z.object({
  at: z.number().int(),
  backupId: z.string(),
  backupAt: z.number().int(),
  /** The newest audit entry of the copy, and of the store that it replaced where that is known. */
  backupSeq: z.number().int(),
  replacedSeq: z.number().int().nullable(),
  by: person,
  second: person,
  reason: z.string(),
  /** Payments that were looked at, those that a person has to decide, those not answered yet. */
  asked: z.number().int(),
  differing: z.number().int(),
  silent: z.number().int(),
  /** Every payment that had not ended was asked about. */
  done: z.boolean(),
});
export type Restored = z.infer<typeof restoredShape>;

/** The text that is kept, for the setting. */
export function restoredText(restored: Restored): string {
  return JSON.stringify(restored);
}

/** Throws where the text is none of ours: a store that may not send must never forget it. */
function parseRestored(text: string): Restored {
  return restoredShape.parse(JSON.parse(text));
}

/** Whether this store was restored from a copy and sends nothing yet. */
export type Hold = {
  /** Reads it from the store; to be called before anything runs. */
  readonly load: () => Promise<void>;
  readonly state: () => Restored | null;
  /** Keeps how far the asking came. */
  readonly report: (restored: Restored) => Promise<void>;
  /** What the commit of the lifting made true. */
  readonly lifted: () => void;
};

/** The hold of one store, remembered after `load`. */
export function createHold(store: Store, nowMs: () => number): Hold {
  let restored: Restored | null = null;
  return {
    load: async () => {
      const text = await store.read.setting(RESTORED);
      restored = text === null || text === '' ? null : parseRestored(text);
    },
    state: () => restored,
    report: async (next) => {
      if (restored === null) return;
      const answer = await store.commit({
        writes: [{ write: 'setting', key: RESTORED, value: restoredText(next) }],
        audit: next.done && !restored.done ? {
          at: nowMs(), actor: ENGINE, act: 'backup.reconciled', subject: 'setting',
          subjectId: RESTORED, reason: '', data: {
            backup: next.backupId, asked: String(next.asked), differing: String(next.differing),
          },
        } : null,
      });
      invariant(answer.ok, 'The state of a restored store could not be kept.');
      restored = next;
    },
    lifted: () => { restored = null; },
  };
}

/** How long work that is held back rests before it is looked at again. */
const HELD_PAUSE_MS = 5_000;

/**
 * The handlers of a store that may be held: until it is lifted, providers are asked and nothing
 * else is done (DESIGN 6). Every way in which something leaves goes through here.
 */
export function heldBack(
  { store, clock }: Pick<EngineContext, 'store' | 'clock'>,
  hold: Hold,
  handlers: WorkHandlers,
): WorkHandlers {
  const unlessHeld = (handle: (work: Work) => Promise<void>) => async (work: Work) => {
    if (hold.state() === null) return handle(work);
    await store.commit({
      writes: [{ write: 'work', row: { ...work, dueAt: clock.nowMs() + HELD_PAUSE_MS } }],
      audit: null,
    });
  };
  return {
    inquire: handlers.inquire,
    dispatch: unlessHeld(handlers.dispatch),
    'escrow-warning': unlessHeld(handlers['escrow-warning']),
    'escrow-expiry': unlessHeld(handlers['escrow-expiry']),
    'job-expiry': unlessHeld(handlers['job-expiry']),
    deliver: unlessHeld(handlers.deliver),
    batch: unlessHeld(handlers.batch),
    inbox: unlessHeld(handlers.inbox),
    consent: unlessHeld(handlers.consent),
  };
}
