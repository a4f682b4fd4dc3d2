import { describe, expect, test } from 'vitest';
import type { CallName, CallOutput } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { bareViewDeps, dispatching } from '../../testing/dispatching.ts';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk,
  type TestEngine,
} from '../../testing/test-engine.ts';
import type { Http } from '../ports.ts';
import { createSessions } from '../operators/sessions.ts';
import { batchHandlers } from './batch-handlers.ts';
import { overviewHandlers } from './overview-handlers.ts';
import { recordHandlers } from './record-handlers.ts';

const ana = { sessionId: 'window of ana', host: 'browser' } as const;
const page = { cursor: null, limit: 20 };
const move = { amountText: null, delayMs: 0 } as const;

/** Records and batches over a real engine, at which Ana is signed in. */
async function open(world: TestEngine) {
  const engine = world.engine();
  const sessions = createSessions({ clock: world.clock, operators: engine.operators });
  accepted(await sessions.createFirst(ana, { name: 'ana', password: 'a long enough pass phrase' }));
  const deps = bareViewDeps({ engine, sessions, store: world.store(), clock: world.clock });
  const handlers: Partial<Handlers> = {
    ...recordHandlers(deps), ...batchHandlers(deps), ...overviewHandlers(deps),
  };
  const dispatch = dispatching(handlers, sessions);
  return async <C extends CallName>(name: C, input: unknown): Promise<CallOutput<C>> => {
    const answer = await dispatch(name, input, ana);
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value as CallOutput<C>;
  };
}

/** A marketplace whose one endpoint answers with this status. */
async function withEndpoint(status: () => number) {
  const elsewhere: Http['send'] = async () =>
    ({ ok: true, response: { status: status(), headers: {}, body: '' } });
  const world = await createTestEngine({ elsewhere });
  accepted(await world.engine().settings.addWebhook(operatorAsk, {
    marketplaceId: MARKETPLACE_ID, url: 'https://acme.example/hooks',
  }));
  return world;
}

describe('a page of a list', () => {
  test.each([
    ['webhooks.list', { ...page, state: null }], ['batches.list', page],
    ['audit.list', { ...page, subjectId: null, act: 'payment.' }],
  ] as const)('of %s is refused under a cursor that nobody gave', async (name, input) => {
    const ask = await open(await createTestEngine());
    for (const cursor of ['AAAA', '', '\u0000', '⍸☼']) {
      // A bug would come out as what was thrown, `ReadRefusedError`.
      await expect(ask(name, { ...input, cursor })).rejects.toMatchObject({
        name: 'Error', message: expect.stringContaining('start from the first page'),
      });
    }
  });
});

describe('an entry of the audit log', () => {
  test('is read whole, by its number', async () => {
    const world = await createTestEngine();
    const paymentId = await world.pay({ currency: 'AITBC', amountText: '100' });
    const ask = await open(world);
    const { items } = await ask('audit.list', { ...page, subjectId: paymentId });
    const [newest, before] = items;
    const entry = await ask('audit.get', { seq: newest?.seq });
    expect(entry).toMatchObject({ ...newest, data: { status: 'escrowed' } });
    expect(entry.actorKind).toBe('engine');
    const hashes = [entry.previousHash, entry.rowsHash, entry.hash];
    expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    expect(new Set(hashes).size).toBe(3);
    expect((await ask('audit.get', { seq: before?.seq })).seq).toBe(before?.seq);
    await expect(ask('audit.get', { seq: 100_000 })).rejects.toThrow(/nothing under this id/);
  });
});

describe('a delivery', () => {
  test('that waits says when it is tried next', async () => {
    const world = await withEndpoint(() => 500);
    await world.pay();
    await world.turn(100);
    const ask = await open(world);
    const { items } = await ask('webhooks.list', { ...page, state: 'waiting' });
    const times = items.map(({ nextTryAt }) => nextTryAt ?? 0);
    expect(times.length).toBeGreaterThan(0);
    expect(Math.min(...times)).toBeGreaterThan(world.clock.nowMs() - 100);
    expect((await ask('webhooks.get', { id: items[0]?.id })).nextTryAt).toBe(times[0]);
  });

  test('counts in the menu until somebody sent it again', async () => {
    let status = 410;
    const world = await withEndpoint(() => status);
    await world.pay();
    await world.turn(100);
    const ask = await open(world);
    const { items } = await ask('webhooks.list', { ...page, state: 'dead' });
    expect(items.length).toBeGreaterThan(0);
    expect(items[0]?.nextTryAt).toBeNull();
    expect((await ask('overview.badges', {})).webhooks).toBe(items.length);
    status = 200;
    await ask('webhooks.replay', { deliveryIds: items.map(({ id }) => id) });
    await world.turn(1_000);
    expect((await ask('overview.badges', {})).webhooks).toBe(0);
    expect((await ask('webhooks.list', { ...page, state: 'dead' })).items)
      .toHaveLength(items.length);
  });
});

describe('the items of a batch', () => {
  test('say whose payment each is without asking for it one by one', async () => {
    const world = await createTestEngine();
    const paymentIds = [
      await world.pay({ payee: 'Ana Lima' }),
      await world.pay({ payee: 'Bo', currency: 'AITBC', amountText: '100' }),
    ];
    const batch = accepted(await world.engine().batches.create(operatorAsk, {
      marketplaceId: null, act: 'release', reason: 'done', paymentIds,
    }));
    await world.turn(10_000);
    const ask = await open(world);
    let asked = 0;
    const read = world.engine().read.payment;
    Object.assign(world.engine().read, {
      payment: (id: string) => { asked += 1; return read(id); },
    });
    const { items } = await ask('batches.items', { ...page, batchId: batch.id, state: null });
    expect(items.map(({ payee, amount, state }) => [payee, amount.asset, state])).toEqual([
      ['Ana Lima', 'BTC/8', 'done'], ['Bo', 'AITBC/8', 'done'],
    ]);
    expect(asked).toBe(0);
    const { payment } = await world.payment(paymentIds[1] ?? '');
    expect(items[1]?.amount.minor).toBe(payment.amount.minor.toString());
  });
});

describe('what waits for a person', () => {
  test('tells a refused release by its kind', async () => {
    const world = await createTestEngine();
    const id = await world.pay({ currency: 'AITBC' });
    world.fault({ provider: 'exchange', operation: 'release', fault: 'refuse', times: 1 });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(10);
    const ask = await open(world);
    const { top, needsMe } = await ask('overview.get', {});
    expect(top.byAge).toMatchObject([{ reason: 'release-rejected', refused: 'release' }]);
    expect(needsMe).toMatchObject([{ text: 'Release or payout rejected', count: 1 }]);
  });
});
