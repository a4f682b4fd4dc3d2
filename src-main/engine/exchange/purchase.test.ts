import { describe, expect, test } from 'vitest';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';
import { accepted, createTestEngine, keyAsk } from '../../testing/test-engine.ts';
import type { TestEngine, TestEngineOptions } from '../../testing/test-engine.ts';

const order = {
  marketplaceId: MARKETPLACE_ID, userId: 'u1', btcText: '0.01', aitbcText: null,
  aitbcAddress: 'buyer-tokens', refundAddress: null,
} as const;

async function buy(world: TestEngine, given: Partial<typeof order> = {}) {
  const asked = world.engine().exchange.purchase(keyAsk, { ...order, ...given });
  await world.turn(10);
  return asked;
}

async function bought(options: TestEngineOptions = {}, before?: (world: TestEngine) => void) {
  const world = await createTestEngine(options);
  before?.(world);
  const { purchase, payment } = accepted(await buy(world));
  const status = async () => (await world.store().read.purchase(purchase.id))?.status;
  return { world, id: payment.payment.id, status };
}

describe('a purchase', () => {
  test('holds the bitcoin, credits the tokens, and then releases', async () => {
    const { world, id, status } = await bought();
    await world.turn(1_000);
    expect((await world.payment(id)).operations.map(({ kind, state }) => `${kind} ${state}`))
      .toEqual(['hold settled', 'purchase settled', 'release settled']);
    expect(await status()).toBe('completed');
    expect(world.sandbox.books().map(({ kind, amount }) => `${kind} ${amount}`))
      .toEqual(['hold 0.01', 'purchase 1000', 'release 0.01']);
  });

  test('that the exchange refuses gives the bitcoin back', async () => {
    const { world, id, status } = await bought({}, ({ fault }) => {
      fault({ provider: 'exchange', operation: 'purchase', fault: 'refuse', times: 1 });
    });
    await world.turn(1_000);
    expect((await world.payment(id)).payment.status).toBe('refunded');
    expect(await status()).toBe('refunded');
  });

  test('whose rate has moved buys nothing and gives the bitcoin back', async () => {
    const { world, status } = await bought({ latencyMs: ({ url }) =>
      url.endsWith('/escrow/create') ? 1_000 : 0 });
    world.sandbox.setRate('99000');
    await world.turn(5_000);
    expect(await status()).toBe('refunded');
    expect(world.sandbox.books().some(({ kind }) => kind === 'purchase')).toBe(false);
  });

  test('whose outcome is not known freezes both legs', async () => {
    const { world, id, status } = await bought({}, ({ fault }) => {
      fault({ provider: 'exchange', operation: 'purchase', fault: 'drop-after', times: 1 });
      fault({ provider: 'exchange', operation: 'inquire', fault: 'error-before' });
    });
    await world.turn(60_000);
    expect(await status()).toBe('frozen');
    expect(world.sandbox.books().map(({ kind }) => kind)).toEqual(['hold', 'purchase']);
    expect(await world.attention(id)).toContain('outcome-unclear');
    world.sandbox.faults.clear();
    await world.turn(120_000);
    expect(await status()).toBe('completed');
    expect(world.sandbox.books().filter(({ kind }) => kind === 'purchase')).toHaveLength(1);
  });

  test('is refused on a rate that is too old', async () => {
    const world = await createTestEngine();
    world.fault({ provider: 'exchange', operation: 'rate', fault: 'stale-rate', times: 1 });
    expect(await buy(world)).toMatchObject({ ok: false, refusal: { code: 'rate_stale' } });
    expect(world.sandbox.books()).toHaveLength(0);
  });

  test('is refused beyond ten an hour, also when they come at once', async () => {
    const world = await createTestEngine();
    const asked = await Promise.all(Array.from({ length: 14 }, () => buy(world)));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(10);
    expect(asked.filter(({ ok }) => !ok).map((answer) => !answer.ok && answer.refusal.code))
      .toEqual(Array.from({ length: 4 }, () => 'purchase_limit'));
  });
});
