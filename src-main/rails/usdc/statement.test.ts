import { describe, expect, test } from 'vitest';

import { EURC, money, USDC } from '../../engine/domain/money.ts';
import { reply } from '../test-rail.ts';
import { usdcStatement } from './statement.ts';
import {
  BLOCK, createDesk, HASH, KEY, listed, logsOf, PAYEE, receiptOf, rpc, transactionOf, TRANSACTIONS,
  type UsdcDesk,
} from './test-desk.ts';

const TOKEN = 'GET /v1/w3s/tokens/:id';
const USDC_ID = '15dc2b5d-0994-58b0-bf8c-3a0501148ee8';
const EURC_CONTRACT = '0x89b50855aa3be2f677cd6303cec089b5f319d72a';
const period = { fromMs: 0, toMs: 2_000_000_000_000, cursor: null };

const page = (desk: UsdcDesk, given = {}) => usdcStatement(desk.call(), { ...period, ...given });

function listing(...transactions: Record<string, unknown>[]): UsdcDesk {
  const desk = createDesk({ usdcTokenId: USDC_ID });
  desk.on(TRANSACTIONS, listed(...transactions));
  return desk;
}

describe('a statement', () => {
  test('sets Circle\'s word beside the chain\'s', async () => {
    expect(await page(listing(transactionOf()))).toEqual({
      kind: 'page', next: null, rows: [{
        reference: '65aa2774-df57-5d8a-a1d0-bc1eaeccaa2f', key: KEY,
        provider: {
          state: 'COMPLETE', amount: money(100_000n, USDC), account: PAYEE.toLowerCase(),
          at: Date.parse('2026-01-31T14:14:59Z'),
        },
        chain: {
          hash: HASH, status: 'success', amount: money(100_000n, USDC),
          account: PAYEE.toLowerCase(), block: '123456789',
        },
      }],
    });
  });

  test('shows what only Circle knows, and what the chain refused', async () => {
    const desk = listing(transactionOf({ state: 'FAILED', txHash: '' }), transactionOf());
    desk.on('eth_getTransactionReceipt', rpc(receiptOf({ status: '0x0', logs: [] })));
    expect(await page(desk)).toMatchObject({ rows: [
      { provider: { state: 'FAILED' }, chain: null },
      { chain: { status: 'reverted', amount: null, account: null } },
    ] });
    desk.on('eth_getTransactionReceipt', rpc(null));
    expect(await page(desk)).toMatchObject({ rows: [{ chain: null }, { chain: null }] });
  });

  test('shows no transfer where what took its place moved nothing', async () => {
    const desk = listing(transactionOf({ state: 'CANCELLED' }));
    desk.on('eth_getTransactionReceipt', rpc(receiptOf({ logs: [] })));
    expect(await page(desk)).toMatchObject({
      rows: [{ provider: { state: 'CANCELLED' }, chain: null }],
    });
  });

  test('shows an amount on the chain that is another one', async () => {
    const desk = listing(transactionOf());
    const [system = {}] = logsOf(receiptOf());
    const data = `0x${(10n ** 12n).toString(16).padStart(64, '0')}`;
    desk.on('eth_getTransactionReceipt', rpc(receiptOf({ logs: [{ ...system, data }] })));
    expect(await page(desk)).toMatchObject({ rows: [{ chain: { amount: money(1n, USDC) } }] });
    const odd = `0x${'1'.padStart(64, '0')}`;
    desk.on('eth_getTransactionReceipt', rpc(receiptOf({ logs: [{ ...system, data: odd }] })));
    expect(await page(desk)).toMatchObject({ rows: [{ chain: { amount: null } }] });
  });

  test('turns the pages oldest first, and ends', async () => {
    const rows = Array.from({ length: 50 }, (_, at) => transactionOf({
      id: `00000000-0000-5000-8000-${String(at).padStart(12, '0')}`, txHash: '',
    }));
    const desk = listing(...rows);
    const first = await page(desk);
    expect(first).toMatchObject({ next: '00000000-0000-5000-8000-000000000049' });
    const cursor = first.kind === 'page' ? first.next : null;
    // A server that does not turn the page ends the statement.
    expect(await page(desk, { cursor })).toMatchObject({ next: null });
    const queries = desk.requests.filter(({ url }) => url.includes('/transactions?'))
      .map(({ url }) => Object.fromEntries(new URL(url).searchParams));
    expect(queries[0]).toMatchObject({ order: 'ASC', from: '1970-01-01T00:00:00.000Z' });
    expect(queries[1]).toMatchObject({ pageAfter: cursor });
  });

  test('knows euros from dollars by Circle\'s tokens, asked once', async () => {
    const tokenId = '7adb2b7d-c9cd-5164-b2d4-b73b088274dc';
    const desk = createDesk({ eurcTokenAddress: EURC_CONTRACT });
    desk.on(TRANSACTIONS, listed(transactionOf({ tokenId, txHash: '' })));
    desk.on(TOKEN, reply(200, { data: { token: {
      id: tokenId, symbol: 'EURC', isNative: false, tokenAddress: EURC_CONTRACT.toUpperCase(),
    } } }));
    for (let at = 0; at < 2; at += 1) {
      expect(await page(desk)).toMatchObject({
        rows: [{ provider: { amount: money(100_000n, EURC) } }],
      });
    }
    expect(desk.sent().filter((line) => line === TOKEN)).toHaveLength(1);
  });

  test('leaves out what is none of ours', async () => {
    const desk = listing(
      transactionOf({ operation: 'CONTRACT_EXECUTION', amounts: null }),
      transactionOf({ tokenId: '00000000-0000-5000-8000-000000000000' }),
    );
    desk.on(TOKEN, reply(404, { code: 156_002, message: 'Cannot find target token.' }));
    expect(await page(desk)).toEqual({ kind: 'page', rows: [], next: null });
  });

  test.each([TRANSACTIONS, 'GET /v1/w3s/wallets/:id', 'eth_getTransactionReceipt', 'eth_chainId'])(
    'is unavailable rather than half where %s is silent', async (line) => {
      const desk = listing(transactionOf());
      desk.on(line, reply(503, ''));
      expect((await page(desk)).kind).toBe('unavailable');
    },
  );

  test('is unavailable where a token cannot be read, or the chain is another', async () => {
    const desk = listing(transactionOf({ tokenId: '11111111-0000-5000-8000-000000000000' }));
    desk.on(TOKEN, reply(500, ''));
    expect((await page(desk)).kind).toBe('unavailable');
    const elsewhere = listing(transactionOf());
    elsewhere.on('eth_getBlockByNumber', rpc({ number: '0x0', hash: BLOCK }));
    expect((await page(elsewhere)).kind).toBe('unavailable');
  });
});
