import { ENGINE, type Actor } from '../domain/actor.ts';
import type { AuditDraft, Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, OperatorCommands } from '../api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { claimWrites } from '../payments/transact.ts';
import type { Clock, Ids, Random, Store } from '../ports.ts';
import { createLockout, isLockedOut, lockedOut, withFailure } from './lockout.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import {
  checkPassword, hashPassword, SALT_BYTES, SCRYPT_COST, type ScryptCost,
} from './password-hash.ts';
import { checkPasswordRules } from './password-rules.ts';

export type OperatorDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** What a password check costs; tests and simulation hand in a small one. */
  readonly cost?: ScryptCost;
};

const WAITING_MAX = 16;
const NAME_LENGTH_MAX = 100;
const UNFIT_FOR_NAME = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;

/**
 * Operators and their passwords. Checks run one at a time and take as long for an unknown name as
 * for a known one; failures are counted in the store, so that a restart forgives nothing.
 */
export function createOperatorCommands(deps: OperatorDeps): OperatorCommands {
  const { store, clock } = deps;
  const cost = deps.cost ?? SCRYPT_COST;
  const oneAtATime = createOneAtATime(WAITING_MAX);
  const unknownNames = createLockout();
  // The row is read, the password checked and the failure counted inside one turn, so that no
  // guess is checked before the one ahead of it has been counted.
  const inTurn = <T>(job: () => Promise<Result<T>>): Promise<Result<T>> =>
    oneAtATime(job) ?? Promise.resolve(refuse('rate_limited'));

  return {
    any: async () => (await store.read.operators()).length > 0,
    list: () => store.read.operators(),
    create: (ask, input) => inTurn(() => create({ ...deps, cost }, ask, input)),
    verify: ({ name, password }) => inTurn(async () => {
      const operator = byName(await store.read.operators(), name);
      const nowMs = clock.nowMs();
      if (operator === null || operator.disabledAt !== null) {
        return verifyNobody({ cost, lockout: unknownNames, nowMs }, name, password);
      }
      if (isLockedOut(operator, nowMs)) return lockedOut(operator, nowMs);
      const { matches, outdated } = await checkPassword(password, operator.passwordHash, cost);
      if (!matches) return recordFailure(deps, operator.id);
      const hash = outdated
        ? await hashPassword(password, deps.random.bytes(SALT_BYTES), cost) : null;
      return recordSuccess(deps, operator.id, hash);
    }),
  };
}

/** The name as it is kept: NFC, without spaces at its ends or runs of them inside. */
export function operatorName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

function byName(operators: readonly Operator[], name: string): Operator | null {
  const wanted = folded(name);
  return operators.find((operator) => folded(operator.name) === wanted) ?? null;
}

function folded(name: string): string {
  return operatorName(name).toLowerCase();
}

async function create(
  deps: OperatorDeps & { readonly cost: ScryptCost },
  ask: Ask | null,
  input: { readonly name: string; readonly password: string },
): Promise<Result<Operator>> {
  const { store, clock, ids, random, cost } = deps;
  const name = operatorName(input.name);
  const fault = nameFault(name);
  if (fault !== null) return refuse('invalid_request', { name: fault });
  // Whoever may not create one learns nothing about the password rules and costs no hash.
  const first = await checkMayCreate(store, ask, name);
  if (!first.ok) return first;
  const rules = checkPasswordRules(input.password, name);
  if (!rules.ok) return rules;
  const passwordHash = await hashPassword(input.password, random.bytes(SALT_BYTES), cost);
  const id = ids.next('opr');
  return decideAndCommit(store, async () => {
    const allowed = await checkMayCreate(store, ask, name);
    if (!allowed.ok) return allowed;
    const nowMs = clock.nowMs();
    const operator: Operator = {
      id, name, role: allowed.value.isFirst ? 'admin' : 'approver', passwordHash,
      failedAttempts: 0, lockedUntil: null, createdAt: nowMs, disabledAt: null, version: 1,
    };
    const actor = ask?.actor ?? operatorActor(operator);
    return accept<Decision<Operator>>({
      value: operator,
      writes: [
        { write: 'insert', noun: 'operators', row: operator },
        ...claimWrites(ask?.idempotency ?? null, id, nowMs),
      ],
      audit: {
        ...auditOf(operator, 'operator.created', nowMs), actor,
        data: { name: operator.name, role: operator.role },
      },
    });
  });
}

/** The first operator by anyone; later ones by an operator, or by the engine seeding a sandbox. */
async function checkMayCreate(
  store: Store,
  ask: Ask | null,
  name: string,
): Promise<Result<{ readonly isFirst: boolean }>> {
  const operators = await store.read.operators();
  const isFirst = operators.length === 0;
  if (!isFirst && !mayAdd(operators, ask)) return refuse('forbidden');
  if (byName(operators, name) !== null) return refuse('name_taken', { name });
  return accept({ isFirst });
}

function mayAdd(operators: readonly Operator[], ask: Ask | null): boolean {
  if (ask === null) return false;
  if (ask.actor.kind === 'engine') return true;
  return ask.actor.kind === 'operator' && operators.some(({ id, disabledAt }) =>
    id === ask.actor.id && disabledAt === null);
}

function nameFault(name: string): string | null {
  if (name === '') return 'A name is needed.';
  if (Array.from(name).length > NAME_LENGTH_MAX) {
    return `A name has at most ${NAME_LENGTH_MAX} characters.`;
  }
  return UNFIT_FOR_NAME.test(name) ? 'The name holds invisible characters.' : null;
}

/** The same work and the same lockout as for an operator that exists. */
async function verifyNobody(
  { cost, lockout, nowMs }: {
    readonly cost: ScryptCost; readonly lockout: ReturnType<typeof createLockout>;
    readonly nowMs: number;
  },
  name: string,
  password: string,
): Promise<Result<Operator>> {
  const key = folded(name);
  const standing = lockout.standing(key);
  if (isLockedOut(standing, nowMs)) return lockedOut(standing, nowMs);
  await checkPassword(password, '', cost);
  lockout.fail(key, nowMs);
  return refuse('bad_credentials');
}

function recordFailure({ store, clock }: OperatorDeps, id: string): Promise<Result<Operator>> {
  return decideAndCommit<Operator>(store, async () => {
    const operator = await livingOperator(store, id);
    if (operator === null) return refuse('bad_credentials');
    const nowMs = clock.nowMs();
    const row: Operator = {
      ...operator, ...withFailure(operator, nowMs), version: operator.version + 1,
    };
    return accept<Decision<Operator>>({
      value: row,
      writes: [{
        write: 'update', noun: 'operators', row, expectedVersion: operator.version,
      }],
      audit: {
        ...auditOf(row, 'operator.password-refused', nowMs),
        data: {
          failedAttempts: `${row.failedAttempts}`,
          ...(row.lockedUntil === null
            ? {} : { lockedUntil: new Date(row.lockedUntil).toISOString() }),
        },
      },
    });
  }).then((recorded) => (recorded.ok ? refuse('bad_credentials') : recorded));
}

function recordSuccess(
  { store, clock }: OperatorDeps,
  id: string,
  passwordHash: string | null,
): Promise<Result<Operator>> {
  return decideAndCommit(store, async () => {
    const operator = await livingOperator(store, id);
    if (operator === null) return refuse('bad_credentials');
    const nowMs = clock.nowMs();
    const row: Operator = {
      ...operator, passwordHash: passwordHash ?? operator.passwordHash, failedAttempts: 0,
      lockedUntil: null, version: operator.version + 1,
    };
    return accept<Decision<Operator>>({
      value: row,
      writes: [{
        write: 'update', noun: 'operators', row, expectedVersion: operator.version,
      }],
      audit: { ...auditOf(row, 'operator.password-accepted', nowMs), actor: operatorActor(row) },
    });
  });
}

async function livingOperator(store: Store, id: string): Promise<Operator | null> {
  const operators = await store.read.operators();
  return operators.find((row) => row.id === id && row.disabledAt === null) ?? null;
}

/** An operator as events and audit entries name who acted. */
export function operatorActor({ id, name }: Operator): Actor {
  return { kind: 'operator', id, name };
}

function auditOf(operator: Operator, act: string, nowMs: number): AuditDraft {
  return {
    at: nowMs, actor: ENGINE, act, subject: 'operator', subjectId: operator.id, reason: '',
    data: {},
  };
}
