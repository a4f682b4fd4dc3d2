import type { EvmChain } from '../evm/chain-port.ts';
import type { World } from '../world.ts';
import type { Hooks } from './hooks.ts';
import type { CircleEvent, CircleState, Transaction } from './state.ts';

/** How long a transaction stays where it is before Circle moves it on. */
export const PACE = {
  queuedAfterMs: 20, sentAfterMs: 20, completeAfterMs: 60, stuckAfterMs: 1_000,
  lookAgainMs: 100, lookAgainMaxMs: 60_000,
} as const;

export type Step = 'queue' | 'send' | 'look' | 'stuck' | 'release' | 'complete' | 'reorg' | 'back'
  | 'glance';

export type Deps = {
  readonly world: World;
  readonly state: CircleState;
  readonly chain: EvmChain;
  readonly hooks: Hooks;
  /** Something falls due that did not before: over HTTP a timer is set by it. */
  onDue(): void;
  commit(event: CircleEvent): void;
};

/** Asks for a step of a transaction after a while. */
export type Later = (id: string, step: Step, waitMs: number) => void;

/** What carries a transaction on: the driver's parts share it. */
export type Moving = Deps & {
  readonly later: Later;
  /** Writes a transaction as it becomes, and tells of its state where that is another. */
  put(row: Transaction, change: Partial<Transaction>, more?: Partial<CircleEvent>): void;
  fail(row: Transaction, reason: string, details: string): void;
};

export function createMoving(deps: Deps, later: Later): Moving {
  const { world, hooks, commit } = deps;
  const put: Moving['put'] = (row, change, more = {}) => {
    const moved = { ...row, ...change, updatedAtMs: world.nowMs() };
    commit({
      type: 'put', atMs: world.nowMs(), ...more,
      transactions: [moved, ...more.transactions ?? []],
    });
    if (moved.state !== row.state) hooks.tell(moved);
  };
  return {
    ...deps, later, put,
    fail: (row, errorReason, errorDetails) =>
      put(row, { state: 'FAILED', errorReason, errorDetails }),
  };
}
