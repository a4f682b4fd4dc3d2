import { ENGINE, type Actor } from '../domain/actor.ts';
import type { AuditDraft, Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { Clock, Ids, Random, Secrets, Store, Write } from '../ports.ts';
import type { ScryptCost } from './password-hash.ts';

export type OperatorDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly secrets: Secrets;
  /** What a password check costs; tests and simulation hand in a small one. */
  readonly cost?: ScryptCost;
};

/** What one act makes of an operator's account, and how the audit log tells it. */
export type OperatorChange = {
  readonly patch: Partial<Operator>;
  readonly act: string;
  readonly actor: Actor;
  readonly data?: Readonly<Record<string, string>>;
  readonly also?: readonly Write[];
};

/**
 * The one way in which an account changes: read, decide, one commit with its audit entry. `decide`
 * sees the account as it is now, switched off or not.
 */
export function changeOperator(
  { store, clock }: Pick<OperatorDeps, 'store' | 'clock'>,
  operatorId: string,
  decide: (found: {
    readonly operator: Operator; readonly all: readonly Operator[]; readonly nowMs: number;
  }) => Result<OperatorChange>,
): Promise<Result<Operator>> {
  return decideAndCommit<Operator>(store, async () => {
    const all = await store.read.operators();
    const operator = all.find(({ id }) => id === operatorId);
    if (operator === undefined) return refuse('not_found', { operator: operatorId });
    const nowMs = clock.nowMs();
    const decided = decide({ operator, all, nowMs });
    if (!decided.ok) return decided;
    const { patch, act, actor, data = {}, also = [] } = decided.value;
    const row: Operator = { ...operator, ...patch, version: operator.version + 1 };
    return accept<Decision<Operator>>({
      value: row,
      writes: [
        { write: 'update', noun: 'operators', row, expectedVersion: operator.version }, ...also,
      ],
      audit: { ...operatorAudit(row, act, nowMs), actor, data },
    });
  });
}

/** An entry about an operator, by the engine where nothing else is said. */
export function operatorAudit(operator: Operator, act: string, nowMs: number): AuditDraft {
  return {
    at: nowMs, actor: ENGINE, act, subject: 'operator', subjectId: operator.id, reason: '',
    data: {},
  };
}

/** An operator as events and audit entries name who acted. */
export function operatorActor({ id, name }: Operator): Actor {
  return { kind: 'operator', id, name };
}

/** The name as it is kept: NFC, without spaces at its ends or runs of them inside. */
export function operatorName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** The name for comparing: two that differ only in their capitals are one. */
export function foldedName(name: string): string {
  return operatorName(name).toLowerCase();
}

export function operatorByName(operators: readonly Operator[], name: string): Operator | null {
  const wanted = foldedName(name);
  return operators.find((operator) => foldedName(operator.name) === wanted) ?? null;
}
