import type { Operator } from '../domain/records.ts';
import { accept, type Result } from '../domain/result.ts';
import type { SessionState } from '../operators/sessions.ts';
import type { Caller, Handlers } from '../../contract/handlers.ts';
import type { SessionView } from '../../contract/session.ts';
import { acts, reads, type ViewDeps } from './guard.ts';

type SessionHandlers = Pick<
  Handlers, Extract<keyof Handlers, `session.${string}` | `operators.${string}`>
>;
type Credentials = { name: string; password: string };

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
    'session.createFirst': async (input: Credentials, caller) =>
      view(await sessions.createFirst(caller, input), caller),
    'session.signIn': async (input: Credentials, caller) =>
      view(await sessions.signIn(caller, input), caller),
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
    'operators.list': reads(deps, async () =>
      accept({ items: (await engine.operators.list()).map(operatorView) })),
    'operators.create': acts(deps, async (input: Credentials, { ask }) => {
      const created = await engine.operators.create(ask, input);
      return created.ok ? accept(operatorView(created.value)) : created;
    }),
  };
}

function operatorView({ id, name, role, disabledAt, createdAt }: Operator) {
  return { id, name, role, disabled: disabledAt !== null, createdAt };
}

function sessionView(deps: ViewDeps, state: SessionState, { host }: Caller): SessionView {
  return {
    phase: state.phase, operator: state.operator === null ? null : operatorView(state.operator),
    sandbox: deps.sandbox, version: deps.version, host, nowMs: deps.nowMs(),
    halted: deps.halted(),
  };
}
