import { describe, expect, test } from 'vitest';
import { openInMemory } from '../../db/migrate.ts';
import { change } from '../../db/sample-rows.ts';
import { createStore } from '../../db/store.ts';
import { createHandClock } from '../../testing/hand-clock.ts';
import { MARKETPLACE_ID, marketplaceRow } from '../../testing/seed-rows.ts';
import { createCountingIds, createSeeded } from '../../testing/seeded.ts';
import type { Result } from '../domain/result.ts';
import type { Ask } from '../api.ts';
import { createSecrets } from '../secrets/secrets.ts';
import {
  createInboundSecretCommands, inboundSecretContext, isLiving, LIVING_MAX, OVERLAP_MS,
} from './inbound-secrets.ts';

const ask: Ask = { actor: { kind: 'operator', id: 'opr_1', name: 'Ana' }, idempotency: null };
const keyAsk: Ask = { actor: { kind: 'api-key', id: 'key_1', name: 'k' }, idempotency: null };

async function world() {
  const store = createStore({ database: openInMemory() });
  const clock = createHandClock(Date.UTC(2026, 10, 21, 9));
  const { random } = createSeeded(1);
  const secrets = createSecrets({ key: new Uint8Array(32).fill(5), keyId: 'dk_1', random });
  await store.commit(change([
    { write: 'insert', noun: 'marketplaces', row: marketplaceRow() },
  ]));
  const { rotateInboundSecret } = createInboundSecretCommands({
    store, clock, random, secrets, ids: createCountingIds(),
  });
  const rotate = (endPrevious = false) =>
    rotateInboundSecret(ask, { marketplaceId: MARKETPLACE_ID, endPrevious });
  const present = async () => (await store.read.marketplaces())[0]?.inboundSecrets ?? [];
  return { store, clock, secrets, rotateInboundSecret, rotate, present };
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

describe('an inbound secret', () => {
  test('is shown once and kept sealed for itself', async () => {
    const { rotate, present, secrets, store } = await world();
    const { secret, previousEndsAt, marketplace } = must(await rotate());
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect([previousEndsAt, marketplace.version]).toEqual([null, 2]);
    const [kept] = await present();
    if (kept === undefined) throw new Error('It was kept.');
    expect(kept.endsAt).toBeNull();
    expect(secrets.open(kept.secret, inboundSecretContext(kept.id))).toBe(secret);
    expect(() => secrets.open(kept.secret, inboundSecretContext('ibs_other')))
      .toThrow('was not used');
    const log = JSON.stringify(await store.read.auditHead());
    expect(log).toContain('inbound-secret.rotated');
    expect(log).not.toContain(secret.slice(6));
    expect(log).not.toContain(kept.secret.box);
  });

  test('goes on for a day beside its successor', async () => {
    const { rotate, present, clock } = await world();
    must(await rotate());
    const { previousEndsAt } = must(await rotate());
    expect(previousEndsAt).toBe(clock.nowMs() + OVERLAP_MS);
    const [, old] = await present();
    if (old === undefined) throw new Error('The old one goes on.');
    expect(isLiving(old, clock.nowMs() + OVERLAP_MS - 1)).toBe(true);
    expect(isLiving(old, clock.nowMs() + OVERLAP_MS)).toBe(false);
  });

  test('ends at once where it leaked', async () => {
    const { rotate, present } = await world();
    must(await rotate());
    const { previousEndsAt } = must(await rotate(true));
    expect(previousEndsAt).toBeNull();
    expect(await present()).toHaveLength(1);
  });

  test('is one of few, and a rotation puts off no end', async () => {
    const { rotate, present, clock } = await world();
    must(await rotate());
    must(await rotate());
    const firstEnd = (await present())[1]?.endsAt;
    clock.jump(1_000);
    must(await rotate());
    expect((await present()).map(({ endsAt }) => endsAt))
      .toEqual([null, clock.nowMs() + OVERLAP_MS, firstEnd]);
    must(await rotate());
    expect(await present()).toHaveLength(LIVING_MAX);
    clock.jump(OVERLAP_MS);
    must(await rotate());
    expect(await present()).toHaveLength(2);
  });

  test('is not for a key to make, nor for a marketplace that is none', async () => {
    const { rotateInboundSecret, present } = await world();
    const input = { marketplaceId: MARKETPLACE_ID, endPrevious: false };
    expect(await rotateInboundSecret(keyAsk, input))
      .toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
    expect(await rotateInboundSecret(ask, { ...input, marketplaceId: 'mkt_none' }))
      .toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await present()).toEqual([]);
  });
});
