import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '../engine/ports.ts';

/** A browser that was let in. `sessionId` names it to the engine and is no secret. */
export type ConsoleSession = { readonly sessionId: string; readonly endsAt: number };

export type Sessions = {
  /** A new launch token: one use, ten minutes. */
  readonly newLaunchToken: () => string;
  /** Spends a launch token; answers the two secrets of a new session, or null. */
  readonly launch: (token: string) => Launched | null;
  /** The session of a cookie and a header token that belong together; null otherwise. */
  readonly find: (cookies: string | undefined, consoleToken: string) => ConsoleSession | null;
  /** The session of a cookie alone, for downloads, which carry a one-time token of their own. */
  readonly findByCookie: (cookies: string | undefined) => ConsoleSession | null;
};

export type Launched = { readonly cookie: string; readonly consoleToken: string };

const LAUNCH_MS = 10 * 60_000;
const SESSION_MS = 12 * 3_600_000;
const SESSIONS_MAX = 64;
const COOKIE_PREFIX = 'console_sid_';

type Kept = ConsoleSession & {
  readonly cookieName: string; readonly cookieHash: Buffer; readonly tokenHash: Buffer;
};

/**
 * The sessions of browser mode (security guide 2.6): two secrets, both needed, because a cookie
 * alone is shown to every other port of this host and is sent without the page's doing. Only
 * hashes are kept. Idle locking is the engine's; here a session ends after twelve hours.
 */
export function createSessions(deps: {
  readonly clock: Pick<Clock, 'nowMs'>; readonly random: Random;
}): Sessions {
  const { clock, random } = deps;
  const secret = (): string => Buffer.from(random.bytes(32)).toString('base64url');
  const launchTokens = new Map<string, number>();
  const sessions = new Map<string, Kept>();

  const living = (): readonly Kept[] => {
    const now = clock.nowMs();
    for (const [name, { endsAt }] of sessions) if (endsAt <= now) sessions.delete(name);
    return [...sessions.values()];
  };
  const byCookie = (header: string | undefined): readonly Kept[] => {
    const cookies = readCookies(header);
    return living().filter(({ cookieName, cookieHash }) =>
      matches(cookieHash, cookies.get(cookieName) ?? ''));
  };
  return {
    newLaunchToken: () => {
      const token = secret();
      launchTokens.set(hash(token).toString('hex'), clock.nowMs() + LAUNCH_MS);
      return token;
    },
    launch: (token) => {
      const name = hash(token).toString('hex');
      const validUntil = launchTokens.get(name);
      launchTokens.delete(name);
      if (validUntil === undefined || validUntil <= clock.nowMs()) return null;
      const consoleToken = secret();
      const cookie = secret();
      // A name of its own, so that two tabs of one browser may hold two sessions.
      const sessionId = Buffer.from(random.bytes(12)).toString('hex');
      const cookieName = COOKIE_PREFIX + sessionId;
      const oldest = living();
      if (oldest.length >= SESSIONS_MAX) sessions.delete(oldest[0]?.sessionId ?? '');
      sessions.set(sessionId, {
        sessionId, endsAt: clock.nowMs() + SESSION_MS, cookieName, cookieHash: hash(cookie),
        tokenHash: hash(consoleToken),
      });
      const attributes = `Path=/; Max-Age=${SESSION_MS / 1_000}; HttpOnly; SameSite=Strict`;
      return { cookie: `${cookieName}=${cookie}; ${attributes}`, consoleToken };
    },
    find: (cookies, consoleToken) =>
      byCookie(cookies).find(({ tokenHash }) => matches(tokenHash, consoleToken)) ?? null,
    findByCookie: (cookies) => byCookie(cookies)[0] ?? null,
  };
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function matches(kept: Buffer, presented: string): boolean {
  return timingSafeEqual(kept, hash(presented));
}

function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const pairs = (header ?? '').split(';').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
  });
  return new Map(pairs);
}
