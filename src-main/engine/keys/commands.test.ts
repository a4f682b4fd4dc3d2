import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openInMemory } from '../../db/migrate.ts';
import { change, draft, marketplace } from '../../db/sample-rows.ts';
import { createStore } from '../../db/store.ts';
import { createSeeded } from '../../testing/seeded.ts';
import type { ApiKey } from '../domain/records.ts';
import type { Result } from '../domain/result.ts';
import type { Ask } from '../api.ts';
import { createKeyCommands, LIVING_KEYS_MAX } from './commands.ts';
import { formatKey, parseKey, secretText, shortIdText } from './key-text.ts';

const ask: Ask = { actor: { kind: 'operator', id: 'opr_1', name: 'Ana' }, idempotency: null };
const input = {
  marketplaceId: 'mkt_1', name: 'backend', scopes: ['payments:read', 'jobs:write'] as const,
  expiresAt: null,
};

async function world() {
  const store = createStore({ database: openInMemory() });
  await store.commit(change([{ write: 'insert', noun: 'marketplaces', row: marketplace() }]));
  const time = { nowMs: Date.UTC(2026, 10, 21, 9) };
  const logged: string[] = [];
  const keys = createKeyCommands({
    store,
    clock: { nowMs: () => time.nowMs, after: () => () => undefined },
    random: createSeeded(1).random,
    log: {
      debug: () => undefined, info: () => undefined, warn: () => undefined,
      error: (message) => logged.push(message),
    },
  });
  const stored = async (id: string): Promise<ApiKey | undefined> =>
    (await store.read.apiKeys()).find((key) => key.id === id);
  return { store, time, keys, logged, stored };
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}

describe('a new key', () => {
  test('is shown once; the store keeps the digest of its secret', async () => {
    const { keys, store } = await world();
    const { key, record } = must(await keys.create(ask, input));
    expect(key).toMatch(/^pck_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    const secret = key.split('_')[3] ?? '';
    expect(record.secretHash).toBe(createHash('sha256').update(secret).digest('hex'));
    expect(record.scopes).toEqual(['jobs:write', 'payments:read']);
    const kept = JSON.stringify([await store.read.apiKeys(), await store.read.auditHead()]);
    expect(kept).not.toContain(secret);
  });

  test.each([
    [{ name: ' ' }, 'invalid_request'], [{ scopes: [] }, 'invalid_request'],
    [{ expiresAt: 1 }, 'invalid_request'], [{ marketplaceId: 'mkt_2' }, 'not_found'],
  ])('is refused with %j', async (patch, code) => {
    const { keys, store } = await world();
    expect(await keys.create(ask, { ...input, ...patch })).toMatchObject({ refusal: { code } });
    expect(await store.read.apiKeys()).toEqual([]);
  });

  test('is made by an operator, never by another key', async () => {
    const { keys } = await world();
    const actor = { kind: 'api-key', id: 'key_1', name: 'k' } as const;
    const refused = { refusal: { code: 'forbidden' } };
    expect(await keys.create({ ...ask, actor }, input)).toMatchObject(refused);
    expect(await keys.revoke({ ...ask, actor }, 'key_1')).toMatchObject(refused);
  });

  test('takes a name that no living key has, up to a bound', async () => {
    const { keys } = await world();
    const first = must(await keys.create(ask, input));
    expect(await keys.create(ask, input)).toMatchObject({ refusal: { code: 'name_taken' } });
    must(await keys.revoke(ask, first.record.id));
    for (let at = 0; at < LIVING_KEYS_MAX; at += 1) {
      must(await keys.create(ask, { ...input, name: at === 0 ? input.name : `k${at}` }));
    }
    expect(await keys.create(ask, { ...input, name: 'more' }))
      .toMatchObject({ refusal: { code: 'state_forbids' } });
  });
});

describe('a presented key', () => {
  test('names its record while it lives', async () => {
    const { keys, time } = await world();
    const expiresAt = time.nowMs + 5_000;
    const { key, record } = must(await keys.create(ask, { ...input, expiresAt }));
    expect(await keys.authenticate(key)).toMatchObject({ id: record.id, marketplaceId: 'mkt_1' });
    time.nowMs += 5_000;
    expect(await keys.authenticate(key)).toBeNull();
  });

  test('opens nothing once it is revoked, from that moment on', async () => {
    const { keys } = await world();
    const { key, record } = must(await keys.create(ask, input));
    expect(await keys.authenticate(key)).not.toBeNull();
    const revoked = must(await keys.revoke(ask, record.id));
    expect(revoked.revokedAt).not.toBeNull();
    expect(await keys.authenticate(key)).toBeNull();
    expect(must(await keys.revoke(ask, record.id))).toEqual(revoked);
  });

  test('opens nothing with another secret, id or checksum', async () => {
    const { keys } = await world();
    const { key, record } = must(await keys.create(ask, input));
    const other = must(await keys.create(ask, { ...input, name: 'other' }));
    const secret = other.key.split('_')[3] ?? '';
    const wrong = [
      '', 'pck_live_', 'x'.repeat(5_000), `${key}x`, key.slice(0, -1), `${key.slice(0, -6)}000000`,
      formatKey(record.id.slice(4), secret), formatKey('AAAAAAAA', secret), ` ${key}`,
      key.toLowerCase(), `Bearer ${key}`,
    ];
    for (const text of wrong) expect(await keys.authenticate(text)).toBeNull();
  });

  test('is noted as used once a minute, in no one\'s way', async () => {
    const { keys, time, store, stored, logged } = await world();
    const { key, record } = must(await keys.create(ask, input));
    const before = await store.read.auditHead();
    for (let second = 0; second < 130; second += 1) {
      await keys.authenticate(key);
      time.nowMs += 1_000;
      store.flushNow();
    }
    expect(await stored(record.id)).toMatchObject({ version: 4, lastUsedAt: time.nowMs - 10_000 });
    expect(await store.read.auditHead()).toEqual(before);
    expect(logged).toEqual([]);
  });

  test('is known when another engine part stored it', async () => {
    const { keys, store, stored } = await world();
    const { key, record } = must(await keys.create(ask, input));
    await keys.authenticate(key);
    store.flushNow();
    const row = await stored(record.id);
    if (row === undefined) throw new Error('The key is there.');
    await store.commit({
      writes: [{
        write: 'update', noun: 'apiKeys', expectedVersion: row.version,
        row: { ...row, revokedAt: 1, version: row.version + 1 },
      }],
      audit: draft(),
    });
    expect(await keys.authenticate(key)).toBeNull();
  });
});

describe('the text of a key', () => {
  test('gives back its parts', () => {
    const secret = secretText(new Uint8Array(32).fill(255));
    expect(secret).toHaveLength(43);
    expect(parseKey(formatKey('AbCd1234', secret))).toEqual({ shortId: 'AbCd1234', secret });
    expect(secretText(new Uint8Array(32))).toBe('0'.repeat(43));
  });

  test('takes eight fair characters or none', () => {
    expect(shortIdText(Uint8Array.from([0, 61, 62, 247, 248, 255, 1, 2, 3, 4]))).toBe('0z0z1234');
    expect(shortIdText(new Uint8Array(32).fill(250))).toBeNull();
  });
});
