import { ENGINE } from '../domain/actor.ts';
import type { Work } from '../domain/work.ts';
import { openItem } from '../attention/items.ts';
import type { EngineContext } from '../context.ts';
import { DamagedRowError, StoreHaltedError, type Store, type Write } from '../ports.ts';

type Deps = Pick<EngineContext, 'store' | 'log' | 'clock'>;

/** A row that its handler leaves as it was is looked at again after this pause, this often. */
const UNMOVED_PAUSE_MS = 1_000;
const UNMOVED_MAX = 30;

/** A handler broke: the work is kept as a dead letter in front of a person, never dropped (R14). */
export async function setAside(deps: Deps, row: Work, error: unknown): Promise<void> {
  const { store, log, clock } = deps;
  if (error instanceof StoreHaltedError) return;
  log.error('work broke', { work: row.id, error });
  const nowMs = clock.nowMs();
  const text = error instanceof Error ? error.message : 'an unknown failure';
  try {
    await store.commit({
      writes: [
        { write: 'work', row: { ...row, deadAt: nowMs, leaseUntil: null, lastError: text } },
        ...await brokenWork(store, { id: row.id, text, nowMs }),
      ],
      audit: {
        at: nowMs, actor: ENGINE, act: 'work.broken', subject: 'work', subjectId: row.id,
        reason: text, data: {},
      },
    });
  } catch (second) {
    if (!(second instanceof StoreHaltedError)) log.error('work could not be set aside', { second });
  }
}

/**
 * Every handler ends by moving its row. One that came back as it was would be taken again at once,
 * for ever: it is postponed a little, and set aside when that does not help.
 */
export async function postponeUnmoved(deps: Deps, row: Work): Promise<void> {
  const { store, clock } = deps;
  const after = await store.read.work(row.id);
  const unmoved = after !== null && after.deadAt === null && after.dueAt === row.dueAt
    && after.leaseUntil === row.leaseUntil && after.tries === row.tries;
  // A clock that was set back meanwhile made it early: nothing is wrong with it.
  const early = Math.max(row.dueAt, row.leaseUntil ?? row.dueAt) > clock.nowMs();
  if (!unmoved || early) return;
  if (row.tries >= UNMOVED_MAX) {
    await setAside(deps, row, new Error('nothing could be done with it'));
    return;
  }
  await store.commit({
    writes: [{
      write: 'work',
      row: { ...row, dueAt: clock.nowMs() + UNMOVED_PAUSE_MS, tries: row.tries + 1 },
    }],
    audit: null,
  });
}

/**
 * A damaged work row makes every round fail that reaches it: it is taken out and stands in front
 * of a person. Answers whether that was what went wrong.
 */
export async function removeDamaged(deps: Deps, error: unknown): Promise<boolean> {
  if (!(error instanceof DamagedRowError) || error.table !== 'work') return false;
  const nowMs = deps.clock.nowMs();
  const answer = await deps.store.commit({
    writes: [
      { write: 'work-done', id: error.id },
      ...await brokenWork(deps.store, { id: error.id, text: error.message, nowMs }),
    ],
    audit: {
      at: nowMs, actor: ENGINE, act: 'work.damaged', subject: 'work', subjectId: error.id,
      reason: error.message, data: {},
    },
  });
  return answer.ok;
}

function brokenWork(
  store: Store,
  { id, text, nowMs }: { readonly id: string; readonly text: string; readonly nowMs: number },
): Promise<readonly Write[]> {
  return openItem(store, {
    subject: 'work', subjectId: id, reason: 'work-broken', nowMs,
    text: `Paydesk could not go on with ${id}: ${text}`,
  });
}
