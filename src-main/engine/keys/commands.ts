import { timingSafeEqual } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import {
  apiScopes, type ApiKey, type ApiScope, type AuditDraft,
} from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, KeyCommands } from '../api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { checkMayConfigure } from '../operators/authority.ts';
import { claimWrites } from '../payments/transact.ts';
import { StoreHaltedError, type Clock, type Log, type Random, type Store } from '../ports.ts';
import {
  formatKey, parseKey, SECRET_BYTES, secretDigest, secretText, shortIdText,
} from './key-text.ts';

export type KeyDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** Living keys of one marketplace: enough to rotate, few enough to read. */
export const LIVING_KEYS_MAX = 20;
const NAME_LENGTH_MAX = 80;
/** The time of last use is written at most this often. */
const USE_NOTED_MS = 60_000;
/** Bytes from which eight fair characters come, with chance to spare. */
const SHORT_ID_BYTES = 32;

type NewKey = Parameters<KeyCommands['create']>[1];
/** A key in memory, its digest ready to compare. */
type Known = { readonly record: ApiKey; readonly digest: Uint8Array };

/**
 * API keys. A key is shown once; only the SHA-256 of its secret is kept. Looking one up reads
 * memory, which is read again whenever a commit touches keys.
 */
export function createKeyCommands(deps: KeyDeps): KeyCommands {
  const known = createKnownKeys(deps.store);
  const noted = new Map<string, number>();
  return {
    create: (ask, input) => create(deps, ask, input),
    revoke: async (ask, id) => {
      const revoked = await revoke(deps, ask, id);
      known.forget();
      return revoked;
    },
    authenticate: async (presented) => {
      const keys = await known.read();
      const parts = parseKey(presented);
      const found = parts === null ? undefined : keys.get(`key_${parts.shortId}`);
      // An unknown id is hashed and compared like a known one, so that time tells nothing.
      const digest = secretDigest(parts?.secret ?? presented.slice(0, 256));
      const matches = timingSafeEqual(digest, found?.digest ?? NOBODY);
      if (found === undefined || !matches) return null;
      const nowMs = deps.clock.nowMs();
      if (!isLiving(found.record, nowMs)) return null;
      noteUse(deps, noted, found.record, nowMs);
      return found.record;
    },
  };
}

/** No SHA-256 of anything that is known. */
const NOBODY = new Uint8Array(32);

function isLiving({ revokedAt, expiresAt }: ApiKey, nowMs: number): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > nowMs);
}

function createKnownKeys(store: Store) {
  let keys: Promise<ReadonlyMap<string, Known>> | null = null;
  const forget = (): void => {
    keys = null;
  };
  store.onCommitted(({ nouns }) => {
    if (nouns.includes('apiKeys')) forget();
  });
  const load = async (): Promise<ReadonlyMap<string, Known>> => {
    const records = await store.read.apiKeys();
    return new Map(records.map((record) =>
      [record.id, { record, digest: Buffer.from(record.secretHash, 'hex') }]));
  };
  return {
    forget,
    read: async (): Promise<ReadonlyMap<string, Known>> => {
      keys ??= load();
      const reading = keys;
      try {
        return await reading;
      } catch (error) {
        // A reading that failed once must not fail every request after it.
        if (keys === reading) forget();
        throw error;
      }
    },
  };
}

async function create(
  { store, clock, random }: KeyDeps,
  ask: Ask,
  input: NewKey,
): Promise<Result<{ readonly key: string; readonly record: ApiKey }>> {
  const allowed = checkMayConfigure(ask.actor);
  if (!allowed.ok) return allowed;
  const name = input.name.normalize('NFC').trim();
  const secret = secretText(random.bytes(SECRET_BYTES));
  return decideAndCommit(store, async () => {
    const nowMs = clock.nowMs();
    const fault = faultOf(input, name, nowMs);
    if (fault !== null) return refuse('invalid_request', fault);
    const [marketplaces, keys] = await Promise.all([
      store.read.marketplaces(), store.read.apiKeys(),
    ]);
    if (!marketplaces.some(({ id }) => id === input.marketplaceId)) {
      return refuse('not_found', { marketplace: input.marketplaceId });
    }
    const siblings = keys.filter((key) =>
      key.marketplaceId === input.marketplaceId && key.revokedAt === null);
    if (siblings.some((key) => key.name === name)) return refuse('name_taken', { name });
    if (siblings.length >= LIVING_KEYS_MAX) {
      return refuse('state_forbids', { keysMax: `${LIVING_KEYS_MAX}` },
        `A marketplace has at most ${LIVING_KEYS_MAX} keys; revoke one first.`);
    }
    const shortId = freshShortId(random, keys);
    const record: ApiKey = {
      id: `key_${shortId}`, marketplaceId: input.marketplaceId, name,
      secretHash: secretDigest(secret).toString('hex'), scopes: inOrder(input.scopes),
      createdAt: nowMs, expiresAt: input.expiresAt, lastUsedAt: null, revokedAt: null, version: 1,
    };
    return accept<Decision<{ readonly key: string; readonly record: ApiKey }>>({
      value: { key: formatKey(shortId, secret), record },
      writes: [
        { write: 'insert', noun: 'apiKeys', row: record },
        ...claimWrites(ask.idempotency, record.id, nowMs),
      ],
      audit: auditOf('key.created', ask.actor, record, nowMs),
    });
  });
}

function faultOf(
  { scopes, expiresAt }: NewKey,
  name: string,
  nowMs: number,
): Readonly<Record<string, string>> | null {
  if (name === '' || name.length > NAME_LENGTH_MAX || /\p{Cc}/u.test(name)) {
    return { name: `A key needs a name of at most ${NAME_LENGTH_MAX} plain characters.` };
  }
  if (scopes.length === 0) return { scopes: 'A key without scopes can do nothing.' };
  if (scopes.some((scope) => !apiScopes.includes(scope))) return { scopes: 'Unknown scope.' };
  return expiresAt !== null && expiresAt <= nowMs
    ? { expiresAt: 'The key would have expired already.' } : null;
}

function inOrder(scopes: readonly ApiScope[]): readonly ApiScope[] {
  return apiScopes.filter((scope) => scopes.includes(scope));
}

function freshShortId(random: Random, keys: readonly ApiKey[]): string {
  for (;;) {
    const shortId = shortIdText(random.bytes(SHORT_ID_BYTES));
    if (shortId !== null && !keys.some(({ id }) => id === `key_${shortId}`)) return shortId;
  }
}

async function revoke({ store, clock }: KeyDeps, ask: Ask, id: string): Promise<Result<ApiKey>> {
  const allowed = checkMayConfigure(ask.actor);
  if (!allowed.ok) return allowed;
  return decideAndCommit<ApiKey>(store, async () => {
    const key = (await store.read.apiKeys()).find((candidate) => candidate.id === id);
    if (key === undefined) return refuse('not_found', { key: id });
    if (key.revokedAt !== null) return accept({ writes: [], audit: null, value: key });
    const nowMs = clock.nowMs();
    const row: ApiKey = { ...key, revokedAt: nowMs, version: key.version + 1 };
    return accept<Decision<ApiKey>>({
      value: row,
      writes: [
        { write: 'update', noun: 'apiKeys', row, expectedVersion: key.version },
        ...claimWrites(ask.idempotency, id, nowMs),
      ],
      audit: auditOf('key.revoked', ask.actor, row, nowMs),
    });
  });
}

/** Writes the time of last use; bookkeeping for which no request waits. */
function noteUse(
  { store, log }: KeyDeps,
  noted: Map<string, number>,
  key: ApiKey,
  nowMs: number,
): void {
  const last = Math.max(noted.get(key.id) ?? 0, key.lastUsedAt ?? 0);
  if (nowMs - last < USE_NOTED_MS) return;
  noted.set(key.id, nowMs);
  const row: ApiKey = { ...key, lastUsedAt: nowMs, version: key.version + 1 };
  // A version that moved meanwhile loses this note; the next minute brings another.
  store.commit({
    writes: [{ write: 'update', noun: 'apiKeys', row, expectedVersion: key.version }],
    audit: null,
  }).catch((error: unknown) => {
    if (error instanceof StoreHaltedError) return;
    log.error('last use of a key was not noted', { error });
  });
}

function auditOf(act: string, actor: Actor, key: ApiKey, nowMs: number): AuditDraft {
  return {
    at: nowMs, actor, act, subject: 'api-key', subjectId: key.id, reason: '',
    data: {
      name: key.name, marketplace: key.marketplaceId, scopes: key.scopes.join(' '),
      ...(key.expiresAt === null ? {} : { expiresAt: new Date(key.expiresAt).toISOString() }),
    },
  };
}
