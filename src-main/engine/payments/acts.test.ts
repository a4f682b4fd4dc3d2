import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk,
} from '../../testing/test-engine.ts';

const now = { amountText: null, delayMs: 0 } as const;

describe('an act on a payment', () => {
  test('is decided on what was looked at: an older version is refused', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    const { payment: { version } } = await world.payment(id);
    const { payments } = world.engine();
    const release = (seen: number) =>
      payments.release(operatorAsk, { ...onPayment(id), ...now, version: seen });
    expect(await release(version - 1)).toMatchObject({ refusal: { code: 'version_conflict' } });
    await world.turn(60_000);
    expect(world.sandbox.books().map(({ kind }) => kind)).toEqual(['hold']);
    accepted(await release(version));
    await world.turn(60_000);
    expect(world.sandbox.books().map(({ kind }) => kind)).toEqual(['hold', 'release']);
  });

  test('of another marketplace is told that there is nothing', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    const { payments } = world.engine();
    const foreign = { ...onPayment(id), ...now, marketplaceId: 'mkt_other' };
    for (const answer of [
      await payments.release(keyAsk, foreign), await payments.refund(keyAsk, foreign),
      await payments.cancel(keyAsk, foreign), await payments.retry(keyAsk, foreign),
    ]) expect(answer).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await world.payment(id)).payment.status).toBe('escrowed');
  });
});
