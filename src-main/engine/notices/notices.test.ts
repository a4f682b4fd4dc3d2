import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk, secondOperator,
} from '../../testing/test-engine.ts';
import type { InboxAudience } from '../domain/notice.ts';

type World = Awaited<ReturnType<typeof createTestEngine>>;

const HOUR = 3_600_000;
const move = { amountText: null, delayMs: 0 } as const;

const inbox = async (world: World, audience: InboxAudience) => (await world.engine().lists.inbox({
  audience, operatorId: secondOperator.id, cursor: null, limit: 50,
})).items;
const told = async (world: World) =>
  (await inbox(world, 'for-information')).map(({ kind }) => kind);
const counters = async (world: World, prefix: string) => Object.fromEntries(
  (await world.store().read.counters(prefix)).filter(({ count }) => count !== 0)
    .map(({ name, count }) => [name, count]),
);

/** A release whose answer was lost, at a daemon that does not say what became of it. */
async function loseRelease(world: World): Promise<string> {
  const id = await world.pay();
  world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-before', times: 1 });
  world.fault({ provider: 'walletDaemon', operation: 'inquire', fault: 'error-before' });
  accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
  await world.turn(10);
  return id;
}

describe('an unknown outcome', () => {
  test('waits while it is asked about, and is a person\'s after ten minutes', async () => {
    const world = await createTestEngine();
    await loseRelease(world);
    expect(await counters(world, 'awaiting:')).toEqual({ 'awaiting:outcome-unclear': 1 });
    expect(await inbox(world, 'needs-me')).toEqual([]);
    await world.turn(11 * 60_000);
    expect(await counters(world, 'awaiting:')).toEqual({});
    expect(await counters(world, 'attention:')).toEqual({ 'attention:outcome-unclear': 1 });
    expect((await inbox(world, 'needs-me')).map(({ kind }) => kind)).toEqual(['outcome-unclear']);
  });

  test('counts each question, also where the answer is the same', async () => {
    const world = await createTestEngine();
    const id = await loseRelease(world);
    await world.turn(60_000);
    const { id: operationId } = await world.newest(id);
    const asked = await world.store().read.inquiries(operationId);
    const kept = (await world.store().read.attempts(operationId))
      .filter(({ purpose }) => purpose === 'inquire');
    expect(asked?.asked).toBeGreaterThan(kept.length);
    expect(asked?.lastAnswer).toBe('unavailable');
    expect(asked?.lastAskedAt).toBeLessThanOrEqual(world.clock.nowMs());
  });
});

describe('for information', () => {
  test('an escrow that ran out tells that it went back', async () => {
    const world = await createTestEngine();
    const id = await world.pay({ currency: 'AITBC' });
    await world.turn(HOUR + 1_000);
    expect(await inbox(world, 'for-information')).toMatchObject([
      { kind: 'expired-refunded', subject: 'payment', subjectId: id, read: false },
    ]);
  });

  test('a batch tells once that it has ended', async () => {
    const world = await createTestEngine();
    const paymentIds = [await world.pay(), await world.pay()];
    accepted(await world.engine().batches.create(operatorAsk, {
      marketplaceId: null, act: 'release', paymentIds, reason: 'week 47',
    }));
    await world.turn(60_000);
    expect(await inbox(world, 'for-information')).toMatchObject([
      { kind: 'batch-finished', text: 'The batch of 2 releases by Ana has ended.' },
    ]);
  });

  test('a provider tells once that it is down and once that it answers again', async () => {
    const world = await createTestEngine();
    const ids = [await world.pay(), await world.pay(), await world.pay()];
    world.fault({ provider: 'walletDaemon', operation: 'any', fault: 'down' });
    for (const id of ids) {
      accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    }
    await world.turn(10 * 60_000);
    expect(await told(world)).toEqual(['provider-down']);
    world.sandbox.faults.clear();
    await world.pay();
    await world.turn(1_000);
    expect(await told(world)).toEqual(['provider-up', 'provider-down']);
  });
});

describe('what was read', () => {
  test('is kept for its operator, one by one or all at once', async () => {
    const world = await createTestEngine();
    await world.store().commit({
      writes: [{ write: 'insert', noun: 'operators', row: secondOperator }], audit: null,
    });
    await world.pay({ currency: 'AITBC' });
    await world.turn(HOUR + 1_000);
    const [entry] = await inbox(world, 'for-information');
    const desk = world.engine().inboxDesk;
    const unread = async () =>
      (await world.engine().lists.inboxUnread(secondOperator.id)).forInformation;
    expect(await unread()).toBe(1);
    await desk.mark(secondOperator, { keys: [entry?.key ?? ''], read: true });
    expect(await unread()).toBe(0);
    await desk.mark(secondOperator, { keys: [entry?.key ?? ''], read: false });
    expect(await unread()).toBe(1);
    await desk.mark(secondOperator, { keys: ['another'], read: true });
    await desk.markAll(secondOperator, 'for-information');
    expect(await unread()).toBe(1);
  });
});
