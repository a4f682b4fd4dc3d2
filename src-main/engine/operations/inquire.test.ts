import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk,
} from '../../testing/test-engine.ts';

const tokens = { currency: 'AITBC', amountText: '5' } as const;
const move = { amountText: null, delayMs: 0 } as const;

describe('an inquiry', () => {
  test('settles what had happened, with the transaction', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-after', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(10);
    expect((await world.payment(id)).payment.status).toBe('unclear');
    await world.turn(2_500);
    const [, booked] = world.sandbox.books();
    expect(await world.newest(id)).toMatchObject({ state: 'settled', reference: booked?.hash });
    expect((await world.payment(id)).payment.status).toBe('released');
    expect(await world.attention(id)).toEqual([]);
  });

  test('believes an unknown id only after the grace and two readings', async () => {
    const world = await createTestEngine();
    const id = await world.pay(tokens);
    world.fault({ provider: 'exchange', operation: 'release', fault: 'drop-before', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    const { key } = await world.newest(id);
    await world.turn(9_900);
    expect(await world.newest(id)).toMatchObject({ state: 'unclear' });
    expect((await world.newest(id)).missingReadings).toBeGreaterThan(0);
    await world.turn(10_000);
    expect(await world.newest(id)).toMatchObject({ state: 'settled', key });
    expect(world.sandbox.books().filter(({ kind }) => kind === 'release')).toHaveLength(1);
  });

  test('takes an active escrow for no proof, asks on, and sends nothing again', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-before', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(1_800_000);
    expect(await world.newest(id)).toMatchObject({ state: 'unclear', deadAt: null });
    expect(world.sent.filter((path) => path.endsWith('/release'))).toHaveLength(1);
    expect(await world.attention(id)).toEqual(['outcome-unclear']);
    const refused = await world.engine().payments.refund(operatorAsk, {
      ...onPayment(id), ...move,
    });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'outcome_unclear' } });
  });

  test('finds a release that the daemon took, hid and carried out an hour later', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'stuck', times: 1 });
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-after', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(1_200_000);
    expect((await world.payment(id)).payment.status).toBe('unclear');
    world.sandbox.faults.clear();
    await world.turn(120_000);
    expect((await world.payment(id)).payment.status).toBe('released');
    expect(world.sandbox.books().filter(({ kind }) => kind === 'release')).toHaveLength(1);
  });

  test('starts counting anew when the provider is silent in between', async () => {
    const world = await createTestEngine();
    const id = await world.pay(tokens);
    world.fault({ provider: 'exchange', operation: 'release', fault: 'drop-before', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(2_500);
    expect((await world.newest(id)).missingReadings).toBe(1);
    world.fault({
      provider: 'exchange', operation: 'inquire', fault: 'error-before', times: 1,
    });
    await world.turn(5_000);
    expect((await world.newest(id)).missingReadings).toBe(0);
  });

  test('never returns unsent what the provider had accepted', async () => {
    const world = await createTestEngine({ engine: { submittedDeadlineMs: 60_000 } });
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'stuck', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(10);
    expect((await world.newest(id)).state).toBe('submitted');
    await world.turn(120_000);
    expect(await world.newest(id)).toMatchObject({
      state: 'unclear', failureCode: 'accepted_unclear',
    });
    const releases = world.sent.filter((path) => path.endsWith('/release'));
    expect(releases).toHaveLength(1);
    expect(await world.attention(id)).toContain('outcome-unclear');
    world.sandbox.faults.clear();
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('released');
  });

  test.each(['while it runs', 'while it is stopped'])(
    'is not put off by a clock that is set back %s', async (when) => {
      const world = await createTestEngine({ engine: { submittedDeadlineMs: 60_000 } });
      const id = await world.pay();
      world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'stuck', times: 1 });
      accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
      await world.turn(2_500);
      const asked = world.sent.length;
      world.clock.jump(-7_200_000);
      if (when === 'while it is stopped') await world.restart();
      await world.turn(180_000);
      expect(world.sent.length - asked).toBeGreaterThan(0);
      expect(world.sent.length - asked).toBeLessThanOrEqual(4);
      expect((await world.newest(id)).state).toBe('unclear');
      expect(await world.attention(id)).toEqual(['outcome-unclear']);
    });

  test('stops where the provider cannot tell, in front of a person', async () => {
    const world = await createTestEngine();
    world.fault({ provider: 'walletDaemon', operation: 'hold', fault: 'drop-before', times: 1 });
    const id = await world.pay();
    await world.turn(60_000);
    const sends = world.sent.length;
    await world.turn(3_600_000);
    expect(world.sent).toHaveLength(sends);
    expect((await world.payment(id)).payment.status).toBe('unclear');
    expect(await world.attention(id)).toEqual(['outcome-unclear']);
  });

  test('keeps a clock that was set back from stretching the next call', async () => {
    const world = await createTestEngine({ latencyMs: ({ method }) => method === 'GET' ? 50 : 0 });
    const deadlines: number[] = [];
    const id = await world.pay({ currency: 'AITBC', amountText: '5' });
    world.clock.jump(-3_600_000);
    await world.turn(60_000);
    for (const attempt of await world.store().read.attempts((await world.newest(id)).id)) {
      deadlines.push(attempt.deadlineAt - attempt.startedAt);
    }
    expect(Math.max(...deadlines)).toBeLessThanOrEqual(5_000);
    expect((await world.payment(id)).payment.status).toBe('escrowed');
  });

  test('counts two readings of one moment once, and none of them as a contradiction', async () => {
    const world = await createTestEngine({ latencyMs: ({ method }) => method === 'GET' ? 20 : 0 });
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-after', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(10);
    const checks = [1, 2, 3].map(() =>
      world.engine().payments.check(operatorAsk, { paymentId: id }));
    await world.turn(5_000);
    await Promise.all(checks);
    expect((await world.payment(id)).payment.status).toBe('released');
    expect(await world.attention(id)).toEqual([]);
    expect(world.errors).toEqual([]);
  });
});
