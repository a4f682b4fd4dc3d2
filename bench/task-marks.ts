/** What the engine's commits say of payouts, and when: seen between the engine and its store. */
import type { Engine } from '../src-main/engine/api.ts';
import type { ChangeSet, Store } from '../src-main/engine/ports.ts';

/** On the clock of `performance.now()`, each taken when the commit was durable. */
export type Marks = {
  /** Job, payment and payout are recorded. */
  readonly plannedAt: number;
  /** Circle has it. */
  readonly submittedAt: number;
  /** Proven by Circle and the chain, and recorded. */
  readonly releasedAt: number;
  /** How long the commits of this payout took, all together. */
  readonly commitMs: number;
  /** Listeners of the engine were told that it is released. */
  readonly toldAt: number;
};

type Draft = { -readonly [name in keyof Marks]: number } & {
  readonly done: PromiseWithResolvers<Marks>;
};

export type TaskMarks = {
  /** The marks of a task's payment once it is released. */
  readonly released: (taskId: string) => Promise<Marks>;
  readonly watch: (store: Store) => Store;
  readonly told: Parameters<Engine['onCommitted']>[0];
};

const LOST_MS = 120_000;

export function watchTasks(): TaskMarks {
  const byTask = new Map<string, Draft>();
  const byPayment = new Map<string, Draft>();
  const note = ({ writes }: ChangeSet, begunAt: number): void => {
    const now = performance.now();
    const touched = new Set<Draft>();
    for (const write of writes) {
      if ((write.write !== 'insert' && write.write !== 'update')) continue;
      if (write.noun === 'payments') {
        const { id, offerId, status } = write.row;
        const draft = byPayment.get(id) ?? byTask.get(offerId ?? '');
        if (draft === undefined) continue;
        byPayment.set(id, draft);
        touched.add(draft);
        if (write.write === 'insert') draft.plannedAt = now;
        if (status === 'released') draft.releasedAt = now;
      }
      if (write.noun === 'operations') {
        const draft = byPayment.get(write.row.paymentId);
        if (draft === undefined) continue;
        touched.add(draft);
        if (write.row.state === 'submitted' && draft.submittedAt === 0) draft.submittedAt = now;
      }
    }
    for (const draft of touched) {
      draft.commitMs += now - begunAt;
      if (draft.releasedAt !== 0 && draft.toldAt !== 0) draft.done.resolve(draft);
    }
  };
  return {
    released: (taskId) => {
      const done = Promise.withResolvers<Marks>();
      byTask.set(taskId, {
        plannedAt: 0, submittedAt: 0, releasedAt: 0, commitMs: 0, toldAt: 0, done,
      });
      const lost = setTimeout(() => {
        done.reject(new Error(`${taskId} was not released within ${LOST_MS} ms.`));
      }, LOST_MS);
      return done.promise.finally(() => { clearTimeout(lost); });
    },
    watch: (store) => ({
      ...store,
      commit: async (change) => {
        const begunAt = performance.now();
        const answer = await store.commit(change);
        if (answer.ok) note(change, begunAt);
        return answer;
      },
    }),
    told: ({ events }) => {
      for (const { kind, paymentId } of events) {
        if (kind !== 'payment.released') continue;
        const draft = byPayment.get(paymentId);
        if (draft === undefined) continue;
        // Told before or after the one who asked for the commit: both hear of it at once.
        draft.toldAt = performance.now();
        if (draft.releasedAt !== 0) draft.done.resolve(draft);
      }
    },
  };
}
