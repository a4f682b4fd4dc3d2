import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type {
  Ask, CompletedTask, PaidTask, PayoutCommands, PlannedRow, TaskPreview,
} from '../api.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { nudge } from './nudge.ts';
import { reconcile } from './reconcile.ts';
import { lookAtTask, payeeName, payTask } from './task.ts';
import { createTreasury } from './treasury.ts';

/** Rows that one call takes; a file is sent in pieces. */
export const ROWS_MAX = 500;

/** Everything that is done with payouts from a treasury. */
export function createPayoutCommands(deps: OperationDeps): PayoutCommands {
  return {
    payTask: (ask, task) => payTask(deps, ask, task),
    preview: async (tasks) => tasks.length > ROWS_MAX ? refuse('batch_limit')
      : accept(await Promise.all(tasks.map((task) => preview(deps, task)))),
    plan: async (ask, tasks) => tasks.length > ROWS_MAX ? refuse('batch_limit')
      : accept(await planAll(deps, ask, tasks)),
    nudge: (ask, input) => nudge(deps, ask, input),
    treasury: createTreasury(deps),
    reconcile: (input) => reconcile(deps, input),
  };
}

/** What would become of one row, without doing it. */
async function preview(deps: OperationDeps, task: CompletedTask): Promise<TaskPreview> {
  const looked = await lookAtTask(deps, task);
  if (!looked.ok) return { kind: 'refused', refusal: looked.refusal };
  const { value } = looked;
  if (value.present !== null) {
    return { kind: 'present', paymentId: value.present.payment.id };
  }
  return {
    kind: 'payable', payee: payeeName(value.wallet), account: value.wallet.account,
    gross: value.charged.gross, fee: value.charged.fee, net: value.charged.net,
    reasons: value.verdict.reasons, isNewPayee: value.paidBefore === 0,
  };
}

/** Each row in a commit of its own: what one row meets is nothing to the others. */
async function planAll(
  deps: OperationDeps,
  ask: Ask,
  tasks: readonly CompletedTask[],
): Promise<readonly PlannedRow[]> {
  const rows: PlannedRow[] = [];
  // One payee may stand in the file twice, and the second row has to see the first.
  for (const task of tasks) rows.push(rowOf(await payTask(deps, ask, task, { waits: true })));
  return rows;
}

function rowOf(result: Result<PaidTask>): PlannedRow {
  return result.ok
    ? { kind: 'planned', paymentId: result.value.payment.payment.id,
      repeated: result.value.repeated }
    : { kind: 'refused', refusal: result.refusal };
}
