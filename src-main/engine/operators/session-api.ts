import type { Operator } from '../domain/records.ts';
import type { Result } from '../domain/result.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { SessionPhase } from '../../contract/session.ts';
import type { Credentials } from '../operator-api.ts';

/** `operator` is set while someone is signed in, locked or not. */
export type SessionState = { readonly phase: SessionPhase; readonly operator: Operator | null };

/** `sessionId` null: every session has to look again. */
export type PhaseChange = { readonly sessionId: string | null };

export type Sessions = {
  readonly stateOf: (caller: Caller) => Promise<SessionState>;
  /** Creates the first operator and signs it in; refused once there is any. */
  readonly createFirst: (caller: Caller, input: Credentials) => Promise<Result<SessionState>>;
  readonly signIn: (caller: Caller, input: Credentials) => Promise<Result<SessionState>>;
  readonly signOut: (caller: Caller) => Promise<SessionState>;
  readonly lock: (caller: Caller) => Promise<SessionState>;
  readonly unlock: (caller: Caller, password: string) => Promise<Result<SessionState>>;
  /** One's own password; the session goes on, every other one of this operator ends. */
  readonly changePassword: (
    caller: Caller, input: { readonly current: string; readonly next: string },
  ) => Promise<Result<SessionState>>;
  /**
   * Confirms exactly one act, named by the digest of its call, with a code of the authenticator app
   * (OWASP Transaction Authorization: what is confirmed is what is done, once).
   */
  readonly prove: (
    caller: Caller, input: { readonly digest: string; readonly code: string },
  ) => Promise<Result<null>>;
  /**
   * Takes the confirmation of this act, given within the last minute; null where there is none.
   * Each counts once; the answer puts it back where the act was refused after all.
   */
  readonly takeProof: (caller: Caller, digest: string) => (() => void) | null;
  /** The screen was locked or the machine goes to sleep: every session locks. */
  readonly lockAll: () => void;
  /** A person did something in this window: the idle time begins anew. */
  readonly touch: (caller: Caller) => void;
  /**
   * The signed-in operator, read again from the store. Refuses `unauthenticated`,
   * `session_locked` or `password_change_needed`. It is no sign of a person, because windows ask
   * by themselves; see `touch`.
   */
  readonly requireOperator: (caller: Caller) => Promise<Result<Operator>>;
  readonly onPhaseChanged: (listener: (change: PhaseChange) => void) => () => void;
  /** Ends every session and every timer. */
  readonly close: () => void;
};
