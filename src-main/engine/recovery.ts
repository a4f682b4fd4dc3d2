import { ENGINE } from './domain/actor.ts';
import { replaceOperation } from './domain/plan.ts';
import { accept, invariant } from './domain/result.ts';
import { outcomeContext, type OperationDeps } from './operations/intent.ts';
import { lose } from './operations/outcome.ts';

const ROUND_MAX = 500;

/**
 * What a crash left: every operation that was being sent may or may not have arrived. Each becomes
 * `unclear` and is inquired; nothing new is sent for its payment before it is clear (DESIGN 6).
 * Answers how many there were, and logs it.
 */
export async function recover(deps: OperationDeps): Promise<number> {
  let found = 0;
  for (;;) {
    const stuck = await deps.store.read.dispatchingOperations(ROUND_MAX);
    if (stuck.length === 0) {
      if (found > 0) deps.log.warn('operations were left in flight', { found });
      return found;
    }
    const results = await Promise.all(stuck.map((operation) =>
      loseAtStart(deps, operation.paymentId, operation.id)));
    const lostNow = results.filter(({ ok }) => ok).length;
    invariant(lostNow > 0, 'Operations left dispatching by a crash could not be recovered.');
    found += lostNow;
  }
}

async function loseAtStart(deps: OperationDeps, paymentId: string, operationId: string) {
  return deps.transactions.change(
    paymentId, { actor: ENGINE, act: 'operation.recover', reason: 'Paydesk was restarted.' },
    (aggregate, { nowMs }) => {
      const operation = aggregate.operations.find(({ id }) => id === operationId);
      if (operation?.state !== 'dispatching') return accept({ aggregate });
      const lost = lose(
        outcomeContext(deps, nowMs, aggregate), aggregate, operation,
        'Paydesk stopped while this was being sent',
      );
      if (!lost.ok) return lost;
      const unclear = lost.value.operations.find(({ id }) => id === operationId);
      return accept({
        aggregate: unclear === undefined ? lost.value
          : replaceOperation(lost.value, { ...unclear, dueAt: nowMs }),
      });
    },
  );
}
