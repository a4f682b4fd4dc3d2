import { mayDo } from '../domain/authority.ts';
import type { Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { OperatorCommands } from '../operator-api.ts';
import { codeSecret, codeUri, CODE_SECRET_BYTES, stepOfCode } from './code.ts';
import { hashPassword, SALT_BYTES, type ScryptCost } from './password-hash.ts';
import { checkPasswordRules } from './password-rules.ts';
import {
  isRecoveryCode, RECOVERY_BYTES, recoveryCodeText, recoveryHash,
} from './recovery-code.ts';
import { changeOperator, operatorActor, type OperatorDeps } from './rows.ts';
import { livingByName, recordFailure, type Verifier } from './verify.ts';

type AccountDeps = OperatorDeps & { readonly cost: ScryptCost };
type InTurn = <T>(job: () => Promise<Result<T>>) => Promise<Result<T>>;

/** Secrets of apps that are being set up; beyond it the oldest is forgotten. */
const BEGUN_MAX = 64;

/** What operators do with their own account. */
export function accountCommands(
  deps: AccountDeps,
  inTurn: InTurn,
  verifier: Verifier,
): Pick<
  OperatorCommands,
  'changePassword' | 'beginCode' | 'confirmCode' | 'checkCode' | 'makeRecoveryCode' | 'recover'
> {
  const begun = new Map<string, string>();
  return {
    changePassword: ({ id, name }, { current, next }) => inTurn(async () => {
      if (current === next) return refuse('weak_password', {}, 'That is the present password.');
      const verified = await verifier.password({ name, password: current }, {});
      return verified.ok ? setPassword(deps, id, { name, next }) : verified;
    }),
    beginCode: ({ id, name }, password) => inTurn(async () => {
      const verified = await verifier.password({ name, password }, {});
      if (!verified.ok) return verified;
      const secret = codeSecret(deps.random.bytes(CODE_SECRET_BYTES));
      begun.delete(id);
      begun.set(id, secret);
      const [oldest] = begun.keys();
      if (begun.size > BEGUN_MAX && oldest !== undefined) begun.delete(oldest);
      return accept({ secret, uri: codeUri(secret, name) });
    }),
    confirmCode: async (operator, code) => {
      const secret = begun.get(operator.id);
      if (secret === undefined) return refuse('state_forbids');
      const step = stepOfCode(secret, code, { nowMs: deps.clock.nowMs(), usedStep: null });
      if (step === null) return refuse('bad_code');
      begun.delete(operator.id);
      return changeOperator(deps, operator.id, ({ operator: now }) => accept({
        patch: { code: deps.secrets.seal(secret, contextOf(now)), codeStep: step },
        act: 'operator.code-set-up', actor: operatorActor(now),
      }));
    },
    checkCode: (operator, code) => inTurn(() => checkCode(deps, verifier, operator, code)),
    makeRecoveryCode: ({ id, name }, password) => inTurn(async () => {
      const verified = await verifier.password({ name, password }, {});
      if (!verified.ok) return verified;
      const text = recoveryCodeText(deps.random.bytes(RECOVERY_BYTES));
      const kept = await changeOperator(deps, id, ({ operator }) =>
        mayDo(operator.role, 'people') ? accept({
          patch: { recoveryHash: recoveryHash(text) }, act: 'operator.recovery-code-made',
          actor: operatorActor(operator),
        }) : refuse('forbidden'));
      return kept.ok ? accept(text) : kept;
    }),
    recover: (input) => inTurn(() => recover(deps, verifier, input)),
  };
}

/** The box of a code opens in its own account only. */
function contextOf({ id }: Operator): string {
  return `operator/${id}/code`;
}

async function setPassword(
  deps: AccountDeps,
  operatorId: string,
  { name, next, recovered = false }: {
    readonly name: string; readonly next: string; readonly recovered?: boolean;
  },
): Promise<Result<Operator>> {
  const rules = checkPasswordRules(next, name);
  if (!rules.ok) return rules;
  const passwordHash = await hashPassword(next, deps.random.bytes(SALT_BYTES), deps.cost);
  return changeOperator(deps, operatorId, ({ operator }) => accept({
    patch: {
      passwordHash, mustChangePassword: false, failedAttempts: 0, lockedUntil: null,
      ...recovered ? { code: null, codeStep: null, recoveryHash: null } : {},
    },
    act: recovered ? 'operator.recovered' : 'operator.password-changed',
    actor: operatorActor(operator),
  }));
}

async function checkCode(
  deps: AccountDeps,
  verifier: Verifier,
  { id, name }: Operator,
  code: string,
): Promise<Result<Operator>> {
  const operator = livingByName(await deps.store.read.operators(), name);
  if (operator?.id !== id || operator.code === null) return refuse('state_forbids');
  const locked = verifier.standing(operator, name);
  if (locked !== null) return locked;
  const secret = deps.secrets.open(operator.code, contextOf(operator));
  const step = stepOfCode(secret, code, {
    nowMs: deps.clock.nowMs(), usedStep: operator.codeStep,
  });
  if (step === null) {
    const counted = await recordFailure(deps, id, 'operator.code-refused');
    return counted.ok ? refuse('bad_code') : counted;
  }
  return changeOperator(deps, id, ({ operator: now }) =>
    // Another window may have used the same code in the same moment.
    now.codeStep === operator.codeStep && now.code !== null ? accept({
      patch: { codeStep: step, failedAttempts: 0, lockedUntil: null },
      act: 'operator.code-accepted', actor: operatorActor(now),
    }) : refuse('bad_code'));
}

/** A wrong code costs the same as a wrong password: it is counted, and locks. */
async function recover(
  deps: AccountDeps,
  verifier: Verifier,
  { name, password, recoveryCode }: Parameters<OperatorCommands['recover']>[0],
): Promise<Result<Operator>> {
  const operator = livingByName(await deps.store.read.operators(), name);
  const locked = verifier.standing(operator, name);
  if (locked !== null) return locked;
  const kept = operator?.recoveryHash ?? null;
  if (operator === null || kept === null || !isRecoveryCode(recoveryCode, kept)
    || !mayDo(operator.role, 'people')) {
    return verifier.failed(operator, name);
  }
  return setPassword(deps, operator.id, { name: operator.name, next: password, recovered: true });
}
