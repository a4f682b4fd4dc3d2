import { create } from 'zustand';
import type { SessionView } from '../../src-main/contract/session.ts';
import { setEngineNow } from './clock.ts';
import { forgetPlaces } from '../stores/recent.ts';
import { call } from './call.ts';

type Kept = {
  readonly session: SessionView | null;
  /** The version of the engine that this window was loaded from; null before it is known. */
  readonly loadedFrom: string | null;
  /** This window is locking or signing out by itself. */
  readonly leaving: boolean;
  /** The session ended without this window's doing; said until someone signs in. */
  readonly endedElsewhere: boolean;
  /** The door knew this window and does not any more: it was started anew. */
  readonly forgotten: boolean;
};

const store = create<Kept>()(() => ({
  session: null, loadedFrom: null, leaving: false, endedElsewhere: false, forgotten: false,
}));

/** A part of the session, or of null before it is known. */
export function useSession<T>(select: (session: SessionView | null) => T): T {
  return store(({ session }) => select(session));
}

/** How the session of this window came to its end, for the screens before the console. */
export function useSessionEnd(): Pick<Kept, 'endedElsewhere' | 'forgotten'> {
  const endedElsewhere = store((kept) => kept.endedElsewhere);
  const forgotten = store((kept) => kept.forgotten);
  return { endedElsewhere, forgotten };
}

/** Another version than the one this window was loaded from, once it was started; else null. */
export function useOtherVersion(): { readonly before: string; readonly now: string } | null {
  const before = store(({ loadedFrom }) => loadedFrom);
  const now = store(({ session }) => session?.version ?? null);
  return before === null || now === null || before === now ? null : { before, now };
}

/** The session as last told; asks the engine only the first time. */
export async function ensureSession(): Promise<SessionView> {
  return store.getState().session ?? await refreshSession();
}

/** Asks the engine how the session stands, and sets the window's clock by its answer. */
export async function refreshSession(): Promise<SessionView> {
  return setSession(await call('session.get', {}));
}

/**
 * Forgets the session, so that the next `ensureSession` asks the engine. `byDoor`: because the door
 * does not know this window any more, which is another matter where it once did.
 */
export function forgetSession(byDoor = false): void {
  store.setState(({ session, forgotten }) => ({
    session: null, forgotten: byDoor && (forgotten || session !== null),
  }));
}

/** Says that this window itself locks or signs out, so that the end is no surprise. */
export function markLeaving(leaving: boolean): void {
  store.setState({ leaving });
}

/** Keeps what a session command answered. */
export function setSession(session: SessionView): SessionView {
  setEngineNow(session.nowMs);
  // A lock keeps them: only the same operator can open it.
  if (session.phase === 'signed-out') forgetPlaces();
  store.setState(({ session: before, loadedFrom, leaving, endedElsewhere }) => {
    const isIn = session.phase === 'signed-in';
    const ended = before?.phase === 'signed-in' && !isIn && !leaving;
    return {
      session, loadedFrom: loadedFrom ?? session.version, leaving: leaving && !isIn,
      endedElsewhere: !isIn && (endedElsewhere || ended), forgotten: false,
    };
  });
  return session;
}
