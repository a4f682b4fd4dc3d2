import { confirmersOf, mayDo, rolesGiven } from '../domain/authority.ts';
import type { Operator, OperatorRole } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask } from '../api.ts';
import type { OnOperator, OperatorCommands } from '../operator-api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { hashPassword, SALT_BYTES, type ScryptCost } from './password-hash.ts';
import { checkPasswordRules } from './password-rules.ts';
import { changeOperator, type OperatorChange, type OperatorDeps } from './rows.ts';

type PeopleDeps = OperatorDeps & { readonly cost: ScryptCost };
type InTurn = <T>(job: () => Promise<Result<T>>) => Promise<Result<T>>;

/** The setting that demands an authenticator app of whoever moves money: `yes`, or nothing. */
const APP_REQUIRED = 'operators.app-required';

/** What an admin does with the accounts of others; nobody touches the own one here. */
export function peopleCommands(
  deps: PeopleDeps,
  inTurn: InTurn,
): Pick<
  OperatorCommands, 'change' | 'resetPassword' | 'removeCode' | 'appRequired' | 'requireApp'
> {
  const appRequired = async () => await deps.store.read.setting(APP_REQUIRED) === 'yes';
  return {
    appRequired,
    requireApp: (ask, input) => requireApp(deps, ask, input),
    change: (ask, input) => change(deps, ask, input),
    resetPassword: (ask, input) => inTurn(() => resetPassword(deps, ask, input)),
    removeCode: (ask, input) => onOther(deps, ask, input, (operator) =>
      operator.code === null ? refuse('state_forbids') : accept({
        patch: { code: null, codeStep: null }, act: 'operator.code-removed',
        touches: [operator.role],
      })),
  };
}

/** `touches`: the roles for which somebody else has to confirm it. */
type OthersChange = Pick<OperatorChange, 'patch' | 'act' | 'data'> & {
  readonly touches: readonly OperatorRole[];
};

function change(
  deps: PeopleDeps,
  ask: Ask,
  { role, disabled, ...input }: Parameters<OperatorCommands['change']>[1],
): Promise<Result<Operator>> {
  return onOther(deps, ask, input, (operator, nowMs) => {
    const wasOff = operator.disabledAt !== null;
    return accept({
      patch: {
        role, disabledAt: disabled ? operator.disabledAt ?? nowMs : null,
        // Whoever comes back begins with a clean count.
        ...wasOff && !disabled ? { failedAttempts: 0, lockedUntil: null } : {},
      },
      act: 'operator.changed',
      data: {
        roleBefore: operator.role, role, accountBefore: wasOff ? 'off' : 'in use',
        account: disabled ? 'off' : 'in use',
      },
      touches: rolesGiven({ role: operator.role, disabled: wasOff }, { role, disabled }),
    });
  });
}

function requireApp(
  { store, clock }: PeopleDeps,
  { actor }: Ask,
  { required, second }: { readonly required: boolean; readonly second: Operator | null },
): Promise<Result<boolean>> {
  return decideAndCommit<boolean>(store, async () => {
    const all = await store.read.operators();
    const admin = all.find(({ id, disabledAt }) => id === actor.id && disabledAt === null);
    if (actor.kind !== 'operator' || admin === undefined || !mayDo(admin.role, 'people')) {
      return refuse('forbidden');
    }
    // Who demands it without having it would be the first whom it keeps out.
    if (required && admin.code === null) return refuse('code_setup_needed');
    const missing = required ? null
      : secondMissing(all, { adminId: admin.id, targetId: null, second, roles: ['approver'] });
    if (missing !== null) return missing;
    return accept<Decision<boolean>>({
      value: required,
      writes: [{ write: 'setting', key: APP_REQUIRED, value: required ? 'yes' : '' }],
      audit: {
        at: clock.nowMs(), actor, act: 'setting.save', subject: 'setting',
        subjectId: APP_REQUIRED, reason: '',
        data: { value: required ? 'yes' : 'no', ...second === null ? {} : { second: second.name } },
      },
    });
  });
}

async function resetPassword(
  deps: PeopleDeps,
  ask: Ask,
  { password, ...input }: OnOperator & { readonly password: string },
): Promise<Result<Operator>> {
  const { store, random, cost } = deps;
  const found = (await store.read.operators()).find(({ id }) => id === input.operatorId);
  if (found === undefined) return refuse('not_found', { operator: input.operatorId });
  const rules = checkPasswordRules(password, found.name);
  if (!rules.ok) return rules;
  const passwordHash = await hashPassword(password, random.bytes(SALT_BYTES), cost);
  return onOther(deps, ask, input, (operator) => accept({
    patch: { passwordHash, mustChangePassword: true, failedAttempts: 0, lockedUntil: null },
    act: 'operator.password-reset', touches: [operator.role],
  }));
}

/**
 * An admin's act on somebody else's account. The admin's own row is part of the decision, so that
 * two admins who switch each other off at once do not both succeed: one admin always remains.
 */
function onOther(
  deps: PeopleDeps,
  ask: Ask,
  { operatorId, version, second }: OnOperator,
  decide: (operator: Operator, nowMs: number) => Result<OthersChange>,
): Promise<Result<Operator>> {
  return changeOperator(deps, operatorId, ({ operator, all, nowMs }) => {
    const admin = all.find(({ id, disabledAt }) => id === ask.actor.id && disabledAt === null);
    if (ask.actor.kind !== 'operator' || admin === undefined || !mayDo(admin.role, 'people')) {
      return refuse('forbidden');
    }
    if (admin.id === operator.id) return refuse('own_account');
    if (operator.version !== version) {
      return refuse('version_conflict', { version: `${operator.version}` });
    }
    const decided = decide(operator, nowMs);
    if (!decided.ok) return decided;
    const { touches, data, ...change } = decided.value;
    const missing = secondMissing(all, {
      adminId: admin.id, targetId: operator.id, second, roles: touches,
    });
    if (missing !== null) return missing;
    return accept({
      ...change, actor: ask.actor,
      data: {
        name: operator.name, ...data, ...second === null ? {} : { second: second.name },
      },
      also: [{ write: 'expect', noun: 'operators', id: admin.id, version: admin.version }],
    });
  });
}

/** Why the act may not be done yet: nobody, or the wrong one, has confirmed it. */
export function secondMissing(
  all: readonly Operator[],
  { adminId, targetId, second, roles }: {
    readonly adminId: string; readonly targetId: string | null;
    readonly second: Operator | null; readonly roles: readonly OperatorRole[];
  },
): Result<never> | null {
  const accounts = all.map(({ id, role, disabledAt }) =>
    ({ id, role, disabled: disabledAt !== null }));
  const could = confirmersOf(accounts, { adminId, targetId, roles });
  if (could.length === 0) return null;
  if (second === null) return refuse('second_operator_needed');
  return could.some(({ id }) => id === second.id) ? null
    : refuse(second.id === adminId ? 'same_operator' : 'forbidden', { second: second.name });
}
