import type { IncomingMessage } from 'node:http';
import type { Reads } from '../engine/ports.ts';
import type { ApiKey } from './engine-types.ts';

/**
 * Callers without a key, as the documents of S2 and S3 know them (DESIGN 8). They are let in only
 * where a setting says so, only on the routes of these documents, and only from this machine:
 * anything that a proxy or tunnel hands on comes from somewhere else, whatever its last hop is.
 */
export type LegacyDoor = {
  /** In whose name the caller is let in; null: a key is needed. */
  readonly admit: (incoming: IncomingMessage) => Promise<ApiKey | null>;
};

/** The value of the setting that means the one marketplace there is. */
const ONLY_MARKETPLACE = 'only';

const LEGACY_ID = 'legacy-loopback';
const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;
/** What proxies and tunnels say about a request that they hand on. */
const HANDED_ON = [
  'forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip',
  'cf-connecting-ip', 'true-client-ip',
] as const;

export function createLegacyDoor({ read, choice }: {
  readonly read: Pick<Reads, 'marketplaces'>;
  /** A marketplace's id, or `ONLY_MARKETPLACE`; null: the door is shut. */
  readonly choice: string | null;
}): LegacyDoor {
  return {
    admit: async (incoming) => {
      if (choice === null || !isOfThisMachine(incoming)) return null;
      const all = await read.marketplaces();
      const [found, another] = choice === ONLY_MARKETPLACE ? all
        : all.filter(({ id }) => id === choice);
      return found === undefined || another !== undefined ? null : keyOf(found.id);
    },
  };
}

/** Whether a call came in without a key: nothing can be kept in the name of such a caller. */
export function isLegacyCaller({ id }: Pick<ApiKey, 'id'>): boolean {
  return id === LEGACY_ID;
}

function isOfThisMachine({ socket, headers }: IncomingMessage): boolean {
  return LOOPBACK_ADDRESSES.has(socket.remoteAddress ?? '')
    && LOOPBACK_HOST.test(headers.host ?? '')
    && HANDED_ON.every((name) => headers[name] === undefined);
}

/** A key of no secret: it is made for one call and never stored. */
function keyOf(marketplaceId: string): ApiKey {
  return {
    id: LEGACY_ID, marketplaceId, name: 'a caller of this machine without a key', secretHash: '',
    scopes: ['quotes:write', 'payments:read', 'sellers:read', 'sellers:write'],
    createdAt: 0, expiresAt: null, lastUsedAt: null, revokedAt: null, version: 1,
  };
}
