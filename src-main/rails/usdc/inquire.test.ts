import { describe, expect, test } from 'vitest';

import { EURC, money, USDC } from '../../engine/domain/money.ts';
import type { RailReading } from '../rail.ts';
import { reply } from '../test-rail.ts';
import { readMemory } from './memory.ts';
import {
  API_KEY, BALANCES, carriedOn, CIRCLE_ID, createDesk, ENTITY_SECRET, HASH, KEY, listed, logsOf,
  paramsOf, receiptOf, recorded, rpc, told, TRANSACTION, transactionOf, TRANSACTIONS,
  TREASURY, type UsdcDesk,
} from './test-desk.ts';

const RECEIPT = 'eth_getTransactionReceipt';
const OTHER_HASH = `0x${'d'.repeat(64)}`;

function kept(reading: RailReading) {
  return readMemory(reading.memory ?? null);
}

/** Circle says this; the chain knows none of it unless a test shows it. */
function saying(given: Record<string, unknown>, receipt: unknown = null): UsdcDesk {
  const desk = createDesk();
  desk.on(TRANSACTION, told(given));
  desk.on(RECEIPT, rpc(receipt));
  return desk;
}

describe('a transfer on its way', () => {
  test.each(['INITIATED', 'WAITING', 'QUEUED', 'CLEARED', 'SENT', 'CONFIRMED', 'BRAND_NEW'])(
    '%s is submitted', async (state) => {
      const reading = await saying({ state, txHash: '' }).inquire();
      expect(reading).toMatchObject({ kind: 'submitted', reference: CIRCLE_ID });
      expect(reading).not.toHaveProperty('stuck');
    },
  );

  test('STUCK is in flight, and says that it needs a push', async () => {
    const desk = saying({ state: 'STUCK' });
    const stuck = await desk.inquire();
    expect(stuck).toMatchObject({ kind: 'submitted', reference: CIRCLE_ID, stuck: true });
    desk.on(TRANSACTION, told({ state: 'SENT', txHash: OTHER_HASH }));
    const pushed = await desk.inquire(carriedOn(stuck));
    expect(pushed).not.toHaveProperty('stuck');
    expect(kept(pushed).hashes).toEqual([HASH, OTHER_HASH]);
  });

  test('is read as Circle recorded it in the field', async () => {
    const desk = createDesk();
    desk.on(TRANSACTION, reply(200, recorded('transaction-initiated.json')));
    const reading = await desk.inquire();
    expect(reading).toMatchObject({ kind: 'submitted' });
    expect(kept(reading)).toMatchObject({ state: 'INITIATED', hashes: [] });
  });

  test('never goes back: an answer out of order changes nothing', async () => {
    const desk = saying({ state: 'COMPLETE' });
    const complete = await desk.inquire();
    expect(complete.kind).toBe('submitted');
    for (const state of ['SENT', 'QUEUED', 'STUCK', 'SOMETHING']) {
      desk.on(TRANSACTION, told({ state }));
      const late = await desk.inquire(carriedOn(complete));
      expect(late).not.toHaveProperty('stuck');
      expect(kept(late).state).toBe('COMPLETE');
    }
    desk.on(RECEIPT, rpc(receiptOf()));
    expect((await desk.inquire(carriedOn(complete))).kind).toBe('settled');
  });
});

describe('a completed transfer', () => {
  test('is settled once the chain proves it, with what moved and both proofs', async () => {
    const reading = await createDesk().inquire();
    expect(reading).toMatchObject({
      kind: 'settled', reference: HASH, expiresAtMs: null,
      // 48,800 gas at 20.000000001 gwei is 0.000976000000048800, rounded up.
      moved: {
        delivered: money(100_000n, USDC), debited: money(100_000n, USDC),
        networkFee: money(977n, USDC),
      },
      evidence: { kind: 'transaction', reference: HASH, word: 'Circle and the chain' },
    });
    const raw: unknown = JSON.parse(reading.kind === 'settled' ? reading.evidence.raw : '');
    expect(raw).toMatchObject({
      circle: { id: CIRCLE_ID, state: 'COMPLETE', txHash: HASH, refId: KEY },
      chain: {
        chainId: 5_042_002, blockNumber: '123456789', logIndex: 0, value: '100000000000000000',
        fee: '976000000048800', emitter: '0xfffffffffffffffffffffffffffffffffffffffe',
      },
    });
    expect(JSON.stringify(reading, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value)).not.toMatch(
      new RegExp(`${API_KEY}|${ENTITY_SECRET}`),
    );
  });

  test('whose fee somebody else paid names none', async () => {
    const desk = createDesk();
    desk.on(RECEIPT, rpc(receiptOf({ from: '0x9999999999999999999999999999999999999999' })));
    expect(await desk.inquire()).toMatchObject({
      kind: 'settled', moved: expect.not.objectContaining({ networkFee: expect.anything() }),
    });
  });

  test('in EURC debits euros, and its fee is in dollars', async () => {
    const eurcTokenAddress = '0x89b50855aa3be2f677cd6303cec089b5f319d72a';
    const desk = createDesk({ eurcTokenAddress });
    const [, token = {}] = logsOf(receiptOf());
    desk.on(RECEIPT, rpc(receiptOf({ logs: [{ ...token, address: eurcTokenAddress }] })));
    const amount = money(100_000n, EURC);
    expect(await desk.inquire({ amount })).toMatchObject({
      kind: 'settled',
      moved: { delivered: amount, debited: amount, networkFee: money(977n, USDC) },
    });
  });

  test('that the chain does not show yet is not settled', async () => {
    for (const given of [{}, { txHash: '' }]) {
      expect(await saying(given).inquire()).toMatchObject({
        kind: 'submitted', reference: CIRCLE_ID,
      });
    }
  });

  test('is settled by the transaction that was mined, after another was sent for it', async () => {
    const desk = saying({ state: 'SENT', txHash: OTHER_HASH });
    const sent = await desk.inquire();
    desk.on(TRANSACTION, told({}));
    desk.on(RECEIPT, (request) =>
      rpc(paramsOf(request)[0] === OTHER_HASH ? null : receiptOf()));
    const after = await desk.inquire(carriedOn(sent));
    expect(after).toMatchObject({ kind: 'settled', reference: HASH });
    // The other way round: Circle still names the one that lost.
    desk.on(TRANSACTION, told({ txHash: OTHER_HASH }));
    const memory = after.memory ?? null;
    expect(await desk.inquire({ memory })).toMatchObject({ kind: 'settled', reference: HASH });
  });

  test('waits while the chain cannot be asked, and says so', async () => {
    const desk = createDesk();
    desk.on(RECEIPT, reply(503, ''));
    expect(await desk.inquire()).toMatchObject({
      kind: 'unavailable', message: expect.stringContaining('Circle calls it complete'),
    });
    desk.on(TRANSACTIONS, listed(transactionOf()));
    // What was found by its key is kept, so that nobody thinks of sending it again.
    expect(await desk.inquire({ reference: null })).toMatchObject({
      kind: 'submitted', reference: CIRCLE_ID,
    });
  });

  test('is never settled by a node of another chain', async () => {
    const desk = createDesk();
    desk.on('eth_chainId', rpc('0x13b2'));
    expect((await desk.inquire()).kind).toBe('unavailable');
    expect((await createDesk({ genesisHash: '' }).inquire()).kind).toBe('unavailable');
  });

  test.each<[string, unknown]>([
    ['refused it', receiptOf({ status: '0x0', logs: [] })],
    ['moved it to somebody else', receiptOf({ logs: logsOf(receiptOf()).map((log) => ({
      ...log, topics: [Array.isArray(log['topics']) ? log['topics'][0] : '',
        `0x${TREASURY.slice(2).padStart(64, '0')}`, `0x${'9'.repeat(40).padStart(64, '0')}`],
    })) })],
    ['moved nothing', receiptOf({ logs: logsOf(receiptOf()).map((log) => ({
      ...log, data: `0x${'0'.repeat(64)}`,
    })) })],
  ])('where the chain %s is a contradiction', async (_what, receipt) => {
    expect((await saying({}, receipt).inquire()).kind).toBe('contradiction');
  });

  test('that Circle takes back is a contradiction', async () => {
    const desk = saying({ state: 'COMPLETE' });
    const complete = await desk.inquire();
    desk.on(TRANSACTION, told({ state: 'FAILED' }));
    const takenBack = await desk.inquire(carriedOn(complete));
    expect(takenBack.kind).toBe('contradiction');
    desk.clock.nowMs += 3_600_000;
    expect((await desk.inquire(carriedOn(takenBack))).kind).toBe('contradiction');
  });

  test('that the chain shows under two hashes is a contradiction', async () => {
    const desk = saying({ state: 'SENT', txHash: OTHER_HASH });
    const sent = await desk.inquire();
    desk.on(TRANSACTION, told({}));
    desk.on(RECEIPT, (request) => rpc(receiptOf({ transactionHash: paramsOf(request)[0] })));
    expect((await desk.inquire(carriedOn(sent))).kind).toBe('contradiction');
  });
});

describe('a transfer that Circle ended', () => {
  test.each([
    ['FAILED', 'INSUFFICIENT_TOKEN', 'insufficient_treasury'], ['DENIED', '', 'denied'],
    ['CANCELLED', '', 'cancelled'], ['CANCELED', '', 'cancelled'],
    ['FAILED', 'ESTIMATION_ERROR', 'estimation_failed'],
  ])('before it was sent is refused: %s %s', async (state, errorReason, code) => {
    const reading = await saying({ state, errorReason, txHash: '' }).inquire();
    expect(reading).toMatchObject({ kind: 'rejected', code });
  });

  test('for want of money says what the treasury holds now', async () => {
    const desk = saying({ state: 'FAILED', errorReason: 'INSUFFICIENT_TOKEN', txHash: '' });
    expect(await desk.inquire()).toMatchObject({
      message: expect.stringContaining('It holds 20 USDC now.'),
    });
    desk.on(BALANCES, reply(500, ''));
    expect(await desk.inquire()).toMatchObject({ kind: 'rejected', code: 'insufficient_treasury' });
  });

  test('because the chain refused it is refused at once', async () => {
    const receipt = receiptOf({ status: '0x0', logs: [] });
    expect(await saying({ state: 'FAILED', errorReason: 'FAILED_ON_CHAIN' }, receipt).inquire())
      .toMatchObject({ kind: 'rejected', code: 'failed_on_chain' });
  });

  test.each(['FAILED', 'DENIED', 'CANCELLED'])(
    'as %s, and was mined all the same, is an incident', async (state) => {
      expect(await saying({ state }, receiptOf()).inquire()).toMatchObject({
        kind: 'contradiction', message: expect.stringContaining('Do not pay again'),
      });
    },
  );

  test('is an incident by any transaction that it ever had', async () => {
    const desk = saying({ state: 'SENT' });
    const sent = await desk.inquire();
    desk.on(TRANSACTION, told({ state: 'CANCELLED', txHash: OTHER_HASH }));
    desk.on(RECEIPT, (request) => rpc(paramsOf(request)[0] === HASH ? receiptOf() : null));
    expect((await desk.inquire(carriedOn(sent))).kind).toBe('contradiction');
  });

  test('by a payment of nothing in its place is refused', async () => {
    const desk = saying({ state: 'CANCELLED' }, receiptOf({ logs: [] }));
    desk.on('eth_getTransactionByHash', rpc({
      hash: HASH, blockHash: HASH, from: TREASURY, to: TREASURY, value: '0x0', input: '0x',
    }));
    expect(await desk.inquire()).toMatchObject({ kind: 'rejected', code: 'cancelled' });
  });

  test('is not believed while one of its transactions may still be mined', async () => {
    const desk = saying({ state: 'FAILED' });
    const first = await desk.inquire();
    expect(first.kind).toBe('submitted');
    desk.clock.nowMs += 9_999;
    const second = await desk.inquire(carriedOn(first));
    expect(second.kind).toBe('submitted');
    desk.clock.nowMs -= 3_600_000;
    const setBack = await desk.inquire(carriedOn(second));
    expect(setBack.kind).toBe('submitted');
    desk.clock.nowMs += 10_000;
    expect((await desk.inquire(carriedOn(setBack))).kind).toBe('rejected');
  });

  test('is not believed while the chain cannot be asked', async () => {
    const desk = saying({ state: 'FAILED' });
    desk.on(RECEIPT, reply(502, ''));
    expect((await desk.inquire()).kind).toBe('unavailable');
    desk.on('eth_chainId', rpc('0x1'));
    desk.clock.nowMs += 60_000;
    expect((await desk.inquire()).kind).toBe('unavailable');
  });

  test('is refused by what Circle says now, never by what it said before', async () => {
    const desk = saying({ state: 'FAILED', txHash: '' });
    const memory = (await desk.inquire()).memory ?? null;
    desk.on(TRANSACTION, told({ state: 'SENT', txHash: '' }));
    expect((await desk.inquire({ memory })).kind).toBe('submitted');
  });

  test('with more transactions than are kept is left to a person', async () => {
    const desk = saying({ state: 'SENT' });
    let memory: string | null = null;
    for (let at = 0; at < 20; at += 1) {
      desk.on(TRANSACTION, told({ state: 'SENT', txHash: `0x${String(at).padStart(64, '0')}` }));
      memory = (await desk.inquire({ memory })).memory ?? null;
    }
    expect(readMemory(memory).hashes).toHaveLength(16);
    expect(memory?.length).toBeLessThan(4_000);
    desk.on(TRANSACTION, told({ state: 'FAILED' }));
    desk.clock.nowMs += 60_000;
    expect((await desk.inquire({ memory })).kind).toBe('undecided');
  });
});
