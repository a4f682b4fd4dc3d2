import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk, secondOperator,
} from '../../testing/test-engine.ts';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';

const HOUR = 3_600_000;
const move = { amountText: null, delayMs: 0 } as const;

describe('an escrow that runs out', () => {
  test.each([
    ['refund', 'refunded'], ['release', 'released'], ['ask', 'escrowed'],
  ] as const)('under the policy %s is %s', async (onExpiry, status) => {
    const world = await createTestEngine({ policy: { onExpiry } });
    const id = await world.pay({ currency: 'AITBC' });
    await world.turn(HOUR + 1_000);
    expect((await world.payment(id)).payment.status).toBe(status);
    expect(await world.attention(id)).toEqual(onExpiry === 'ask' ? ['expiry-decision'] : []);
  });

  test('is put in front of people while they can still choose', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    await world.turn(HOUR - 900_000 + 1_000);
    expect(await world.attention(id)).toEqual(['expiring-soon']);
    accepted(await world.engine().payments.release(operatorAsk, { ...onPayment(id), ...move }));
    await world.turn(10);
    expect(await world.attention(id)).toEqual([]);
    await world.turn(HOUR);
    expect((await world.payment(id)).payment.status).toBe('released');
  });

  test('withdraws a release in its undo window and refunds in one commit', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    await world.turn(HOUR - 5_000);
    accepted(await world.engine().payments.release(operatorAsk, {
      ...onPayment(id), amountText: null, delayMs: 60_000,
    }));
    await world.turn(10_000);
    const { operations, payment } = await world.payment(id);
    expect(operations.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'hold settled', 'release cancelled', 'refund settled',
    ]);
    expect(payment.status).toBe('refunded');
  });

  test('never acts beside an unclear release and acts once that has ended', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.fault({ provider: 'walletDaemon', operation: 'release', fault: 'drop-before', times: 1 });
    world.fault({ provider: 'walletDaemon', operation: 'inquire', fault: 'error-before' });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(2 * HOUR);
    expect((await world.payment(id)).operations).toHaveLength(2);
    expect((await world.payment(id)).payment.status).toBe('unclear');
    world.sandbox.faults.clear();
    await world.turn(HOUR);
    expect(world.sandbox.books().filter(({ kind }) => kind !== 'hold')).toHaveLength(0);
    expect(await world.attention(id)).not.toEqual([]);
  });
});

describe('where the provider owns the expiry', () => {
  test('its own return settles the refund, and nothing is sent', async () => {
    const world = await createTestEngine({ expiry: { exchangeGraceMs: 0 } });
    const id = await world.pay({ currency: 'AITBC', amountText: '7' });
    await world.turn(HOUR + 5_000);
    const [, returned] = world.sandbox.books();
    expect(await world.newest(id)).toMatchObject({
      kind: 'refund', state: 'settled', reference: returned?.hash,
    });
    expect(world.sent.filter((path) => path.endsWith('/refund'))).toHaveLength(0);
    expect((await world.payment(id)).payment.status).toBe('refunded');
  });

  test('it is asked first and refunded while it still holds', async () => {
    const world = await createTestEngine({ expiry: { exchangeReturns: false } });
    const id = await world.pay({ currency: 'AITBC', amountText: '7' });
    const asked = world.sent.length;
    await world.turn(HOUR + 5_000);
    expect(world.sent.slice(asked).map((path) => path.split(' ')[0])).toEqual(['GET', 'POST']);
    expect((await world.payment(id)).payment.status).toBe('refunded');
  });

  test('a release leaves a minute before it, while the money is held for certain', async () => {
    const world = await createTestEngine({
      expiry: { exchangeGraceMs: 0 }, policy: { onExpiry: 'release' },
    });
    const id = await world.pay({ currency: 'AITBC', amountText: '7' });
    await world.turn(HOUR - 61_000);
    expect((await world.payment(id)).payment.status).toBe('escrowed');
    await world.turn(2_000);
    expect((await world.payment(id)).payment.status).toBe('released');
  });

  test('a late release finds the money returned and becomes its refund', async () => {
    const world = await createTestEngine({
      expiry: { exchangeGraceMs: 0 }, policy: { onExpiry: 'release' },
    });
    const id = await world.pay({ currency: 'AITBC', amountText: '7' });
    // The machine sleeps through the minute in which the release should have left.
    await world.turn(HOUR - 120_000);
    world.clock.jump(180_000);
    await world.turn(60_000);
    expect((await world.payment(id)).operations.map(({ kind, state }) => `${kind} ${state}`))
      .toEqual(['hold settled', 'release rejected', 'refund settled']);
  });

  test('its return of everything is no proof of a refund of a part', async () => {
    const world = await createTestEngine({ expiry: { exchangeGraceMs: 0 } });
    const id = await world.pay({ currency: 'AITBC', amountText: '7' });
    await world.turn(HOUR - 1_000);
    world.clock.jump(60_000);
    accepted(await world.engine().payments.refund(operatorAsk, {
      ...onPayment(id), amountText: '3', delayMs: 0,
    }));
    await world.turn(60_000);
    const { payment, operations } = await world.payment(id);
    expect(payment).toMatchObject({ status: 'refunded', refunded: payment.amount });
    expect(operations.at(-1)).toMatchObject({ state: 'settled', amount: payment.amount });
  });

  describe('and ties no refund to its escrow', () => {
    const daemon = { connections: { con_wallet: { expiryOwner: 'provider' } } } as const;

    test('an early refund waits for its own return, and one refund is paid', async () => {
      const world = await createTestEngine({ ...daemon, expiry: { walletDaemonReturns: true } });
      const id = await world.pay();
      accepted(await world.engine().payments.refund(operatorAsk, { ...onPayment(id), ...move }));
      await world.turn(10);
      const waiting = await world.newest(id);
      expect(waiting).toMatchObject({ kind: 'refund', state: 'scheduled', tries: 0 });
      expect(waiting.failureText).toContain('returns this escrow by itself');
      expect((await world.payment(id)).payment.status).toBe('refunding');
      await world.turn(HOUR + 1_200_000);
      expect((await world.payment(id)).payment.status).toBe('refunded');
      expect(world.sandbox.books().filter(({ kind }) => kind === 'refund')).toHaveLength(1);
      expect(world.sent.filter((path) => path.endsWith('/refund'))).toHaveLength(0);
    });

    test('a batch does not wait for it, and its item ends with it', async () => {
      const world = await createTestEngine({ ...daemon, expiry: { walletDaemonReturns: true } });
      const id = await world.pay();
      const batch = accepted(await world.engine().batches.create(keyAsk, {
        marketplaceId: MARKETPLACE_ID, act: 'refund', paymentIds: [id], reason: 'all back',
      }));
      await world.turn(10_000);
      expect((await world.store().read.batch(batch.id))?.state).toBe('finished');
      expect((await world.newest(id)).state).toBe('scheduled');
      await world.turn(HOUR + 1_200_000);
      const done = await world.store().read.batchItems(batch.id, 'done', 10);
      expect(done.map(({ paymentId }) => paymentId)).toEqual([id]);
    });

    test('a return that does not come is a person\'s decision', async () => {
      const world = await createTestEngine({ ...daemon, expiry: { walletDaemonReturns: false } });
      const id = await world.pay();
      await world.turn(HOUR + 1_200_000);
      expect(await world.attention(id)).toEqual(['expiry-decision']);
      expect(world.sent.filter((path) => path.endsWith('/refund'))).toHaveLength(0);
      accepted(await world.engine().payments.refund(operatorAsk, { ...onPayment(id), ...move }));
      await world.turn(10);
      expect((await world.payment(id)).payment.status).toBe('refunded');
    });
  });

  describe('and nobody can tell', () => {
    const blind = {
      connections: {
        con_wallet: {
          expiryOwner: 'unknown', config: { network: 'regtest', statusRoute: false },
        },
      },
    } as const;

    test('a person is asked and nothing is sent', async () => {
      const world = await createTestEngine(blind);
      const id = await world.pay();
      await world.turn(HOUR + 5_000);
      expect(world.sent.filter((path) => path.endsWith('/refund'))).toHaveLength(0);
      expect(await world.attention(id)).toEqual(['expiry-decision']);
    });

    test('two operators record the return that they saw, and nothing is sent', async () => {
      const world = await createTestEngine(blind);
      const id = await world.pay();
      await world.turn(HOUR + 5_000);
      const sent = world.sent.length;
      const reference = 'ab'.repeat(32);
      const recorded = accepted(await world.engine().payments.recordProviderMove(operatorAsk, {
        ...onPayment(id), kind: 'refund', reference, second: secondOperator,
      }));
      expect(recorded.payment).toMatchObject({ status: 'refunded' });
      expect(recorded.operations.at(-1)).toMatchObject({
        kind: 'refund', state: 'settled', reference,
        evidence: { kind: 'operator-statement', word: 'the word of Ana and Bo' },
      });
      expect(world.sent).toHaveLength(sent);
      expect(await world.attention(id)).toEqual([]);
      const postings = await world.store().read.postingsOf(id);
      expect(postings.map(({ account, delta }) => `${account} ${delta.minor}`)).toEqual([
        'payer -100000', 'escrow 100000', 'escrow -100000', 'payer 100000',
      ]);
    });

    test('one operator alone, or before the escrow ended, records nothing', async () => {
      const world = await createTestEngine(blind);
      const id = await world.pay();
      const { recordProviderMove } = world.engine().payments;
      const seen = { ...onPayment(id), kind: 'refund', reference: 'ab'.repeat(32) } as const;
      expect(await recordProviderMove(operatorAsk, { ...seen, second: secondOperator }))
        .toMatchObject({ refusal: { code: 'state_forbids' } });
      await world.turn(HOUR + 5_000);
      expect(await recordProviderMove(operatorAsk, {
        ...seen, second: { ...secondOperator, id: operatorAsk.actor.id },
      })).toMatchObject({ refusal: { code: 'same_operator' } });
      expect((await world.payment(id)).payment.status).toBe('escrowed');
    });

    test('neither a key nor the end of the job decides for that person', async () => {
      const world = await createTestEngine(blind);
      const id = await world.pay();
      await world.turn(HOUR + 5_000);
      const { payment } = await world.payment(id);
      const refused = await world.engine().payments.refund(keyAsk, { ...onPayment(id), ...move });
      expect(refused).toMatchObject({ ok: false, refusal: { code: 'state_forbids' } });
      accepted(await world.engine().jobs.setState(keyAsk, {
        jobId: payment.jobId ?? '', marketplaceId: null, state: 'failed', reason: 'bad work',
      }));
      await world.turn(60_000);
      expect(world.sent.filter((path) => path.endsWith('/refund'))).toHaveLength(0);
      accepted(await world.engine().payments.refund(operatorAsk, { ...onPayment(id), ...move }));
      await world.turn(10);
      expect((await world.payment(id)).payment.status).toBe('refunded');
    });
  });
});
