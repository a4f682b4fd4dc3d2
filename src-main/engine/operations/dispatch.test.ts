import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk,
} from '../../testing/test-engine.ts';
import { connectionRow } from '../../testing/seed-rows.ts';

const move = { amountText: null, delayMs: 0 } as const;

describe('a dispatch', () => {
  test('settles a hold with the evidence of the provider', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    const { payment, escrow } = await world.payment(id);
    const hold = await world.newest(id);
    expect(payment.status).toBe('escrowed');
    expect(hold.evidence?.kind).toBe('escrow-address');
    expect(escrow?.reference).toBe(hold.reference);
    expect(await world.store().read.balances()).toContainEqual({
      connectionId: 'con_wallet', account: 'escrow', balance: payment.amount,
    });
  });

  test('is durable before the first byte leaves', async () => {
    const world = await createTestEngine({ latencyMs: () => 1_000 });
    const id = await world.pay();
    expect((await world.newest(id)).state).toBe('dispatching');
    const [attempt] = await world.store().read.attempts((await world.newest(id)).id);
    expect(attempt).toMatchObject({ purpose: 'send', endedAt: null });
    expect(world.sandbox.books()).toHaveLength(0);
  });

  test('is repeated after 2, 4 and 6 s under one key and then waits as a dead letter', async () => {
    const world = await createTestEngine({ engine: { circuitFailuresMax: 100 } });
    world.fault({ provider: 'walletDaemon', operation: 'any', fault: 'down' });
    const id = await world.pay();
    const { key } = await world.newest(id);
    for (const [pause, sends] of [[2_000, 2], [4_000, 3], [6_000, 4]] as const) {
      await world.turn(pause);
      expect(world.sent).toHaveLength(sends);
    }
    await world.turn(600_000);
    const dead = await world.newest(id);
    expect(world.sent).toHaveLength(4);
    expect(dead).toMatchObject({ state: 'scheduled', key, tries: 4 });
    expect(dead.deadAt).not.toBeNull();
    expect(await world.attention(id)).toEqual(['dead-letter']);
    world.sandbox.faults.clear();
    accepted(await world.engine().payments.retry(operatorAsk, onPayment(id)));
    await world.turn(10);
    expect(await world.newest(id)).toMatchObject({ state: 'settled', key });
    expect(await world.attention(id)).toEqual([]);
  });

  test('obeys the pause that a provider asks for', async () => {
    const world = await createTestEngine();
    world.fault({
      provider: 'walletDaemon', operation: 'any', fault: 'rate-limit', times: 1, delayMs: 30_000,
    });
    const id = await world.pay();
    await world.turn(29_000);
    expect(world.sent).toHaveLength(1);
    await world.turn(2_000);
    expect((await world.newest(id)).state).toBe('settled');
  });

  test('goes to the next connection only before anything was sent', async () => {
    const world = await createTestEngine({
      engine: { circuitFailuresMax: 1, circuitOpenMs: 60_000 },
      more: [connectionRow({ id: 'con_spare', priority: 5 })],
    });
    world.fault({ provider: 'walletDaemon', operation: 'hold', fault: 'timeout-after', times: 1 });
    const first = await world.pay();
    await world.turn(5_000);
    expect((await world.payment(first)).payment).toMatchObject({
      status: 'unclear', connectionId: 'con_wallet',
    });
    const second = await world.pay();
    expect((await world.payment(second)).payment).toMatchObject({
      status: 'escrowed', connectionId: 'con_spare',
    });
    await world.turn(600_000);
    expect((await world.newest(first)).connectionId).toBe('con_wallet');
    expect(world.sandbox.books().filter(({ kind }) => kind === 'hold')).toHaveLength(2);
  });

  test.each([
    ['error-after', 'unclear'], ['drop-after', 'unclear'], ['nonsense', 'unclear'],
    ['refuse', 'rejected'], ['down', 'scheduled'], ['rate-limit', 'scheduled'],
  ] as const)('answered by %s is %s', async (fault, state) => {
    const world = await createTestEngine();
    world.fault({ provider: 'walletDaemon', operation: 'hold', fault, times: 1 });
    const id = await world.pay();
    expect((await world.newest(id)).state).toBe(state);
  });

  test('of a repeated rejection is a new operation with a new key', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'refuse', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(10);
    const refused = await world.newest(id);
    expect(refused.state).toBe('rejected');
    expect(await world.attention(id)).toContain('release-rejected');
    accepted(await world.engine().payments.retry(operatorAsk, onPayment(id)));
    await world.turn(10);
    const again = await world.newest(id);
    expect(again).toMatchObject({ state: 'settled', retryOf: refused.id });
    expect(again.key).not.toBe(refused.key);
    expect((await world.payment(id)).payment.status).toBe('released');
  });

  test('cannot be stopped once it has left', async () => {
    const world = await createTestEngine({ latencyMs: () => 100 });
    const id = await world.pay();
    const { id: operationId } = await world.newest(id);
    const refused = await world.engine().payments.stop(operatorAsk, { paymentId: id, operationId });
    expect(refused.ok).toBe(false);
    await world.turn(200);
    expect((await world.newest(id)).state).toBe('settled');
  });

  test('never leaves beside another operation of the payment', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    const acts = await Promise.all(['release', 'refund', 'release', 'refund'].map((verb) =>
      verb === 'release'
        ? world.engine().payments.release(keyAsk, { ...onPayment(id), ...move })
        : world.engine().payments.refund(operatorAsk, { ...onPayment(id), ...move })));
    expect(acts.filter(({ ok }) => ok)).toHaveLength(1);
    await world.turn(10);
    expect(world.sandbox.books().filter(({ kind }) => kind !== 'hold')).toHaveLength(1);
  });
});
