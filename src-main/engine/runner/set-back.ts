import { ENGINE } from '../domain/actor.ts';
import { replaceOperation } from '../domain/plan.ts';
import { accept } from '../domain/result.ts';
import type { OperationDeps } from '../operations/intent.ts';

/** The longest pause between two questions is a minute, or a call's deadline (two minutes). */
const PAUSE_MS_MAX = 120_000;
const ROUND_MAX = 200;

/**
 * Asks now what would be asked later than any pause lasts: the clock was set back since that was
 * decided, and a payment in doubt must not wait in silence until the time is back (R11, R14).
 * Asking moves no money. One that cannot be moved is asked when its time comes.
 */
export async function askAtOnce({ store, clock, transactions }: OperationDeps): Promise<void> {
  for (;;) {
    let moved = 0;
    const far = await store.read.inquiriesBeyond(clock.nowMs() + PAUSE_MS_MAX, ROUND_MAX);
    await Promise.all(far.map(({ subjectId, paymentId }) =>
      transactions.change(
        paymentId ?? '',
        { actor: ENGINE, act: 'operation.inquire', reason: 'The clock was set back.' },
        (aggregate, { nowMs }) => {
          const operation = aggregate.operations.find(({ id }) => id === subjectId);
          // What a person ended meanwhile has nothing left to be asked.
          const isAsked = operation?.state === 'submitted' || operation?.state === 'unclear';
          if (!isAsked || operation.dueAt <= nowMs + PAUSE_MS_MAX) return accept({ aggregate });
          moved += 1;
          return accept({
            aggregate: replaceOperation(aggregate, { ...operation, dueAt: nowMs }),
          });
        },
      )));
    // A round that moved nothing would find the same rows again, for ever.
    if (far.length < ROUND_MAX || moved === 0) return;
  }
}
