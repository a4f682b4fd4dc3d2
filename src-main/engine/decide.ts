import { refuse, type RefusalCode } from './domain/refusals.ts';
import { accept, type Result } from './domain/result.ts';
import type { ChangeSet, CommitAnswer, Store } from './ports.ts';

/** What a decision wants written, and what its caller is answered once that is durable. */
export type Decision<T> = ChangeSet & { readonly value: T };

/** Rounds before a command gives up on a payment that others keep changing. */
const ROUNDS_MAX = 25;

type Conflict = Extract<CommitAnswer, { readonly ok: false }>['conflict'];

/**
 * Decide, then record in one commit; decide again when what the decision read has changed
 * meanwhile. A unique rule that a fresh reading cannot explain becomes a refusal.
 */
export async function decideAndCommit<T>(
  store: Store,
  decide: () => Promise<Result<Decision<T>>>,
): Promise<Result<T>> {
  let last: { readonly conflict: Conflict; readonly change: ChangeSet } | null = null;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const decision = await decide();
    if (!decision.ok) return decision;
    const { writes, audit, value } = decision.value;
    if (writes.length === 0) return accept(value);
    const change = { writes, audit };
    const answer = await store.commit(change);
    if (answer.ok) return accept(value);
    const { conflict } = answer;
    last = { conflict, change };
    const again = conflict === 'version'
      || ((conflict === 'open-operation' || conflict === 'exists') && round < 2);
    if (!again) break;
  }
  return refuse(last === null ? 'version_conflict' : await codeOf(store, last));
}

/** What a conflict means to the caller; the store's own words about it are nobody's business. */
async function codeOf(
  store: Store,
  { conflict, change }: { readonly conflict: Conflict; readonly change: ChangeSet },
): Promise<RefusalCode> {
  switch (conflict) {
    case 'version': return 'version_conflict';
    case 'open-operation': return 'operation_open';
    case 'reference': return 'duplicate_reference';
    case 'name': return 'name_taken';
    // Two rules answer so: a claim that is stored already, and evidence that proves something else.
    case 'exists': return await isClaimStored(store, change)
      ? 'idempotency_in_progress' : 'duplicate_reference';
  }
}

/** Whether the change set claims an Idempotency-Key that another commit has claimed by now. */
async function isClaimStored(store: Store, { writes }: ChangeSet): Promise<boolean> {
  for (const write of writes) {
    if (write.write !== 'idempotency') continue;
    const { apiKeyId, route, key } = write.row;
    return await store.read.idempotency(apiKeyId, route, key) !== null;
  }
  return false;
}
