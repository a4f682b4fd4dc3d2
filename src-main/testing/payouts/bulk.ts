/** An operator who reads a file of payouts in and lets them go as batches. */
import { setTimeout as pause } from 'node:timers/promises';
import { contract } from '../../contract/contract.ts';
import type { TaskRow } from '../../contract/payouts.ts';
import type { DoorReady } from '../kill/processes.ts';
import { amountTextOf, type Task } from './announcer.ts';
import { openDesk, UnansweredError } from './console.ts';

const PAUSE_MS = 200;

/**
 * Plans the rows and starts a batch of what was planned. Where the door is killed meanwhile the
 * operator begins anew: rows that were planned are answered with their payment, and a batch that
 * had begun already leaves a second one nothing to do.
 */
export async function letGo(
  door: () => DoorReady | null,
  { marketplaceId, tasks }: { readonly marketplaceId: string; readonly tasks: readonly Task[] },
): Promise<void> {
  for (;;) {
    const ready = door();
    if (ready !== null && await tryToLetGo(ready, marketplaceId, tasks)) return;
    await pause(PAUSE_MS);
  }
}

async function tryToLetGo(
  ready: DoorReady, marketplaceId: string, tasks: readonly Task[],
): Promise<boolean> {
  try {
    const { call } = await openDesk(ready);
    const { rows } = await call('payouts.plan', contract.payouts.plan, {
      marketplaceId, source: 'payouts.csv', rows: tasks.map(rowOf),
    });
    const paymentIds = rows.map((row) => {
      if (row.kind === 'planned') return row.paymentId;
      throw new Error(`A row was refused: ${row.code}, ${row.message}`);
    });
    await call('batches.create', contract.batches.create, {
      act: 'release', selection: { paymentIds }, reason: 'The payday of the soak.',
    });
    return true;
  } catch (error) {
    if (error instanceof UnansweredError) return false;
    throw error;
  }
}

function rowOf(task: Task): TaskRow {
  return {
    taskId: task.taskId, payee: task.payee, amount: amountTextOf(task), asset: 'USDC',
    completedAt: null, title: null, identity: null,
  };
}
