import { describe, expect, test } from 'vitest';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';
import { accepted, createTestEngine, keyAsk } from '../../testing/test-engine.ts';
import type { TestEngine } from '../../testing/test-engine.ts';
import type { JobState } from '../domain/job.ts';

async function end(world: TestEngine, paymentId: string, state: JobState) {
  const { payment } = await world.payment(paymentId);
  return world.engine().jobs.setState(keyAsk, {
    jobId: payment.jobId ?? '', marketplaceId: MARKETPLACE_ID, state, reason: 'said so',
  });
}

describe('the end of a job', () => {
  test.each([
    ['AITBC', 'completed', 'released'], ['BTC', 'completed', 'escrowed'],
    ['AITBC', 'failed', 'refunded'], ['BTC', 'failed', 'refunded'],
    ['BTC', 'cancelled', 'refunded'],
  ] as const)('of %s as %s leaves the payment %s', async (currency, state, status) => {
    const world = await createTestEngine();
    const id = await world.pay({ currency });
    accepted(await end(world, id, state));
    await world.turn(10);
    expect((await world.payment(id)).payment.status).toBe(status);
  });

  test('withdraws a hold that has not left', async () => {
    const world = await createTestEngine();
    world.fault({ provider: 'walletDaemon', operation: 'any', fault: 'down' });
    const id = await world.pay();
    accepted(await end(world, id, 'cancelled'));
    world.sandbox.faults.clear();
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('cancelled');
    expect(world.sandbox.books()).toHaveLength(0);
  });

  test('is followed when the hold that was on its way arrives', async () => {
    const world = await createTestEngine({ latencyMs: () => 1_000 });
    const id = await world.pay();
    accepted(await end(world, id, 'failed'));
    expect((await world.newest(id)).state).toBe('dispatching');
    await world.turn(10_000);
    expect((await world.payment(id)).payment.status).toBe('refunded');
  });

  test('comes by itself when its time is over, whatever the escrow says', async () => {
    const world = await createTestEngine();
    const id = await world.pay({ ttlMs: 30_000 });
    await world.turn(31_000);
    const { payment } = await world.payment(id);
    expect(payment.status).toBe('refunded');
    expect((await world.store().read.job(payment.jobId ?? ''))?.state).toBe('expired');
  });

  test('cannot be taken back', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    accepted(await end(world, id, 'failed'));
    expect(await end(world, id, 'completed')).toMatchObject({
      ok: false, refusal: { code: 'state_forbids' },
    });
  });

  test('said twice is one end', async () => {
    const world = await createTestEngine();
    const id = await world.pay({ currency: 'AITBC' });
    accepted(await end(world, id, 'failed'));
    await world.turn(10);
    accepted(await end(world, id, 'failed'));
    await world.turn(10);
    expect(world.sandbox.books().filter(({ kind }) => kind === 'refund')).toHaveLength(1);
  });

  test('without a refund address waits for one in attention', async () => {
    const world = await createTestEngine({ marketplace: { refundAddresses: {} } });
    const id = await world.pay();
    accepted(await end(world, id, 'failed'));
    await world.turn(60_000);
    expect(await world.newest(id)).toMatchObject({ kind: 'refund', state: 'planned' });
    expect(await world.attention(id)).toEqual(['refund-address-missing']);
  });
});

test('a job of another marketplace is not found', async () => {
  const world = await createTestEngine();
  const { payment } = await world.payment(await world.pay());
  expect(await world.engine().jobs.setState(keyAsk, {
    jobId: payment.jobId ?? '', marketplaceId: 'mkt_other', state: 'failed', reason: '',
  })).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
});
