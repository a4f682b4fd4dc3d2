import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../contract/contract.ts';
import type { PaymentAggregate } from '../../engine/domain/payment.ts';
import { openEvidence, type Evidence } from '../kill/judge.ts';
import type { DoorReady } from '../kill/processes.ts';
import { announce, announcementOf, deliverOnce, type Task } from './announcer.ts';
import { openDesk } from './console.ts';
import { enlist, inventPayees, setDeadline, theMarketplace, type Payee } from './payees.ts';
import { openTown, type Town } from './town.ts';
import { movedAtCircle, movedOnChain, type Moved } from './witness.ts';

/**
 * Single payments through the running door, its stand-ins apart: whatever happens on the way, the
 * payee has one successful transfer on the chain, and the books of Circle and the ledger say so.
 */
const START_LIMIT_MS = 120_000;
/** Ends a story that hangs; how long one takes says nothing, since machines share their cores. */
const HANGS_AFTER_MS = 60_000;
const LOOK_MS = 50;
const AMOUNT = 50_100_000n;

type World = {
  readonly town: Town; readonly evidence: Evidence; readonly marketplaceId: string;
};
const opened: { world: World | null; payees: Payee[] } = { world: null, payees: [] };

beforeAll(async () => {
  const town = await openTown('model');
  const desk = await openDesk(doorOf(town));
  const marketplaceId = await theMarketplace(desk);
  opened.payees = [...inventPayees(12, 1)];
  await town.control.limits({ gets: null, posts: null });
  await setDeadline(desk, 2_000);
  await enlist(desk, marketplaceId, opened.payees);
  const evidence = openEvidence(join(town.folder, 'paydesk.db'));
  opened.world = { town, evidence, marketplaceId };
}, START_LIMIT_MS);

afterAll(async () => {
  opened.world?.evidence.close();
  await opened.world?.town.close();
}, START_LIMIT_MS);

function doorOf(town: Town): DoorReady {
  const door = town.door();
  if (door === null) throw new Error('The door is down.');
  return door;
}

/** A payee that no other story pays, and a task of theirs. */
function begin() {
  const { world } = opened;
  const payee = opened.payees.pop();
  if (world === null || payee === undefined) throw new Error('There is no world for this story.');
  const task: Task = {
    taskId: `task-${payee.reference}`, payee: payee.reference, amountMinor: AMOUNT,
  };
  const paymentOf = async (): Promise<PaymentAggregate | null> => {
    const { read } = world.evidence;
    const [found] = await read.paymentsOfOffer(world.marketplaceId, task.taskId);
    return found === undefined ? null : read.payment(found.id);
  };
  const until = async (
    holds: (now: PaymentAggregate) => boolean | Promise<boolean>,
  ): Promise<PaymentAggregate> => {
    for (;;) {
      const now = await paymentOf();
      if (now !== null && await holds(now)) return now;
      await pause(LOOK_MS);
    }
  };
  return {
    ...world, payee, task, until,
    fault: (fault: string, more: { readonly delayMs?: number } = {}) => world.town.control.fault({
      provider: 'circle', operation: 'payout', fault, times: 1, ...more,
    }),
    announce: () => announce(world.town.door, task),
    paid: () => until(({ payment }) => payment.status === 'released'),
  };
}
type Story = ReturnType<typeof begin>;

/** What chain, Circle and ledger say of a story's payee, once its payment is released. */
async function seenOf({ town, payee, evidence, paid }: Story) {
  const { payment, operations } = await paid();
  const here = (moved: readonly Moved[]): readonly Moved[] =>
    moved.filter(({ account }) => account === payee.account);
  const chain = here(await movedOnChain(doorOf(town).sandbox));
  const circle = here(await movedAtCircle(town.control));
  const postings = await evidence.read.postingsOf(payment.id);
  return {
    operations: operations.map(({ state }) => state),
    chain: chain.map(({ minor }) => minor), circle: circle.map(({ minor }) => minor),
    ledger: postings.filter(({ account }) => account === 'payee')
      .reduce((sum, { delta }) => sum + delta.minor, 0n),
    transactions: new Set([
      ...operations.map((operation) => operation.evidence?.reference),
      ...chain.map(({ hash }) => hash), ...circle.map(({ hash }) => hash),
    ]).size,
    attention: await evidence.read.openAttention(payment.id),
  };
}

/** One operation, one transfer, and everybody names the same transaction. */
const ONCE = {
  operations: ['settled'], chain: [AMOUNT], circle: [AMOUNT], ledger: AMOUNT, transactions: 1,
  attention: [],
};

describe('a completed task that is announced, signed', () => {
  test('is paid on the chain', async () => {
    const story = begin();
    await story.announce();
    expect(await seenOf(story)).toEqual(ONCE);
  }, HANGS_AFTER_MS);

  test('is paid once where Circle\'s answer is dropped after it acted', async () => {
    const story = begin();
    await story.fault('drop-after');
    await story.announce();
    expect(await seenOf(story)).toEqual(ONCE);
  }, HANGS_AFTER_MS);

  test('is paid once where it is announced again and again, before and after', async () => {
    const story = begin();
    const door = doorOf(story.town);
    const body = announcementOf(story.task, Date.now() - 60_000);
    // The same task in other words: told at another time, which makes it another message.
    const later = announcementOf(story.task, Date.now() - 30_000);
    const answers = await Promise.all(
      [body, body, later, body, later].map((text) => deliverOnce(door, text)));
    expect(answers.map((answer) => answer?.status)).toEqual([202, 202, 202, 202, 202]);
    await story.paid();
    expect((await deliverOnce(door, body))?.status).toBe(202);
    expect(await seenOf(story)).toEqual(ONCE);
    const { read } = story.evidence;
    expect(await read.paymentsOfOffer(story.marketplaceId, story.task.taskId)).toHaveLength(1);
  }, HANGS_AFTER_MS);

  test.each(['duplicate-webhook', 'reorder-webhooks', 'bad-signature'])(
    'is paid once under %s of Circle\'s', async (fault) => {
      const story = begin();
      await story.fault(fault);
      await story.announce();
      expect(await seenOf(story)).toEqual(ONCE);
    }, HANGS_AFTER_MS);

  test('is paid once where the process is killed right after it was sent', async () => {
    const story = begin();
    // Circle has it and keeps the answer to itself.
    await story.fault('slow', { delayMs: 600_000 });
    await story.announce();
    await story.until(async () => (await movedAtCircle(story.town.control))
      .some(({ account }) => account === story.payee.account));
    await story.town.killAndStart();
    expect(await seenOf(story)).toEqual(ONCE);
  }, HANGS_AFTER_MS);

  test('is paid once where the chain takes its block back', async () => {
    const story = begin();
    await story.fault('reorg', { delayMs: 1_500 });
    await story.announce();
    expect(await seenOf(story)).toEqual(ONCE);
  }, HANGS_AFTER_MS);

  test('is paid once where it is stuck and an operator speeds it up', async () => {
    const story = begin();
    await story.fault('stuck');
    await story.announce();
    const { payment } = await story.until(({ operations }) =>
      operations.some(({ stuckAt }) => stuckAt !== null));
    expect(payment.status).toBe('releasing');
    const desk = await openDesk(doorOf(story.town));
    await desk.call('payments.accelerate', contract.payments.accelerate, {
      paymentId: payment.id, version: payment.version, reason: 'It has been stuck for too long.',
    });
    expect(await seenOf(story)).toEqual(ONCE);
  }, HANGS_AFTER_MS);
});
