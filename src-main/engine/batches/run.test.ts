import { describe, expect, test } from 'vitest';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';
import { accepted, createTestEngine, keyAsk, operatorAsk } from '../../testing/test-engine.ts';
import type { TestEngine } from '../../testing/test-engine.ts';

async function startBatch(world: TestEngine, paymentIds: readonly string[]) {
  return accepted(await world.engine().batches.create(operatorAsk, {
    marketplaceId: MARKETPLACE_ID, act: 'refund', paymentIds, reason: 'the day is over',
  }));
}

async function counts(world: TestEngine, batchId: string) {
  return world.store().read.batchItemCounts(batchId);
}

describe('a batch', () => {
  test('carries out each item once and finishes', async () => {
    const world = await createTestEngine();
    const ids = [await world.pay(), await world.pay(), await world.pay({ currency: 'AITBC' })];
    const { id } = await startBatch(world, ids);
    await world.turn(5_000);
    expect(await counts(world, id)).toEqual({ done: 3 });
    expect((await world.store().read.batch(id))?.state).toBe('finished');
    expect(world.sandbox.books().filter(({ kind }) => kind === 'refund')).toHaveLength(3);
  });

  test('tells why an item was refused and does the others', async () => {
    const world = await createTestEngine();
    const [open, done] = [await world.pay(), await world.pay({ currency: 'AITBC' })];
    const { payment } = await world.payment(done);
    accepted(await world.engine().jobs.setState(keyAsk, {
      jobId: payment.jobId ?? '', marketplaceId: null, state: 'completed', reason: '',
    }));
    await world.turn(10);
    const { id } = await startBatch(world, [open, done]);
    await world.turn(5_000);
    expect(await counts(world, id)).toEqual({ done: 1, refused: 1 });
    const [refused] = await world.store().read.batchItems(id, 'refused', 10);
    expect(refused?.detail).not.toBe('');
  });

  test('goes on after a crash without starting an item twice', async () => {
    const world = await createTestEngine({ latencyMs: ({ url }) =>
      url.endsWith('/refund') ? 500 : 0 });
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) ids.push(await world.pay());
    world.failAt('before-commit', 'crash');
    void world.engine().batches.create(operatorAsk, {
      marketplaceId: MARKETPLACE_ID, act: 'refund', paymentIds: ids, reason: 'lost',
    });
    await world.turn(10);
    await world.restart();
    const { id } = await startBatch(world, ids);
    await world.turn(100);
    await world.restart();
    await world.turn(600_000);
    const { done = 0, unclear = 0 } = await counts(world, id);
    expect(done + unclear).toBe(4);
    expect((await world.store().read.batch(id))?.state).toBe('finished');
    for (const paymentId of ids) {
      const { operations } = await world.payment(paymentId);
      expect(operations.filter(({ kind }) => kind === 'refund')).toHaveLength(1);
    }
  });

  test('stands still while it is paused and goes on afterwards', async () => {
    const world = await createTestEngine();
    const ids = [await world.pay(), await world.pay()];
    const batch = await startBatch(world, ids);
    const paused = accepted(await world.engine().batches.pause(operatorAsk, {
      batchId: batch.id, version: batch.version,
    }));
    const before = await counts(world, batch.id);
    await world.turn(60_000);
    expect((await world.store().read.batch(batch.id))?.state).toBe('paused');
    expect(await world.attention(batch.id)).toEqual(['batch-paused']);
    expect(Object.keys(before).length).toBeGreaterThan(0);
    accepted(await world.engine().batches.resume(operatorAsk, {
      batchId: batch.id, version: paused.version,
    }));
    await world.turn(5_000);
    expect(await counts(world, batch.id)).toEqual({ done: 2 });
    expect(await world.attention(batch.id)).toEqual([]);
  });

  test('starts a few at a time, so that a pause holds back the others', async () => {
    const world = await createTestEngine({ latencyMs: ({ url }) =>
      url.endsWith('/refund') ? 400 : 0 });
    const ids: string[] = [];
    for (let count = 0; count < 60; count += 1) ids.push(await world.pay());
    const batch = await startBatch(world, ids);
    await world.turn(100);
    expect(await counts(world, batch.id)).toEqual({ started: 25, waiting: 35 });
    const paused = accepted(await world.engine().batches.pause(operatorAsk, {
      batchId: batch.id, version: batch.version,
    }));
    await world.turn(60_000);
    expect(await counts(world, batch.id)).toEqual({ done: 25, waiting: 35 });
    accepted(await world.engine().batches.resume(operatorAsk, {
      batchId: batch.id, version: paused.version,
    }));
    await world.turn(10_000);
    expect(await counts(world, batch.id)).toEqual({ done: 60 });
  });

  test('goes on beside items that take long', async () => {
    const world = await createTestEngine();
    const ids: string[] = [];
    for (let count = 0; count < 30; count += 1) ids.push(await world.pay());
    world.fault({ provider: 'walletDaemon', operation: 'refund', fault: 'stuck', times: 25 });
    const batch = await startBatch(world, ids);
    await world.turn(1_000);
    expect((await counts(world, batch.id)).waiting).toBe(5);
    await world.turn(4_000);
    expect((await counts(world, batch.id)).done).toBe(5);
  });

  test('is looked at no more often after the clock was set back', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'refund', fault: 'down' });
    const batch = await startBatch(world, [id]);
    await world.turn(2_000);
    world.clock.jump(-3_600_000);
    await world.turn(2_000);
    const work = await world.store().read.work(`batch:${batch.id}`);
    expect((work?.dueAt ?? 0) - world.clock.nowMs()).toBeGreaterThan(30_000);
  });

  test('does not wait for a refund that waits for its address', async () => {
    const world = await createTestEngine({ marketplace: { refundAddresses: {} } });
    const { id } = await startBatch(world, [await world.pay()]);
    await world.turn(5_000);
    expect(await counts(world, id)).toEqual({ stalled: 1 });
    expect((await world.store().read.batch(id))?.state).toBe('finished');
  });

  test('of nobody, or of somebody else, is refused', async () => {
    const world = await createTestEngine();
    const make = (paymentIds: readonly string[], marketplaceId: string) =>
      world.engine().batches.create(keyAsk, {
        marketplaceId, act: 'release', paymentIds, reason: '',
      });
    expect(await make([], MARKETPLACE_ID)).toMatchObject({ refusal: { code: 'batch_limit' } });
    expect(await make([await world.pay()], 'mkt_other'))
      .toMatchObject({ refusal: { code: 'not_found' } });
  });
});

describe('a batch that tries failed items again', () => {
  test('takes what was refused or rejected, and is linked to the old one', async () => {
    const world = await createTestEngine();
    const ids = [
      await world.pay({ currency: 'AITBC', payee: 'Ana' }), await world.pay({ currency: 'AITBC' }),
      await world.pay({ currency: 'AITBC' }),
    ];
    world.fault({ provider: 'exchange', operation: 'refund', fault: 'refuse', times: 1 });
    const first = await startBatch(world, ids);
    await world.turn(10_000);
    expect(await counts(world, first.id)).toEqual({ done: 2, rejected: 1 });
    const again = accepted(await world.engine().batches.retryFailed(operatorAsk, {
      batchId: first.id, reason: 'the exchange is back',
    }));
    expect(again).toMatchObject({ retryOf: first.id, total: 1, act: 'refund' });
    await world.turn(10_000);
    expect(await counts(world, again.id)).toEqual({ done: 1 });
    expect((await world.store().read.batchRetryOf(first.id))?.id).toBe(again.id);
    expect(world.sandbox.books().filter(({ kind }) => kind === 'refund')).toHaveLength(3);
  });

  test('is refused while the old one runs, and where nothing failed', async () => {
    const world = await createTestEngine();
    const batch = await startBatch(world, [await world.pay({ currency: 'AITBC' })]);
    const retry = () => world.engine().batches.retryFailed(operatorAsk, {
      batchId: batch.id, reason: 'again',
    });
    expect(await retry()).toMatchObject({ refusal: { code: 'state_forbids' } });
    await world.turn(10_000);
    expect(await retry()).toMatchObject({ refusal: { code: 'batch_limit' } });
  });
});
