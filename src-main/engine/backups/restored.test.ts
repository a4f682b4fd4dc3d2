import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk, secondOperator, type TestEngine,
  type TestEngineOptions,
} from '../../testing/test-engine.ts';
import { createPayingEngine } from '../../testing/paying-engine.ts';
import { RESTORED, restoredText, type Restored } from './restored.ts';

const move = { amountText: null, delayMs: 0 } as const;
const delayed = { amountText: null, delayMs: 10_000 } as const;

/** Restores the copy `image` of a moment in the past, two operators having confirmed it. */
async function restore(world: TestEngine, image: Buffer): Promise<void> {
  const state: Restored = {
    at: world.clock.nowMs(), backupId: '2026-11-21T12-00-00-000Z-asked', backupAt: 0, backupSeq: 1,
    replacedSeq: null, by: { id: 'opr_ana', name: 'Ana' }, second: { id: 'opr_bo', name: 'Bo' },
    reason: 'test', asked: 0, differing: 0, silent: 0, done: false,
  };
  await world.restore(image, { key: RESTORED, value: restoredText(state) });
}

function releasesIn(world: TestEngine): number {
  return world.sandbox.books().filter(({ kind }) => kind === 'release').length;
}

const bitcoin: TestEngineOptions = {
  connections: { con_wallet: { config: { network: 'regtest', statusRoute: true } } },
};

describe('a restored store', () => {
  test('does not send again what was sent after the copy', async () => {
    const world = await createTestEngine();
    const id = await world.pay({ currency: 'AITBC', amountText: '2' });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...delayed }));
    const image = world.database.serialize();
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('released');
    const sent = world.sent.filter((path) => path.endsWith('/release')).length;
    await restore(world, image);
    expect((await world.newest(id)).state).toBe('unclear');
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('released');
    expect(world.sent.filter((path) => path.endsWith('/release'))).toHaveLength(sent);
    expect(releasesIn(world)).toBe(1);
  });

  test('finds what never left, and sends it once it is lifted', async () => {
    const world = await createTestEngine();
    const id = await world.pay({ currency: 'AITBC', amountText: '2' });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...delayed }));
    await restore(world, world.database.serialize());
    await world.turn(300_000);
    expect((await world.newest(id)).state).toBe('scheduled');
    expect(releasesIn(world)).toBe(0);
    expect(world.engine().hold.state()).toMatchObject({ done: true, differing: 0, silent: 0 });
    world.engine().hold.lifted();
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('released');
    expect(releasesIn(world)).toBe(1);
  });

  test('puts money that the provider no longer holds before a person', async () => {
    const world = await createTestEngine(bitcoin);
    const id = await world.pay();
    const image = world.database.serialize();
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(60_000);
    expect(releasesIn(world)).toBe(1);
    await restore(world, image);
    await world.turn(30_000);
    const { payment, escrow } = await world.payment(id);
    expect(payment.status).toBe('escrowed');
    expect(escrow?.decisionNeeded).toContain('released');
    expect(await world.attention(id)).toEqual(['expiry-decision']);
    expect(world.engine().hold.state()).toMatchObject({ done: true, asked: 1, differing: 1 });
    // Neither its expiry nor the lifting pays a second time.
    world.engine().hold.lifted();
    await world.turn(86_400_000);
    expect(world.sandbox.books().filter(({ kind }) => kind === 'refund')).toEqual([]);
    const reference = world.sandbox.books().find(({ kind }) => kind === 'release')?.hash ?? '';
    accepted(await world.engine().payments.recordProviderMove(operatorAsk, {
      ...onPayment(id), second: secondOperator, kind: 'release', reference,
    }));
    expect((await world.payment(id)).payment.status).toBe('released');
    expect(releasesIn(world)).toBe(1);
  });

  test('asks a silent provider again until it answers', async () => {
    const world = await createTestEngine(bitcoin);
    await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'any', fault: 'drop-before', times: 2 });
    await restore(world, world.database.serialize());
    await world.turn(1_000);
    expect(world.engine().hold.state()).toMatchObject({ done: false, silent: 1 });
    await world.turn(60_000);
    expect(world.engine().hold.state()).toMatchObject({ done: true, silent: 0, differing: 0 });
  });

  test('holds new payments back, also over a further restart', async () => {
    const world = await createTestEngine();
    await restore(world, world.database.serialize());
    await world.restart();
    const id = await world.pay({ currency: 'AITBC', amountText: '2' });
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('requested');
    expect(world.sandbox.books()).toEqual([]);
    world.engine().hold.lifted();
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('escrowed');
  });
});

describe('a payer who had been given a link before the copy', () => {
  test('and paid after it is found to have paid, and asked for nothing more', async () => {
    const world = await createPayingEngine();
    const asked = await world.link();
    const image = world.database.serialize();
    accepted(await world.comeBack(world.browse(asked, 'accept')));
    await world.turn(10_000);
    expect((await world.payment(asked.payment.id)).payment.status).toBe('released');
    await restore(world, image);
    expect((await world.newest(asked.payment.id)).state).toBe('unclear');
    await world.turn(60_000);
    expect((await world.payment(asked.payment.id)).payment).toMatchObject({
      status: 'released', released: { minor: 1_000n },
    });
    expect(world.sandbox.books().filter(({ kind }) => kind === 'payout')).toHaveLength(1);
  });

  test('and did not use it can pay no more, which is said only then', async () => {
    const world = await createPayingEngine();
    const asked = await world.link();
    await restore(world, world.database.serialize());
    for (let minute = 0; minute < 20; minute += 1) {
      await world.turn(60_000);
      for (let round = 0; round < 10; round += 1) await world.turn(0);
    }
    const left = await world.payment(asked.payment.id);
    expect(left.operations[0]).toMatchObject({ state: 'rejected', failureCode: 'nothing_sent' });
    // The bank's page has nothing left to agree to.
    expect(world.browse(asked, 'accept')['result'] ?? '').not.toBe('');
    await world.turn(60_000);
    expect(world.sandbox.books()).toEqual([]);
  });
});
