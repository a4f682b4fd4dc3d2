import { describe, expect, test } from 'vitest';
import { connection, operation } from '../../db/sample-rows.ts';
import { situation } from '../../testing/aggregates.ts';
import { createTestContext } from '../../testing/engine-context.ts';
import type { Operation } from '../domain/operation.ts';
import type { Payment } from '../domain/payment.ts';
import { railNames } from '../domain/rails.ts';
import { createProviders, type CallKind } from './providers.ts';

const second = connection({
  id: 'con_2', name: 'Second', priority: 2, concurrencyMax: 2,
  callsPerSecondMax: 2,
});
const resting = connection({ id: 'con_off', name: 'Off', enabled: false, priority: 0 });
const tokens = connection({ id: 'con_tok', name: 'Tokens', rail: 'aitbc' });

async function open() {
  const context = await createTestContext({
    connections: [second, resting, tokens],
    options: { circuitFailuresMax: 3, circuitOpenMs: 10_000 },
  });
  const providers = createProviders(context, railNames);
  const fail = (id: string, times: number, kind: CallKind = 'unavailable'): void => {
    for (let count = 0; count < times; count += 1) providers.report(id, kind, 5);
  };
  const choose = async (own: Partial<Operation> = {}, paid: Partial<Payment> = {}) => {
    const choice = await providers.choose(situation({ payment: paid }), operation(own), null);
    return choice.kind === 'connection' ? choice.connection.id : choice;
  };
  const stateOf = async (id: string) =>
    (await providers.health()).find(({ connectionId }) => connectionId === id);
  return { ...context, providers, fail, choose, stateOf };
}

describe('an operation that was never sent', () => {
  test('takes the preferred connection of its rail, never one switched off', async () => {
    const { choose } = await open();
    expect(await choose()).toBe('con_1');
    expect(await choose({}, { rail: 'aitbc' })).toBe('con_tok');
  });

  test('goes to the next one while the first rests, and back when it has rested', async () => {
    const { choose, fail, clock } = await open();
    fail('con_1', 3);
    expect(await choose()).toBe('con_2');
    clock.turn(10_000);
    expect(await choose()).toBe('con_1');
  });

  test('waits for the earliest when all rest', async () => {
    const { choose, fail, clock } = await open();
    fail('con_1', 3);
    clock.turn(1_000);
    fail('con_2', 3);
    expect(await choose()).toEqual({ kind: 'resting', untilMs: 10_000 });
  });
});

describe('an operation that was sent', () => {
  test('stays where its payment is pinned, resting or switched off', async () => {
    const { choose, fail } = await open();
    expect(await choose({}, { connectionId: 'con_2' })).toBe('con_2');
    expect(await choose({ connectionId: 'con_off' }, { connectionId: 'con_2' })).toBe('con_off');
    fail('con_2', 3);
    expect(await choose({}, { connectionId: 'con_2' })).toEqual({
      kind: 'resting', untilMs: 10_000,
    });
  });

  test('does not rest longer than a rest is when the clock was set back', async () => {
    const { choose, fail, clock } = await open();
    fail('con_2', 3);
    clock.jump(-3_600_000);
    expect(await choose({}, { connectionId: 'con_2' })).toBe('con_2');
  });

  test('goes nowhere when its connection is gone', async () => {
    const { choose } = await open();
    expect(await choose({}, { connectionId: 'con_gone' })).toEqual({ kind: 'none' });
  });
});

describe('the health of a connection', () => {
  test.each([
    ['settled', 'ok'], ['submitted', 'ok'], ['rejected', 'ok'], ['missing', 'ok'],
    ['undecided', 'ok'], ['cannot-tell', 'ok'], ['not-received', 'down'], ['unclear', 'down'],
    ['unavailable', 'down'],
  ] as const)('after three answers %s is %s', async (kind, state) => {
    const { fail, stateOf } = await open();
    fail('con_1', 3, kind);
    expect((await stateOf('con_1'))?.state).toBe(state);
  });

  test('is unknown before the first call, degraded after one failure, and mended by one answer',
    async () => {
      const { providers, fail, stateOf } = await open();
      expect((await stateOf('con_1'))?.state).toBe('unknown');
      fail('con_1', 2);
      expect((await stateOf('con_1'))?.state).toBe('degraded');
      providers.report('con_1', 'settled', 12);
      expect(await stateOf('con_1')).toMatchObject({
        state: 'ok', latencyMs: 12, circuitOpenUntil: null, text: 'Answered in 12 ms.',
      });
      fail('con_1', 2);
      expect((await stateOf('con_1'))?.circuitOpenUntil).toBeNull();
    });

  test('shows what a question was answered with', async () => {
    const { providers, stateOf } = await open();
    providers.heard('con_1', { ok: false, message: 'wrong key', latencyMs: 1 });
    expect(await stateOf('con_1')).toMatchObject({ state: 'down', text: 'wrong key' });
    providers.heard('con_1', { ok: true, message: '', latencyMs: 3 });
    expect(await stateOf('con_1')).toMatchObject({ state: 'ok', latencyMs: 3 });
  });

  test('is told when it changes and not when it stays', async () => {
    const { providers, fail } = await open();
    let told = 0;
    const stop = providers.onHealthChanged(() => { told += 1; });
    fail('con_1', 2);
    expect(told).toBe(1);
    stop();
    fail('con_1', 5);
    expect(told).toBe(1);
  });
});

describe('a connection bears', () => {
  test('as many calls as it allows, and one more once one has left', async () => {
    const { providers } = await open();
    const enter = () => providers.enter({ ...second, callsPerSecondMax: null });
    expect([1, 2, 3].map(enter)).toEqual([true, true, false]);
    expect((await providers.full()).connectionIds).toEqual(['con_2']);
    providers.leave('con_2');
    expect([(await providers.full()).connectionIds, enter()]).toEqual([[], true]);
  });

  test('as many calls within any second as it allows', async () => {
    const { providers, clock } = await open();
    const paced = { ...second, concurrencyMax: 16 };
    const call = () => {
      const taken = providers.enter(paced);
      if (taken) providers.leave(paced.id);
      return taken;
    };
    expect(call()).toBe(true);
    clock.turn(400);
    expect([call(), call()]).toEqual([true, false]);
    expect(await providers.full()).toEqual({ connectionIds: ['con_2'], freeAt: 1_000 });
    clock.turn(599);
    expect(call()).toBe(false);
    clock.turn(1);
    expect([call(), call()]).toEqual([true, false]);
    expect(await providers.full()).toEqual({ connectionIds: ['con_2'], freeAt: 1_400 });
  });

  test('calls at once after the clock was set back', async () => {
    const { providers, clock } = await open();
    expect([1, 2, 3].map(() => providers.enter({ ...second, concurrencyMax: 16 })))
      .toEqual([true, true, false]);
    clock.jump(-3_600_000);
    expect(await providers.full()).toMatchObject({ freeAt: null });
    expect(providers.enter({ ...second, concurrencyMax: 16 })).toBe(true);
  });
});

describe('a rail that bears so many sends a second', () => {
  const treasury = connection({ id: 'con_usdc', name: 'Treasury', rail: 'usdc' });

  test('spreads them, and each keeps the moment that it was given', async () => {
    const { providers, clock } = await open();
    const startMs = clock.nowMs();
    const moments = ['a', 'b', 'c'].map((id) => providers.sendAt(treasury, id));
    expect(moments).toEqual([null, startMs + 200, startMs + 400]);
    expect(providers.sendAt(treasury, 'b')).toBe(startMs + 200);
    clock.turn(200);
    expect(providers.sendAt(treasury, 'b')).toBeNull();
    expect(providers.sendAt(treasury, 'c')).toBe(startMs + 400);
  });

  test('sends again at once after a clock was set back', async () => {
    const { providers, clock } = await open();
    for (const id of ['a', 'b', 'c']) providers.sendAt(treasury, id);
    clock.turn(-86_400_000);
    expect(providers.sendAt(treasury, 'b')).toBeNull();
  });

  test('of one that names no limit nothing waits, whatever the clock does meanwhile', async () => {
    const { providers, clock } = await open();
    expect(providers.sendAt(second, 'a')).toBeNull();
    clock.turn(1);
    expect(providers.sendAt(second, 'a')).toBeNull();
  });
});
