import type { Operator, OperatorRole } from '../domain/records.ts';
import { mayDo } from '../domain/authority.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask } from '../api.ts';
import type { Credentials, OperatorCommands } from '../operator-api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { claimWrites } from '../payments/transact.ts';
import { accountCommands } from './account.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { hashPassword, SALT_BYTES, SCRYPT_COST } from './password-hash.ts';
import { checkPasswordRules } from './password-rules.ts';
import { peopleCommands, secondMissing } from './people.ts';
import {
  operatorActor, operatorAudit, operatorByName, operatorName, type OperatorDeps,
} from './rows.ts';
import { createVerifier } from './verify.ts';

const WAITING_MAX = 16;
const NAME_LENGTH_MAX = 100;
const UNFIT_FOR_NAME = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;

/**
 * Operators, their passwords and codes. Checks run one at a time and take as long for an unknown
 * name as for a known one; failures are counted in the store, so that a restart forgives nothing.
 */
export function createOperatorCommands(given: OperatorDeps): OperatorCommands {
  const deps = { ...given, cost: given.cost ?? SCRYPT_COST };
  const { store } = deps;
  const oneAtATime = createOneAtATime(WAITING_MAX);
  // The row is read, the password checked and the failure counted inside one turn, so that no
  // guess is checked before the one ahead of it has been counted.
  const inTurn = <T>(job: () => Promise<Result<T>>): Promise<Result<T>> =>
    oneAtATime(job) ?? Promise.resolve(refuse('rate_limited'));
  const verifier = createVerifier(deps);
  return {
    any: async () => (await store.read.operators()).length > 0,
    list: () => store.read.operators(),
    create: (ask, input) => inTurn(() => create(deps, ask, input)),
    verify: (input) => inTurn(() => verifier.password(input, {})),
    signIn: (input) => inTurn(() =>
      verifier.password(input, { signedInAt: deps.clock.nowMs() })),
    ...peopleCommands(deps, inTurn),
    ...accountCommands(deps, inTurn, verifier),
  };
}

type NewOperator = Credentials & {
  readonly role?: OperatorRole; readonly second?: Operator | null;
};

async function create(
  deps: OperatorDeps & { readonly cost: NonNullable<OperatorDeps['cost']> },
  ask: Ask | null,
  input: NewOperator,
): Promise<Result<Operator>> {
  const { store, clock, ids, random, cost } = deps;
  const name = operatorName(input.name);
  const fault = nameFault(name);
  if (fault !== null) return refuse('invalid_request', { name: fault });
  // Whoever may not create one learns nothing about the password rules and costs no hash.
  const first = await checkMayCreate(deps, ask, { ...input, name });
  if (!first.ok) return first;
  const rules = checkPasswordRules(input.password, name);
  if (!rules.ok) return rules;
  const passwordHash = await hashPassword(input.password, random.bytes(SALT_BYTES), cost);
  const id = ids.next('opr');
  return decideAndCommit(store, async () => {
    const allowed = await checkMayCreate(deps, ask, { ...input, name });
    if (!allowed.ok) return allowed;
    const nowMs = clock.nowMs();
    const operator: Operator = {
      id, name, role: allowed.value.role, passwordHash,
      mustChangePassword: ask?.actor.kind === 'operator',
      code: null, codeStep: null, recoveryHash: null, failedAttempts: 0, lockedUntil: null,
      signedInAt: null, createdAt: nowMs, disabledAt: null, version: 1,
    };
    return accept<Decision<Operator>>({
      value: operator,
      writes: [
        { write: 'insert', noun: 'operators', row: operator },
        ...claimWrites(ask?.idempotency ?? null, id, nowMs),
      ],
      audit: {
        ...operatorAudit(operator, 'operator.created', nowMs),
        actor: ask?.actor ?? operatorActor(operator),
        data: {
          name: operator.name, role: operator.role,
          ...input.second === undefined || input.second === null
            ? {} : { second: input.second.name },
        },
      },
    });
  });
}

/** The first operator by anyone; later ones by an admin, or by the engine seeding a sandbox. */
async function checkMayCreate(
  { store }: Pick<OperatorDeps, 'store'>,
  ask: Ask | null,
  { name, role = 'approver', second = null }: NewOperator,
): Promise<Result<{ readonly role: OperatorRole }>> {
  const all = await store.read.operators();
  if (all.length === 0) return accept({ role: 'admin' });
  const admin = all.find(({ id, disabledAt }) => id === ask?.actor.id && disabledAt === null);
  const isEngine = ask?.actor.kind === 'engine';
  const mayAdd = isEngine
    || (ask?.actor.kind === 'operator' && admin !== undefined && mayDo(admin.role, 'people'));
  if (!mayAdd) return refuse('forbidden');
  if (operatorByName(all, name) !== null) return refuse('name_taken', { name });
  const missing = admin === undefined ? null
    : secondMissing(all, { adminId: admin.id, targetId: null, second, roles: [role] });
  return missing ?? accept({ role });
}

function nameFault(name: string): string | null {
  if (name === '') return 'A name is needed.';
  if (Array.from(name).length > NAME_LENGTH_MAX) {
    return `A name has at most ${NAME_LENGTH_MAX} characters.`;
  }
  return UNFIT_FOR_NAME.test(name) ? 'The name holds invisible characters.' : null;
}
