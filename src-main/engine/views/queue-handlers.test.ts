import { describe, expect, test } from 'vitest';
import type { CallName, CallOutput } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import {
  accepted, createTestEngine, keyAsk, onPayment,
} from '../../testing/test-engine.ts';
import type { Notice } from '../domain/notice.ts';
import { ENGINE } from '../domain/actor.ts';
import { bareViewDeps, dispatching } from '../../testing/dispatching.ts';
import { createSessions } from '../operators/sessions.ts';
import { attentionHandlers } from './attention-handlers.ts';
import { inboxHandlers } from './inbox-handlers.ts';
import { overviewHandlers } from './overview-handlers.ts';

type World = Awaited<ReturnType<typeof createTestEngine>>;

const move = { amountText: null, delayMs: 0 } as const;
const windows = {
  ana: { sessionId: 'window of ana', host: 'browser' },
  bo: { sessionId: 'window of bo', host: 'browser' },
} as const;
const words = 'a long enough pass phrase';

/** The three queues of the console over a real engine, at which Ana and Bo are signed in. */
async function open(world: World, ahead = { ms: 0 }) {
  const engine = world.engine();
  const sessions = createSessions({ clock: world.clock, operators: engine.operators });
  accepted(await sessions.createFirst(windows.ana, { name: 'ana', password: words }));
  const byEngine = { actor: ENGINE, idempotency: null };
  accepted(await engine.operators.create(byEngine, { name: 'bo', password: words }));
  accepted(await sessions.signIn(windows.bo, { name: 'bo', password: words }));
  const deps = bareViewDeps({
    engine, sessions, store: world.store(),
    clock: { nowMs: () => world.clock.nowMs() + ahead.ms },
  });
  const handlers: Partial<Handlers> = {
    ...attentionHandlers(deps), ...inboxHandlers(deps), ...overviewHandlers(deps),
  };
  const dispatch = dispatching(handlers, sessions);
  return async <C extends CallName>(
    who: keyof typeof windows, name: C, input: unknown,
  ): Promise<CallOutput<C>> => {
    const answer = await dispatch(name, input, windows[who]);
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value as CallOutput<C>;
  };
}

const page = { cursor: null, limit: 20 };

async function rejectRelease(world: World): Promise<string> {
  const id = await world.pay({ currency: 'AITBC' });
  world.fault({ provider: 'exchange', operation: 'release', fault: 'refuse', times: 1 });
  accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
  await world.turn(10);
  return id;
}

describe('attention', () => {
  test('moves from my queue to the others\' when somebody takes it, and back', async () => {
    const world = await createTestEngine();
    const id = await rejectRelease(world);
    const ask = await open(world);
    const mine = async (queue: 'now' | 'others') =>
      (await ask('ana', 'attention.list', { ...page, queue })).items.map((item) => item.subjectId);
    const [item] = (await ask('bo', 'attention.list', page)).items;
    expect(item).toMatchObject({ subjectId: id, stage: 'now', group: 'decide', question: null });
    await ask('bo', 'attention.claim', { itemId: item?.id, claim: true });
    expect([await mine('now'), await mine('others')]).toEqual([[], [id]]);
    await expect(ask('ana', 'attention.claim', { itemId: item?.id, claim: true }))
      .rejects.toThrow(/already handling/);
    await ask('ana', 'attention.claim', { itemId: item?.id, claim: true, takeOver: true });
    expect([await mine('now'), await mine('others')]).toEqual([[id], []]);
  });

  test('tells of an unknown outcome what was asked, how often, and when next', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-before', times: 1 });
    world.fault({ provider: 'walletDaemon', operation: 'inquire', fault: 'error-before' });
    const sentAt = world.clock.nowMs();
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(20_000);
    const ask = await open(world);
    expect(await ask('ana', 'attention.counts', {})).toMatchObject({
      now: { check: 0, decide: 0 }, waiting: 1, unknown: 1,
    });
    expect((await ask('ana', 'attention.list', page)).items).toEqual([]);
    const [item] = (await ask('ana', 'attention.list', { ...page, queue: 'unknown' })).items;
    expect(item?.question).toMatchObject({
      operation: 'release', sentAt, lastAnswer: 'unavailable',
    });
    expect(item?.question?.asked).toBeGreaterThan(1);
    expect(item?.question?.nextAskAt).toBeGreaterThan(world.clock.nowMs());
    expect(item?.verbs.map(({ name }) => name)).toEqual([
      'check', 'attachEvidence', 'declareNotDone', 'recordReturn', 'recordRelease',
    ]);
  });
});

describe('the overview', () => {
  test('counts how payments ended, and compares it with the period before', async () => {
    const world = await createTestEngine();
    for (const act of ['release', 'release', 'refund'] as const) {
      const id = await world.pay();
      accepted(await world.engine().payments[act](keyAsk, { ...onPayment(id), ...move }));
      await world.turn(10);
    }
    await world.pay();
    const ahead = { ms: 0 };
    const ask = await open(world, ahead);
    const today = await ask('ana', 'overview.get', {});
    expect(today.ends).toMatchObject([{
      rail: 'bitcoin', current: { released: 2, refunded: 1, cancelled: 0, failed: 0 },
      previous: { released: 0, p50: null },
    }]);
    expect(today.ends[0]?.current.p95).toEqual({ seconds: 1 });
    expect(today.ends[0]?.days).toHaveLength(7);
    expect(today.states).toContainEqual({ rail: 'bitcoin', status: 'escrowed', count: 1 });
    ahead.ms = 8 * 86_400_000;
    expect((await ask('ana', 'overview.get', {})).ends).toMatchObject([{
      previous: { released: 2, refunded: 1 }, current: { released: 0 },
    }]);
  });

  test('names what is due first and what has waited longest', async () => {
    const world = await createTestEngine();
    const first = await rejectRelease(world);
    await world.turn(1_000);
    const second = await rejectRelease(world);
    const ask = await open(world);
    const { top } = await ask('ana', 'overview.get', {});
    expect(top.byAge.map(({ path }) => path))
      .toEqual([`/payments/${first}`, `/payments/${second}`]);
    expect(top.byDeadline[0]).toMatchObject({
      path: `/payments/${first}`, payee: expect.any(String),
    });
  });
});

describe('the inbox', () => {
  test('tells of providers and copies by key, and leads to them', async () => {
    const world = await createTestEngine();
    const ask = await open(world);
    const notice = { id: 'ntc_1', subject: 'connection', subjectId: 'con_wallet', at: 1 } as const;
    const backup = {
      ...notice, subject: 'backup', subjectId: 'x', kind: 'backup-done',
    } as const;
    const rows: readonly Notice[] = [
      { ...notice, kind: 'provider-down', text: 'Wallet does not answer: Answering.' },
      { ...notice, id: 'ntc_2', kind: 'provider-up', text: 'Wallet answers again.' },
      { ...backup, id: 'ntc_3', text: 'The weekly drill found the backup x whole.' },
      { ...backup, id: 'ntc_4', text: 'Something that was told before.' },
      { ...backup, id: 'ntc_5', text: 'The daily backup was not made: No room.' },
    ];
    await world.store().commit({
      writes: rows.map((row) => ({ write: 'notice', row })), audit: null,
    });
    const { items } = await ask('ana', 'inbox.list', { ...page, audience: 'for-information' });
    expect(items.map(({ told, path }) => [told?.key ?? null, path]).toReversed()).toEqual([
      ['notice.providerDown', '/settings/connections'],
      ['notice.providerUp', '/settings/connections'],
      ['notice.drillFine', '/settings/backups'], [null, '/settings/backups'],
      ['notice.backupFailed', '/settings/backups'],
    ]);
    expect(items.at(-1)?.told?.values).toEqual({ name: 'Wallet', why: { says: 'Answering.' } });
  });

  test('is read by Ana without being read by Bo', async () => {
    const world = await createTestEngine();
    const id = await rejectRelease(world);
    const ask = await open(world);
    const list = { ...page, audience: 'needs-me' };
    const [entry] = (await ask('ana', 'inbox.list', list)).items;
    expect(entry).toMatchObject({ kind: 'release-rejected', path: `/payments/${id}`, read: false });
    expect(entry?.told).toMatchObject({ key: 'waits.refused' });
    await ask('ana', 'inbox.mark', { keys: [entry?.key], read: true });
    expect(await ask('ana', 'inbox.unread', {})).toEqual({ needsMe: 0, forInformation: 0 });
    expect(await ask('bo', 'inbox.unread', {})).toEqual({ needsMe: 1, forInformation: 0 });
    await ask('bo', 'inbox.markAll', { audience: 'needs-me' });
    expect(await ask('bo', 'inbox.unread', {})).toEqual({ needsMe: 0, forInformation: 0 });
  });
});
