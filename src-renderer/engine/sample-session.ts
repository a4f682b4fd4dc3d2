import type { OperatorView, SessionView } from '../../src-main/contract/session.ts';

/** For tests: an account as the engine shows it. */
export function sampleOperator(with_: Partial<OperatorView> = {}): OperatorView {
  return {
    id: 'op_ana', name: 'ana', role: 'admin', disabled: false, createdAt: 0, version: 1,
    signedInAt: 0, lockedUntil: null, mustChangePassword: false, hasCode: false,
    hasRecoveryCode: false, ...with_,
  };
}

/** For tests: the session of a window in which ana, the admin, is signed in. */
export function sampleSession(with_: Partial<SessionView> = {}): SessionView {
  return {
    phase: 'signed-in', sandbox: true, version: '0', host: 'browser', nowMs: 0, halted: null,
    operator: sampleOperator(), ...with_,
  };
}
