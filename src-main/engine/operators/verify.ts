import { ENGINE } from '../domain/actor.ts';
import type { Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Credentials } from '../operator-api.ts';
import { createLockout, isLockedOut, lockedOut, withFailure } from './lockout.ts';
import { checkPassword, hashPassword, SALT_BYTES, type ScryptCost } from './password-hash.ts';
import { changeOperator, foldedName, operatorActor, operatorByName, type OperatorDeps }
  from './rows.ts';

type VerifierDeps = OperatorDeps & { readonly cost: ScryptCost };

/** What a person shows to be who they are; each kind of failure counts against the same lock. */
export type Verifier = {
  /** `patch` is kept with the success. */
  readonly password: (
    credentials: Credentials, patch: Partial<Operator>,
  ) => Promise<Result<Operator>>;
  /** Counts a failure of a name, known or not, and refuses. */
  readonly failed: (operator: Operator | null, name: string) => Promise<Result<never>>;
  /** The refusal while the name is locked, or null. */
  readonly standing: (operator: Operator | null, name: string) => Result<never> | null;
};

/** Who is switched off is checked as a name that does not exist: the same work, the same answer. */
export function createVerifier(deps: VerifierDeps): Verifier {
  const { store, clock, cost } = deps;
  const unknownNames = createLockout();

  const standing = (operator: Operator | null, name: string): Result<never> | null => {
    const found = operator ?? unknownNames.standing(foldedName(name));
    return isLockedOut(found, clock.nowMs()) ? lockedOut(found, clock.nowMs()) : null;
  };
  const failed = async (operator: Operator | null, name: string): Promise<Result<never>> => {
    if (operator === null) {
      unknownNames.fail(foldedName(name), clock.nowMs());
      return refuse('bad_credentials');
    }
    const counted = await recordFailure(deps, operator.id, 'operator.password-refused');
    return counted.ok ? refuse('bad_credentials') : counted;
  };
  return {
    standing,
    failed,
    password: async ({ name, password }, patch) => {
      const operator = livingByName(await store.read.operators(), name);
      const locked = standing(operator, name);
      if (locked !== null) return locked;
      const { matches, outdated } = await checkPassword(
        password, operator?.passwordHash ?? '', cost,
      );
      if (operator === null || !matches) return failed(operator, name);
      // Only a new hash is written: what was read before the check must not undo another change.
      const renewed = outdated ? {
        passwordHash: await hashPassword(password, deps.random.bytes(SALT_BYTES), cost),
      } : {};
      return changeOperator(deps, operator.id, ({ operator: now }) =>
        now.disabledAt !== null ? refuse('bad_credentials') : accept({
          patch: { ...patch, ...renewed, failedAttempts: 0, lockedUntil: null },
          act: 'operator.password-accepted', actor: operatorActor(now),
        }));
    },
  };
}

/** An operator of this name whose account may be used. */
export function livingByName(operators: readonly Operator[], name: string): Operator | null {
  const found = operatorByName(operators, name);
  return found?.disabledAt === null ? found : null;
}

/** Counts one more failure; the tenth in a row locks. */
export function recordFailure(
  deps: Pick<OperatorDeps, 'store' | 'clock'>,
  operatorId: string,
  act: string,
): Promise<Result<Operator>> {
  return changeOperator(deps, operatorId, ({ operator, nowMs }) => {
    const { failedAttempts, lockedUntil } = withFailure(operator, nowMs);
    return accept({
      patch: { failedAttempts, lockedUntil }, act,
      actor: ENGINE,
      data: {
        failedAttempts: `${failedAttempts}`,
        ...(lockedUntil === null ? {} : { lockedUntil: new Date(lockedUntil).toISOString() }),
      },
    });
  });
}
