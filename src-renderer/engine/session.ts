import { create } from 'zustand';
import type { SessionView } from '../../src-main/contract/session.ts';
import { setEngineNow } from './clock.ts';
import { call } from './call.ts';

const store = create<{ readonly session: SessionView | null }>()(() => ({ session: null }));

/** A part of the session, or of null before it is known. */
export function useSession<T>(select: (session: SessionView | null) => T): T {
  return store(({ session }) => select(session));
}

/** The session as last told; asks the engine only the first time. */
export async function ensureSession(): Promise<SessionView> {
  return store.getState().session ?? await refreshSession();
}

/** Asks the engine how the session stands, and sets the window's clock by its answer. */
export async function refreshSession(): Promise<SessionView> {
  return setSession(await call('session.get', {}));
}

/** Forgets the session, so that the next `ensureSession` asks the engine. */
export function forgetSession(): void {
  store.setState({ session: null });
}

/** Keeps what a session command answered. */
export function setSession(session: SessionView): SessionView {
  setEngineNow(session.nowMs);
  store.setState({ session });
  return session;
}
