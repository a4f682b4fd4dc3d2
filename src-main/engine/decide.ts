import { refuse, type RefusalCode } from './domain/refusals.ts';
import { accept, type Result } from './domain/result.ts';
import type { ChangeSet, CommitAnswer, Store } from './ports.ts';

/** What a decision wants written, and what its caller is answered once that is durable. */
export type Decision<T> = ChangeSet & { readonly value: T };

/** Rounds before a command gives up on a payment that others keep changing. */
const ROUNDS_MAX = 25;

const conflictRefusal = {
  'open-operation': 'operation_open', reference: 'duplicate_reference', name: 'name_taken',
  exists: 'idempotency_in_progress',
} as const satisfies Record<string, RefusalCode>;

/**
 * Decide, then record in one commit; decide again when what the decision read has changed
 * meanwhile. A unique rule that a fresh reading cannot explain becomes a refusal.
 */
export async function decideAndCommit<T>(
  store: Store,
  decide: () => Promise<Result<Decision<T>>>,
): Promise<Result<T>> {
  let answer: CommitAnswer | null = null;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const decision = await decide();
    if (!decision.ok) return decision;
    const { writes, audit, value } = decision.value;
    if (writes.length === 0) return accept(value);
    answer = await store.commit({ writes, audit });
    if (answer.ok) return accept(value);
    const again = answer.conflict === 'version'
      || ((answer.conflict === 'open-operation' || answer.conflict === 'exists') && round < 2);
    if (!again) break;
  }
  if (answer === null || answer.ok || answer.conflict === 'version') {
    return refuse('version_conflict');
  }
  // A reference that already proves something else meets the same kind of rule as a repeated key.
  const code = answer.conflict === 'exists' && !answer.detail.includes('idempotency')
    ? 'duplicate_reference' : conflictRefusal[answer.conflict];
  return refuse(code, { rule: answer.detail });
}
