import { describe, expect, test } from 'vitest';
import { createTestContext } from '../../testing/engine-context.ts';
import { accepted, createTestEngine, keyAsk, onPayment } from '../../testing/test-engine.ts';
import { createKillSwitch } from '../kill-switch/kill-switch.ts';
import { createTransactions } from '../payments/transact.ts';
import { createProviders } from '../runner/providers.ts';
import { recordContradiction, type LateAnswer } from './contradiction.ts';

/** A payment whose release has ended as settled, and then an answer that comes late. */
async function afterRelease(answer: (reference: string) => LateAnswer) {
  const world = await createTestEngine();
  const id = await world.pay();
  accepted(await world.engine().payments.release(keyAsk, {
    ...onPayment(id), amountText: null, delayMs: 0,
  }));
  await world.turn(10);
  const release = await world.newest(id);
  expect(release.state).toBe('settled');
  const context = {
    ...await createTestContext(), store: world.store(), clock: world.clock,
  };
  const deps = {
    ...context, transactions: createTransactions(context),
    providers: createProviders(context, ['bitcoin', 'aitbc']),
    killSwitch: createKillSwitch(context),
  };
  await recordContradiction(deps, {
    paymentId: id, operationId: release.id, attempt: [], answer: answer(release.reference ?? ''),
  });
  expect(await world.newest(id)).toEqual(release);
  return world.attention(id);
}

describe('an answer that comes after its operation has ended', () => {
  test('and names the same transaction agrees, and bothers nobody', async () => {
    expect(await afterRelease((reference) => ({ kind: 'settled', reference }))).toEqual([]);
  });

  test('and names another transaction stands in front of a person', async () => {
    expect(await afterRelease(() => ({ kind: 'settled', reference: 'ef'.repeat(32) })))
      .toEqual(['contradiction']);
  });

  test('and says that it was only taken stands in front of a person', async () => {
    expect(await afterRelease(() => ({ kind: 'submitted', reference: null })))
      .toEqual(['contradiction']);
  });

  test('and says that nothing moved bothers nobody', async () => {
    expect(await afterRelease(() => ({ kind: 'rejected' }))).toEqual([]);
  });
});
