import { createDueQueue } from '../due-queue.ts';
import { createLanes } from './lanes.ts';
import { handAgainLost } from './looking.ts';
import { createMoves } from './moves.ts';
import { createMoving, PACE, type Deps, type Later, type Step } from './moving.ts';
import { isFinal, type Transaction, type Try } from './state.ts';
import { replaceTry, submitTransfer } from './submit.ts';

type Due = { readonly id: string; readonly step: Step; readonly waitMs: number };

export type Driver = {
  /** Takes up a transaction that was just written. */
  start(id: string): void;
  /** A second try under a transaction's nonce: the same for more, or nothing to oneself. */
  replace(id: string, kind: Try['kind']): void;
  settleDue(): void;
  nextDueMs(): number | null;
  /** Ends what faults hold back. */
  release(): void;
  /** After a restart: everything unfinished goes on from what the journal says. */
  resume(): void;
  /** Hands over again what the chain has lost. */
  resend(): void;
};

/** Moves transactions on as time passes: INITIATED, QUEUED, SENT, and what the chain says. */
export function createDriver(deps: Deps): Driver {
  const { world, state } = deps;
  const due = createDueQueue<Due>();
  const later: Later = (id, step, waitMs) => {
    due.push(world.nowMs() + waitMs, { id, step, waitMs });
    deps.onDue();
  };
  const moving = createMoving(deps, later);
  const moves = createMoves(moving);
  const lanes = createLanes((id, done) => submitTransfer(moving, moves.broadcast, { id, done }));
  const steps: Record<Step, (row: Transaction, waitMs: number) => void> = {
    queue: moves.queue,
    send: ({ walletId, id }) => lanes.add(walletId, id),
    look: moves.look,
    glance: (row) => moves.look(row, null),
    stuck: (row) => {
      if (row.state === 'SENT' && row.mined === null) moving.put(row, { state: 'STUCK' });
    },
    release: moves.release,
    complete: moves.complete,
    reorg: moves.reorg,
    back: moves.back,
  };
  return {
    start: (id) => later(id, 'queue', PACE.queuedAfterMs),
    replace: (id, kind) => replaceTry(moving, moves.broadcast, { id, kind }),
    settleDue: () => due.carryOut(world.nowMs(), ({ id, step, waitMs }) => {
      const row = state.transactions.get(id);
      if (row !== undefined) steps[step](row, waitMs);
    }),
    nextDueMs: due.nextMs,
    release: () => {
      for (const row of [...state.transactions.values()]) {
        if (row.fate === null) continue;
        moves.release(row);
        if (row.fate.word === 'delayed-complete' && row.mined !== null) moves.complete(row);
      }
    },
    resume: () => {
      for (const row of state.transactions.values()) resumeOne(row, later);
      handAgainLost(moving);
    },
    resend: () => handAgainLost(moving),
  };
}

/** Where a transaction goes on after a restart. */
function resumeOne(row: Transaction, later: Later): void {
  if (row.direction === 'INBOUND') return;
  if (row.state === 'INITIATED') return later(row.id, 'queue', 0);
  if (row.state === 'CLEARED' || row.state === 'QUEUED') return later(row.id, 'send', 0);
  if (row.tries.some(({ isSent }) => !isSent) && row.fate !== null) {
    if (row.fate.forMs !== null) later(row.id, 'release', row.fate.forMs);
    if (row.state === 'SENT') later(row.id, row.fate.word === 'stuck' ? 'stuck' : 'complete', 0);
    return;
  }
  if (row.mined !== null) {
    if (!isFinal(row.state)) later(row.id, 'complete', 0);
  } else if (row.tries.length > 0) later(row.id, 'look', 0);
}
