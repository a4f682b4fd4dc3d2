import type { Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { SessionPhase } from '../../contract/session.ts';
import type { Credentials, OperatorCommands } from '../operator-api.ts';
import type { Clock } from '../ports.ts';
import type { PhaseChange, Sessions, SessionState } from './session-api.ts';

/** Lock after 15 minutes without a person (PCI DSS 8.2.8), and sign out after 12 hours. */
export const IDLE_MS = 900_000;
export const ABSOLUTE_MS = 43_200_000;
/** A wall clock that is set back this far can no longer tell how long nobody was there. */
const SET_BACK_MS = 60_000;
/** Sessions that may be open at once; each is a window or a browser tab's cookie. */
const SESSIONS_MAX = 256;

/** How long a confirmed act may wait for its call. */
const PROOF_MS = 60_000;

type Session = {
  readonly operatorId: string;
  readonly operatorName: string;
  /** A session ends when the password that opened it is no longer the operator's. */
  passwordHash: string;
  proof: { readonly digest: string; readonly until: number } | null;
  readonly signedInAt: number;
  lastActiveAt: number;
  locked: boolean;
  cancelTimer: () => void;
};

export type SessionDeps = {
  readonly clock: Clock;
  readonly operators: OperatorCommands;
  readonly idleMs?: number;
  readonly absoluteMs?: number;
};

/** What every part of the sessions shares. */
type Book = {
  readonly clock: Clock;
  readonly operators: OperatorCommands;
  readonly idleMs: number;
  readonly absoluteMs: number;
  readonly open: Map<string, Session>;
  readonly tell: (sessionId: string | null) => void;
};

/**
 * Who sits at which window. Sessions live in memory only, keyed by the id that the door gave the
 * window: a restart signs everyone out. Times are judged on every question as well as by a timer,
 * so that a timer that fires late (sleep) keeps nobody signed in.
 */
export function createSessions(deps: SessionDeps): Sessions {
  const listeners = new Set<(change: PhaseChange) => void>();
  const book: Book = {
    clock: deps.clock, operators: deps.operators, idleMs: deps.idleMs ?? IDLE_MS,
    absoluteMs: deps.absoluteMs ?? ABSOLUTE_MS, open: new Map(),
    tell: (sessionId) => {
      for (const listener of [...listeners]) listener({ sessionId });
    },
  };
  return {
    stateOf: ({ sessionId }) => stateOf(book, sessionId),
    createFirst: (caller, input) => createFirst(book, caller, input),
    signIn: async ({ sessionId }, input) => {
      const verified = await book.operators.signIn(input);
      return verified.ok ? begin(book, sessionId, verified.value) : verified;
    },
    signOut: ({ sessionId }) => {
      end(book, sessionId);
      return stateOf(book, sessionId);
    },
    lock: ({ sessionId }) => {
      lock(book, sessionId);
      return stateOf(book, sessionId);
    },
    unlock: ({ sessionId }, password) => unlock(book, sessionId, password),
    changePassword: ({ sessionId }, input) => changePassword(book, sessionId, input),
    prove: ({ sessionId }, input) => prove(book, sessionId, input),
    takeProof: ({ sessionId }, digest) => takeProof(book, sessionId, digest),
    lockAll: () => {
      for (const sessionId of [...book.open.keys()]) lock(book, sessionId);
    },
    touch: ({ sessionId }) => {
      const session = judged(book, sessionId);
      if (session !== null && !session.locked) session.lastActiveAt = book.clock.nowMs();
    },
    requireOperator: async ({ sessionId }) => {
      const { phase, operator } = await stateOf(book, sessionId);
      if (phase === 'locked') return refuse('session_locked');
      if (phase === 'change-password') return refuse('password_change_needed');
      if (phase === 'signed-in' && operator !== null) return accept(operator);
      return refuse('unauthenticated', {}, 'Sign in first; nothing was done.');
    },
    onPhaseChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const sessionId of [...book.open.keys()]) end(book, sessionId);
      listeners.clear();
    },
  };
}

async function stateOf(book: Book, sessionId: string): Promise<SessionState> {
  const operators = await book.operators.list();
  if (operators.length === 0) return { phase: 'first-run', operator: null };
  const session = judged(book, sessionId);
  if (session === null) return { phase: 'signed-out', operator: null };
  const operator = operators.find(({ id, disabledAt }) =>
    id === session.operatorId && disabledAt === null);
  if (operator?.passwordHash !== session.passwordHash) {
    end(book, sessionId);
    return { phase: 'signed-out', operator: null };
  }
  return { phase: session.locked ? 'locked' : phaseIn(operator), operator };
}

function phaseIn({ mustChangePassword }: Operator): SessionPhase {
  return mustChangePassword ? 'change-password' : 'signed-in';
}

async function createFirst(
  book: Book,
  { sessionId }: Caller,
  input: Credentials,
): Promise<Result<SessionState>> {
  const created = await book.operators.create(null, input);
  if (!created.ok) return created;
  const begun = begin(book, sessionId, created.value);
  // Windows that stood at first-run have someone to sign in as now.
  book.tell(null);
  return begun;
}

async function unlock(
  book: Book,
  sessionId: string,
  password: string,
): Promise<Result<SessionState>> {
  const session = judged(book, sessionId);
  if (session === null) return sessionEnded();
  const verified = await book.operators.verify({ name: session.operatorName, password });
  if (!verified.ok) return verified;
  // The session may have ended, or begun anew as someone else, while the password was checked.
  const still = judged(book, sessionId);
  if (still !== session || verified.value.id !== session.operatorId) {
    return sessionEnded();
  }
  session.locked = false;
  session.lastActiveAt = book.clock.nowMs();
  return goOn(book, sessionId, session, verified.value);
}

async function changePassword(
  book: Book,
  sessionId: string,
  input: { readonly current: string; readonly next: string },
): Promise<Result<SessionState>> {
  const session = judged(book, sessionId);
  if (session === null) return sessionEnded();
  if (session.locked) return refuse('session_locked');
  const { operator } = await stateOf(book, sessionId);
  if (operator === null) return sessionEnded();
  const changed = await book.operators.changePassword(operator, input);
  if (!changed.ok) return changed;
  for (const [id, other] of [...book.open]) {
    if (other.operatorId === operator.id && other !== session) end(book, id);
  }
  if (book.open.get(sessionId) !== session) return sessionEnded();
  return goOn(book, sessionId, session, changed.value);
}

/** The session stays with what the operator's row says now, and its windows look again. */
function goOn(
  book: Book, sessionId: string, session: Session, operator: Operator,
): Result<SessionState> {
  session.passwordHash = operator.passwordHash;
  arm(book, sessionId, session);
  book.tell(sessionId);
  return accept({ phase: phaseIn(operator), operator });
}

async function prove(
  book: Book,
  sessionId: string,
  { digest, code }: { readonly digest: string; readonly code: string },
): Promise<Result<null>> {
  const session = judged(book, sessionId);
  const { phase, operator } = await stateOf(book, sessionId);
  if (session === null || operator === null) return sessionEnded();
  if (phase === 'locked') return refuse('session_locked');
  const checked = await book.operators.checkCode(operator, code);
  if (!checked.ok) return checked;
  session.proof = { digest, until: book.clock.nowMs() + PROOF_MS };
  return accept(null);
}

function takeProof(book: Book, sessionId: string, digest: string): (() => void) | null {
  const session = judged(book, sessionId);
  const proof = session?.proof ?? null;
  if (session === null || proof?.digest !== digest) return null;
  session.proof = null;
  const restMs = proof.until - book.clock.nowMs();
  if (restMs < 0 || restMs > PROOF_MS) return null;
  return () => {
    if (!session.locked) session.proof ??= proof;
  };
}

function sessionEnded() {
  return refuse('unauthenticated', {}, 'The session has ended; sign in again.');
}

function begin(book: Book, sessionId: string, operator: Operator): Result<SessionState> {
  for (const id of [...book.open.keys()]) judged(book, id);
  if (book.open.size >= SESSIONS_MAX && !book.open.has(sessionId)) return refuse('rate_limited');
  book.open.get(sessionId)?.cancelTimer();
  const nowMs = book.clock.nowMs();
  const session: Session = {
    operatorId: operator.id, operatorName: operator.name, passwordHash: operator.passwordHash,
    proof: null, signedInAt: nowMs, lastActiveAt: nowMs, locked: false,
    cancelTimer: () => undefined,
  };
  book.open.set(sessionId, session);
  return goOn(book, sessionId, session, operator);
}

/** The session as the clock leaves it: ended after 12 hours, locked after 15 idle minutes. */
function judged(book: Book, sessionId: string): Session | null {
  const session = book.open.get(sessionId);
  if (session === undefined) return null;
  const nowMs = book.clock.nowMs();
  if (nowMs - session.signedInAt >= book.absoluteMs) {
    end(book, sessionId);
    return null;
  }
  const idleMs = nowMs - session.lastActiveAt;
  if (idleMs >= book.idleMs || idleMs < -SET_BACK_MS) lock(book, sessionId);
  return session;
}

function lock(book: Book, sessionId: string): void {
  const session = book.open.get(sessionId);
  if (session === undefined || session.locked) return;
  session.locked = true;
  session.proof = null;
  arm(book, sessionId, session);
  book.tell(sessionId);
}

function end(book: Book, sessionId: string): void {
  const session = book.open.get(sessionId);
  if (session === undefined) return;
  session.cancelTimer();
  book.open.delete(sessionId);
  book.tell(sessionId);
}

/** Sleeps until the clock alone changes the session, and judges it then. */
function arm(book: Book, sessionId: string, session: Session): void {
  session.cancelTimer();
  const endsAt = session.signedInAt + book.absoluteMs;
  const locksAt = session.locked ? endsAt : session.lastActiveAt + book.idleMs;
  const delayMs = Math.max(1, Math.min(endsAt, locksAt) - book.clock.nowMs());
  session.cancelTimer = book.clock.after(delayMs, () => {
    if (book.open.get(sessionId) !== session) return;
    judged(book, sessionId);
    // Still open and as it was: someone was active meanwhile, or the clock was set back.
    if (book.open.get(sessionId) === session) arm(book, sessionId, session);
  });
}
