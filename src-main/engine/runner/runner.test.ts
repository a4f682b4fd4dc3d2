import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk, secondOperator,
} from '../../testing/test-engine.ts';

describe('the runner', () => {
  test('takes nothing more once the store has halted', async () => {
    const world = await createTestEngine({ latencyMs: () => 1_000 });
    const id = await world.pay();
    world.failAt('before-commit', 'disk');
    await world.turn(600_000);
    expect((await world.newest(id)).state).toBe('dispatching');
    expect(world.sent).toHaveLength(1);
    expect(world.clock.pending()).toBeLessThanOrEqual(2);
  });

  test('bears no more calls per connection than it allows', async () => {
    const world = await createTestEngine({
      connections: { con_wallet: { concurrencyMax: 2 } }, latencyMs: () => 1_000,
    });
    for (let count = 0; count < 5; count += 1) await world.pay();
    expect(world.sent).toHaveLength(2);
    await world.turn(10_000);
    expect(world.sandbox.books()).toHaveLength(5);
  });

  test('begins no more calls within a second than a connection allows', async () => {
    const world = await createTestEngine({
      connections: { con_wallet: { callsPerSecondMax: 2 } },
    });
    for (let count = 0; count < 5; count += 1) await world.pay();
    expect(world.sent).toHaveLength(2);
    await world.turn(500);
    expect(world.sent).toHaveLength(2);
    await world.turn(500);
    expect(world.sent).toHaveLength(4);
    await world.turn(1_000);
    expect(world.sent).toHaveLength(5);
    expect(world.sandbox.books()).toHaveLength(5);
  });

  test('sees what fell due while the machine slept', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.clock.jump(3_700_000);
    await world.turn(5_000);
    expect((await world.payment(id)).payment.status).toBe('refunded');
  });

  test('stops after what is in hand and starts nothing new', async () => {
    const world = await createTestEngine({ latencyMs: () => 1_000 });
    const id = await world.pay();
    const stopping = world.engine().stop(5_000);
    await world.turn(2_000);
    await stopping;
    expect((await world.newest(id)).state).toBe('settled');
    accepted(await world.engine().payments.release(keyAsk, {
      ...onPayment(id), amountText: null, delayMs: 0,
    }));
    await world.turn(60_000);
    expect((await world.newest(id)).state).toBe('scheduled');
  });

  test('leaves work alone that a clock set back made early', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    accepted(await world.engine().payments.release(keyAsk, {
      ...onPayment(id), amountText: null, delayMs: 1_000,
    }));
    // Taken when it was due, decided upon when it was not any more.
    const read = world.store().read.payment;
    Object.assign(world.store().read, {
      payment: (paymentId: string) => {
        Object.assign(world.store().read, { payment: read });
        world.clock.jump(-600_000);
        return read(paymentId);
      },
    });
    await world.turn(1_000);
    await world.turn(300_000);
    expect(world.errors).toEqual([]);
    await world.turn(600_000);
    expect((await world.payment(id)).payment.status).toBe('released');
  });

  test('leaves alone what a person ended while the clock was found set back', async () => {
    const world = await createTestEngine();
    world.fault({ provider: 'exchange', operation: 'hold', fault: 'timeout-after', times: 1 });
    const id = await world.pay({ currency: 'AITBC', amountText: '2' });
    world.fault({ provider: 'exchange', operation: 'inquire', fault: 'error-before' });
    await world.turn(60_000);
    const escrow = world.sandbox.books()[0]?.reference ?? '';
    // Between what was found and what is done about it, two operators attach the evidence.
    const { questionsBeyond } = world.store().read;
    Object.assign(world.store().read, {
      questionsBeyond: async (atMs: number, limit: number) => {
        Object.assign(world.store().read, { questionsBeyond });
        const found = await questionsBeyond(atMs, limit);
        accepted(await world.engine().payments.attachEvidence(operatorAsk, {
          ...onPayment(id), reference: escrow, second: secondOperator,
        }));
        expect(found).toHaveLength(1);
        return found;
      },
    });
    world.clock.jump(-3_600_000);
    await world.turn(10_000);
    expect((await world.newest(id)).state).toBe('settled');
    expect(world.errors).toEqual([]);
  });

  test('starts beside a damaged question that another time put off', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'stuck', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, {
      ...onPayment(id), amountText: null, delayMs: 0,
    }));
    await world.turn(100);
    const work = `inquire:${(await world.newest(id)).id}`;
    world.database.prepare('update work set due_at = due_at + 9000000 where id = ?').run(work);
    await world.restart();
    await world.turn(10_000);
    expect(await world.attention(work)).toEqual(['work-broken']);
    const other = await world.pay();
    await world.turn(10);
    expect((await world.newest(other)).state).toBe('settled');
  });
});
