import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { MINOR_MAX, money, parseAmount, USDC } from '../../engine/domain/money.ts';
import { reply } from '../test-rail.ts';
import {
  API_KEY, BALANCES, bodyOf, createDesk, ENTITY_SECRET, HASH, KEY, listed, receiptOf, refusal, rpc,
  told, TRANSACTION, transactionOf, TRANSACTIONS, TRANSFER, WALLET,
} from './test-desk.ts';
import { circleStates } from './translate.ts';

const RECEIPT = 'eth_getTransactionReceipt';

describe('the defects of the first GigStream that a rail can repeat', () => {
  test('T-18: asking what became of a payout sends none, whatever the answer', async () => {
    const desk = createDesk();
    for (const state of [...Object.keys(circleStates), 'UNHEARD_OF']) {
      desk.on(TRANSACTION, told({ state }));
      for (const receipt of [null, receiptOf(), receiptOf({ status: '0x0', logs: [] })]) {
        desk.on(RECEIPT, rpc(receipt));
        await desk.inquire();
      }
    }
    const methods = new Set(desk.requests.filter(({ url }) => url.includes('/v1/'))
      .map(({ method }) => method));
    expect([...methods]).toEqual(['GET']);
  });

  test('T-18: every try of an operation carries its one key', async () => {
    const desk = createDesk();
    for (const answer of [reply(500, ''), reply(429, ''), refusal(400, 156_004),
      { ok: false, sent: 'maybe', message: 'timeout' } as const]) {
      desk.on(TRANSFER, answer);
      await desk.pay();
      desk.clock.nowMs += 3_600_000;
    }
    const keys = desk.posted().map(bodyOf)
      .map(({ idempotencyKey, refId }) => [idempotencyKey, refId]);
    expect(keys).toEqual(Array.from({ length: 4 }, () => [KEY, KEY]));
  });

  test('T-18: a payout that left under a lost answer is not refused as too large', async () => {
    const desk = createDesk();
    desk.on(BALANCES, reply(200, { data: { tokenBalances: [] } }));
    desk.on(TRANSACTIONS, listed(transactionOf()));
    expect((await desk.pay()).kind).toBe('submitted');
    desk.on(TRANSACTIONS, reply(500, ''));
    expect((await desk.pay()).kind).toBe('not-received');
    expect(desk.posted()).toEqual([]);
  });

  test('T-19: the key never depends on the time or on an earlier try', async () => {
    const first = createDesk();
    const later = createDesk();
    later.clock.nowMs = 9_999_999_999_999;
    await first.pay();
    await later.pay({ memory: JSON.stringify({
      state: 'FAILED', hashes: [HASH], isCut: false, isKeyTaken: false, goneSinceMs: 1,
    }) });
    const key = (desk: typeof first) => bodyOf(desk.posted()[0])['idempotencyKey'];
    expect(key(first)).toBe(key(later));
  });

  test('T-20: no refusal is remembered', async () => {
    const desk = createDesk();
    desk.on(BALANCES, reply(200, { data: { tokenBalances: [] } }));
    expect(await desk.pay()).toMatchObject({ code: 'insufficient_treasury' });
    desk.on(BALANCES, reply(200, { data: { tokenBalances: [
      { token: { id: 'x', isNative: true }, amount: '1' },
    ] } }));
    expect((await desk.pay()).kind).toBe('submitted');
    const other = createDesk();
    other.on(WALLET, refusal(404, 156_001));
    expect(await other.pay()).toMatchObject({ code: 'wallet_unknown' });
    other.on(WALLET, reply(200, { data: { wallet: {
      id: 'w', address: '0x22e2aa11bb22cc33dd44ee55ff660077889ac449', walletSetId: 's',
      blockchain: 'ARC-TESTNET', state: 'LIVE',
    } } }));
    expect((await other.pay()).kind).toBe('submitted');
  });

  test('T-21, T-22: what is sent is the operation\'s amount, to the last unit', async () => {
    const desk = createDesk();
    desk.on(BALANCES, reply(500, ''));
    await fc.assert(fc.asyncProperty(fc.bigInt({ min: 1n, max: MINOR_MAX }), async (minor) => {
      await desk.pay({ amount: money(minor, USDC) });
      const { amounts } = bodyOf(desk.posted().at(-1));
      const [text] = Array.isArray(amounts) ? amounts : [];
      expect(text).toMatch(/^(0|[1-9]\d*)(\.\d{1,6})?$/);
      expect(parseAmount(String(text), USDC)).toEqual({ ok: true, money: money(minor, USDC) });
    }), { numRuns: 60 });
  });

  test('T-22: three tenths are three tenths', async () => {
    const desk = createDesk();
    await desk.pay({ amount: money(100_000n + 200_000n, USDC) });
    expect(bodyOf(desk.posted()[0])['amounts']).toEqual(['0.3']);
  });

  test('T-23: every state means what it says, and STUCK is not just pending', async () => {
    const desk = createDesk();
    const kinds = new Map<string, string>();
    for (const state of Object.keys(circleStates)) {
      desk.on(TRANSACTION, told({ state, txHash: '' }));
      const reading = await desk.inquire();
      const isStuck = reading.kind === 'submitted' && reading.stuck === true;
      kinds.set(state, isStuck ? 'stuck' : reading.kind);
    }
    expect(Object.fromEntries(kinds)).toEqual({
      INITIATED: 'submitted', WAITING: 'submitted', QUEUED: 'submitted', CLEARED: 'submitted',
      SENT: 'submitted', STUCK: 'stuck', CONFIRMED: 'submitted', COMPLETE: 'submitted',
      FAILED: 'rejected', DENIED: 'rejected', CANCELLED: 'rejected',
    });
  });

  test('T-24: an answer says whether it may be sent again, and never by its words', async () => {
    const desk = createDesk();
    const kindOf = async (status: number, message: string) => {
      desk.on(TRANSFER, refusal(status, 2, message));
      return (await desk.pay()).kind;
    };
    for (const message of ['timeout, please retry', 'permanent failure', 'rate limit']) {
      expect(await kindOf(400, message)).toBe('rejected');
      expect(await kindOf(503, message)).toBe('unclear');
      expect(await kindOf(429, message)).toBe('not-received');
    }
  });

  test('4.4-12: no part of a secret stands in what people read', async () => {
    const desk = createDesk();
    const leak = `key ${API_KEY}, secret ${ENTITY_SECRET}`;
    for (const answer of [refusal(400, 2, leak), reply(500, { code: 1, message: leak }),
      { ok: false, sent: 'maybe', message: leak } as const]) {
      desk.on(TRANSFER, answer);
      expect(JSON.stringify(await desk.pay())).not.toMatch(/ebb3ad72|csfe89a68d|c0ffee/);
    }
    desk.on(TRANSACTION, told({
      state: 'FAILED', txHash: '', errorReason: 'INTERNAL_ERROR', errorDetails: leak,
    }));
    expect(JSON.stringify(await desk.inquire())).not.toMatch(/ebb3ad72|csfe89a68d|c0ffee/);
  });
});
