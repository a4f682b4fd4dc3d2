import type { Job } from '../domain/job.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { CompletedTask } from '../api.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { counterWrite } from '../payments/record.ts';
import type { Write } from '../ports.ts';

/** The job of a task, and the writes that record it once its payment is known. */
export type TaskJob = {
  readonly row: Job;
  readonly writesWith: (attached: Job) => readonly Write[];
};

/**
 * The job that the task names, where Paydesk has one: it has to be completed and without a payment
 * (S4-026 to S4-029). A task that is new here becomes a job that is completed already.
 */
export async function canonicalJob(
  { store, clock, ids }: Pick<OperationDeps, 'store' | 'clock' | 'ids'>,
  task: CompletedTask,
): Promise<Result<TaskJob>> {
  const job = await store.read.job(task.taskId);
  if (job === null || job.marketplaceId !== task.marketplaceId) {
    return accept(newJob(task, { id: ids.next('job'), nowMs: clock.nowMs() }));
  }
  if (job.state !== 'completed') return refuse('job_not_completed', { state: job.state });
  const owner = payeeOf(job);
  if (owner !== null && owner !== task.payeeReference) {
    return refuse('not_this_payee', { job: job.id });
  }
  const payments = await store.read.paymentsOfJob(job.id);
  const paid = payments.find(({ status }) => status !== 'failed' && status !== 'cancelled');
  if (paid !== undefined) return refuse('already_paid', { payment: paid.id });
  const row = { ...job, updatedAt: clock.nowMs(), version: job.version + 1 };
  return accept({
    row,
    writesWith: (attached) => [{
      write: 'update', noun: 'jobs', row: attached, expectedVersion: job.version,
    }],
  });
}

function newJob(
  task: CompletedTask,
  { id, nowMs }: { readonly id: string; readonly nowMs: number },
): TaskJob {
  const row: Job = {
    id, marketplaceId: task.marketplaceId, state: 'completed', payload: task.payload, ttlMs: 0,
    expiresAt: nowMs, paymentId: null, reason: 'The task was announced as completed.',
    createdAt: nowMs, updatedAt: nowMs, endedAt: nowMs, version: 1,
  };
  return {
    row,
    writesWith: (attached) => [
      { write: 'insert', noun: 'jobs', row: attached }, counterWrite('job:completed', 1),
    ],
  };
}

/** Who a job says it is for, where its payload names a payee; null where it says nothing. */
function payeeOf({ payload }: Job): string | null {
  try {
    const value: unknown = JSON.parse(payload);
    if (typeof value !== 'object' || value === null) return null;
    for (const name of ['workerId', 'worker_id', 'payee_reference']) {
      const found: unknown = Reflect.get(value, name);
      if (typeof found === 'string' && found !== '') return found;
    }
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
