import type { Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { SessionState } from '../operators/session-api.ts';
import type { CallParsed } from '../../contract/contract.ts';
import type { Caller, Handlers } from '../../contract/handlers.ts';
import type { OperatorView, SessionView } from '../../contract/session.ts';
import { acts, confirmedBy, reads, type SecondCredentials, type ViewDeps } from './guard.ts';

type SessionHandlers = Pick<Handlers, Extract<keyof Handlers, `session.${string}`>>;
type OperatorHandlers = Pick<Handlers, Extract<keyof Handlers, `operators.${string}`>>;

/** Who sits at the window, and what they do with their own account. */
export function sessionHandlers(deps: ViewDeps): SessionHandlers {
  const { sessions, engine } = deps;
  const view = async (
    state: Result<SessionState> | SessionState, caller: Caller,
  ): Promise<Result<SessionView>> => {
    if ('phase' in state) return accept(sessionView(deps, state, caller));
    return state.ok ? accept(sessionView(deps, state.value, caller)) : state;
  };
  return {
    'session.get': async (_input, caller) => view(await sessions.stateOf(caller), caller),
    'session.createFirst': async (input, caller) =>
      view(await sessions.createFirst(caller, input), caller),
    'session.signIn': async (input, caller) => view(await sessions.signIn(caller, input), caller),
    'session.signOut': async (_input, caller) => view(await sessions.signOut(caller), caller),
    'session.touch': (_input, caller) => {
      sessions.touch(caller);
      return Promise.resolve(accept({}));
    },
    // Whoever is at the window may say it; the shell hears it on the way (`shell/speech.ts`).
    'session.speak': () => Promise.resolve(accept({})),
    'session.lock': async (_input, caller) => view(await sessions.lock(caller), caller),
    'session.unlock': async ({ password }, caller) =>
      view(await sessions.unlock(caller, password), caller),
    'session.changePassword': async (input, caller) =>
      view(await sessions.changePassword(caller, input), caller),
    'session.prove': acts(deps, async (input: CallParsed<'session.prove'>, { caller }) => {
      const proven = await sessions.prove(caller, input);
      return proven.ok ? accept({}) : proven;
    }),
    'session.newWindow': acts(deps, () => {
      const url = deps.newWindow();
      return Promise.resolve(url === null ? refuse('state_forbids', {},
        'This window has no address that another browser could open.') : accept({ url }));
    }),
    'session.beginCode': acts(deps, ({ password }: { password: string }, { operator }) =>
      engine.operators.beginCode(operator, password)),
    'session.confirmCode': acts(deps, async ({ code }: { code: string }, { operator }) =>
      viewed(await engine.operators.confirmCode(operator, code))),
    'session.makeRecoveryCode': acts(deps, async (
      { password }: { password: string }, { operator },
    ) => {
      const made = await engine.operators.makeRecoveryCode(operator, password);
      return made.ok ? accept({ recoveryCode: made.value }) : made;
    }),
    'session.recover': async (input) => {
      const recovered = await engine.operators.recover(input);
      return recovered.ok ? accept({}) : recovered;
    },
  };
}

/** The accounts of everybody, for those who keep them. */
export function operatorHandlers(deps: ViewDeps): OperatorHandlers {
  const { operators } = deps.engine;
  const onOperator = <I extends { second: SecondCredentials | null }>(
    run: (
      ask: Parameters<typeof operators.change>[0],
      input: Omit<I, 'second'> & { second: Operator | null },
    ) => Promise<Result<Operator>>,
  ) => acts(deps, async (input: I, { operator, ask }) => {
    const second = await confirmedBy(deps, operator, input.second);
    return second.ok ? viewed(await run(ask, { ...input, second: second.value })) : second;
  });
  return {
    'operators.list': reads(deps, async () => accept({
      items: (await operators.list()).map(operatorView),
      appRequired: await operators.appRequired(),
    })),
    'operators.create': onOperator((ask, input: Omit<CallParsed<'operators.create'>, 'second'> & {
      second: Operator | null;
    }) => operators.create(ask, input)),
    'operators.change': onOperator(operators.change),
    'operators.resetPassword': onOperator(operators.resetPassword),
    'operators.removeCode': onOperator(operators.removeCode),
    'operators.requireApp': acts(deps, async (
      { required, second }: CallParsed<'operators.requireApp'>, { operator, ask },
    ) => {
      const verified = await confirmedBy(deps, operator, second);
      if (!verified.ok) return verified;
      const kept = await operators.requireApp(ask, { required, second: verified.value });
      return kept.ok ? accept({}) : kept;
    }),
  };
}

function viewed(result: Result<Operator>): Result<OperatorView> {
  return result.ok ? accept(operatorView(result.value)) : result;
}

function operatorView(operator: Operator): OperatorView {
  const { id, name, role, disabledAt, createdAt, version, signedInAt, lockedUntil } = operator;
  return {
    id, name, role, disabled: disabledAt !== null, createdAt, version, signedInAt, lockedUntil,
    mustChangePassword: operator.mustChangePassword, hasCode: operator.code !== null,
    hasRecoveryCode: operator.recoveryHash !== null,
  };
}

function sessionView(deps: ViewDeps, state: SessionState, { host }: Caller): SessionView {
  return {
    phase: state.phase, operator: state.operator === null ? null : operatorView(state.operator),
    sandbox: deps.sandbox, version: deps.version, host, nowMs: deps.nowMs(),
    halted: deps.halted(),
  };
}
