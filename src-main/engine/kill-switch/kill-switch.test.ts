import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk, secondOperator, type TestEngine,
} from '../../testing/test-engine.ts';

const now = { amountText: null, delayMs: 0 } as const;
const bo = { actor: { kind: 'operator', id: 'opr_bo', name: 'Bo' }, idempotency: null } as const;

function stop({ engine }: TestEngine) {
  return engine().killSwitch.stop(operatorAsk, { reason: 'a strange payee' });
}

function lift({ engine }: TestEngine) {
  return engine().killSwitch.lift(operatorAsk, { reason: 'all clear', second: secondOperator });
}

function moves(world: TestEngine): readonly string[] {
  return world.sandbox.books().map(({ kind }) => kind);
}

describe('the kill switch', () => {
  test('lets nothing leave, whoever asked for it, and everything once two lift it', async () => {
    const world = await createTestEngine();
    const [released, refunded] = [await world.pay(), await world.pay()];
    accepted(await stop(world));
    const { payments } = world.engine();
    accepted(await payments.release(keyAsk, { ...onPayment(released), ...now }));
    accepted(await payments.refund(operatorAsk, { ...onPayment(refunded), ...now }));
    const held = await world.pay();
    await world.turn(300_000);
    expect(moves(world)).toEqual(['hold', 'hold']);
    for (const id of [released, refunded, held]) {
      expect(await world.newest(id)).toMatchObject({ state: 'scheduled', tries: 0, deadAt: null });
    }
    accepted(await lift(world));
    await world.turn(20_000);
    expect(moves(world).toSorted()).toEqual(['hold', 'hold', 'hold', 'refund', 'release']);
  });

  test('goes on asking what became of what is on its way', async () => {
    const world = await createTestEngine();
    const id = await world.pay({ currency: 'AITBC', amountText: '2' });
    world.fault({ provider: 'exchange', operation: 'release', fault: 'drop-after', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...now }));
    await world.settle();
    accepted(await stop(world));
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('released');
  });

  test('is heeded by what was about to leave when it was thrown', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    const { killSwitch, payments } = world.engine();
    const stops: unknown[] = [];
    // Thrown in the moment in which the intent has become durable.
    world.store().onCommitted(({ nouns }) => {
      if (nouns.includes('attempts') && stops.length === 0) {
        stops.push(killSwitch.stop(operatorAsk, { reason: 'now' }));
      }
    });
    accepted(await payments.release(keyAsk, { ...onPayment(id), ...now }));
    await world.turn(60_000);
    expect(stops).toHaveLength(1);
    expect(moves(world)).toEqual(['hold']);
    expect(await world.newest(id)).toMatchObject({
      state: 'scheduled', failureCode: 'sending_stopped', tries: 0, deadAt: null,
    });
    accepted(await lift(world));
    await world.turn(60_000);
    expect(moves(world)).toEqual(['hold', 'release']);
  });

  test('is heeded after a provider was asked first, too', async () => {
    const world = await createTestEngine({
      connections: { con_exchange: { expiryOwner: 'provider' } },
      latencyMs: ({ method }) => method === 'GET' ? 2_000 : 0,
    });
    const id = await world.pay({ currency: 'AITBC', amountText: '2' });
    await world.turn(10_000);
    // The escrow runs out: its standing is asked before the refund leaves, which takes a moment.
    for (let turns = 0; turns < 5_000; turns += 1) {
      if ((await world.newest(id)).state === 'dispatching') break;
      await world.turn(1_000);
    }
    expect(await world.newest(id)).toMatchObject({ kind: 'refund', state: 'dispatching' });
    accepted(await stop(world));
    await world.turn(60_000);
    expect(moves(world)).toEqual(['hold']);
    expect(await world.newest(id)).toMatchObject({
      kind: 'refund', state: 'scheduled', failureCode: 'sending_stopped', tries: 0,
    });
  });

  test('stays thrown over a restart, and over a crash', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    accepted(await stop(world));
    await world.restart();
    expect(world.engine().killSwitch.state()).toMatchObject({
      by: { name: 'Ana' }, reason: 'a strange payee',
    });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...now }));
    await world.turn(60_000);
    expect(moves(world)).toEqual(['hold']);
  });

  test('is thrown by one, and lifted by two who are two', async () => {
    const world = await createTestEngine();
    expect(await lift(world)).toMatchObject({ refusal: { code: 'state_forbids' } });
    accepted(await stop(world));
    const { killSwitch } = world.engine();
    expect(await killSwitch.stop(bo, { reason: 'again' }))
      .toMatchObject({ value: { reason: 'a strange payee' } });
    expect(await killSwitch.lift(bo, { reason: 'x', second: secondOperator }))
      .toMatchObject({ refusal: { code: 'same_operator' } });
    for (const answer of [
      await killSwitch.stop(keyAsk, { reason: 'x' }),
      await killSwitch.lift(keyAsk, { reason: 'x', second: secondOperator }),
    ]) expect(answer).toMatchObject({ refusal: { code: 'forbidden' } });
    expect(killSwitch.state()).not.toBeNull();
  });

  test('that is thrown while it is being lifted stays thrown', async () => {
    const world = await createTestEngine();
    accepted(await stop(world));
    const both = await Promise.all([lift(world), stop(world)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(world.engine().killSwitch.state()).not.toBeNull();
    await world.restart();
    expect(world.engine().killSwitch.state()).not.toBeNull();
  });

  test('leaves who and why in the audit log', async () => {
    const world = await createTestEngine();
    accepted(await stop(world));
    expect(await world.store().read.auditHead()).toMatchObject({
      act: 'sending.stopped', actor: { name: 'Ana' }, reason: 'a strange payee',
    });
    accepted(await lift(world));
    expect(await world.store().read.auditHead()).toMatchObject({
      act: 'sending.lifted', data: { second: 'Bo', stoppedBy: 'Ana' },
    });
  });
});
