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
 * Asking moves no money. Answers how many there were.
 */
export async function askAtOnce(deps: OperationDeps): Promise<number> {
  const { store, clock, transactions } = deps;
  let found = 0;
  for (;;) {
    const far = await store.read.inquiriesBeyond(clock.nowMs() + PAUSE_MS_MAX, ROUND_MAX);
    const results = await Promise.all(far.map(({ subjectId, paymentId }) =>
      transactions.change(
        paymentId ?? '',
        { actor: ENGINE, act: 'operation.inquire', reason: 'The clock was set back.' },
        (aggregate, { nowMs }) => {
          const operation = aggregate.operations.find(({ id }) => id === subjectId);
          return accept(operation === undefined || operation.dueAt <= nowMs + PAUSE_MS_MAX
            ? { aggregate }
            : { aggregate: replaceOperation(aggregate, { ...operation, dueAt: nowMs }) });
        },
      )));
    found += far.length;
    // One that could not be moved is asked when its time comes, rather than tried here for ever.
    if (far.length < ROUND_MAX || results.some(({ ok }) => !ok)) return found;
  }
}
