import { describe, expect, test } from 'vitest';

import { EURC, money, USDC } from '../../engine/domain/money.ts';
import { reply } from '../test-rail.ts';
import { readMemory } from './memory.ts';
import {
  BALANCES, blockAt, BLOCK, bodyOf, CIRCLE_ID, createDesk, ENTITY_SECRET, GENESIS, KEY, listed,
  PAYEE, payoutOf, refusal, rpc, transactionOf, TRANSACTIONS, TRANSFER, TREASURY, WALLET,
} from './test-desk.ts';
import { payOut } from './pay.ts';

const USDC_ID = '15dc2b5d-0994-58b0-bf8c-3a0501148ee8';
const EURC_CONTRACT = '0x89b50855aa3be2f677cd6303cec089b5f319d72a';

describe('a payout', () => {
  test('that Circle takes is under way, under Circle\'s id', async () => {
    expect(await createDesk().pay()).toEqual({ kind: 'submitted', reference: CIRCLE_ID });
  });

  test('is under way whatever state the answer names: a replay names the first one', async () => {
    const desk = createDesk();
    for (const state of ['COMPLETE', 'FAILED', 'NEW_WORD']) {
      desk.on(TRANSFER, reply(201, { data: { id: CIRCLE_ID, state } }));
      expect((await desk.pay()).kind).toBe('submitted');
    }
  });

  test('looks before it sends: chain, treasury, balance, key', async () => {
    const desk = createDesk();
    await desk.pay();
    expect(desk.sent().slice(0, 2).toSorted()).toEqual(['eth_chainId', 'eth_getBlockByNumber']);
    expect(desk.sent().slice(2)).toEqual([
      WALLET, BALANCES, 'GET /v1/w3s/config/entity/publicKey', TRANSFER,
    ]);
  });

  test('asks for what never changes once only', async () => {
    const desk = createDesk();
    await desk.pay();
    const before = desk.sent().length;
    await desk.pay();
    expect(desk.sent().slice(before)).toEqual([BALANCES, TRANSFER]);
  });

  test('by the native route names Circle\'s token', async () => {
    const desk = createDesk({ tokenRoute: 'native', usdcTokenId: USDC_ID, feeLevel: 'HIGH' });
    await desk.pay({ amount: money(1n, USDC) });
    const body = bodyOf(desk.posted()[0]);
    expect(body).toMatchObject({ tokenId: USDC_ID, amounts: ['0.000001'], feeLevel: 'HIGH' });
    for (const name of ['tokenAddress', 'blockchain', 'walletAddress']) {
      expect(body).not.toHaveProperty(name);
    }
  });

  test('in EURC names its contract, and needs USDC for the fee', async () => {
    const desk = createDesk({ eurcTokenAddress: EURC_CONTRACT });
    const euros = { token: {
      id: 'e', symbol: 'EURC', isNative: false, tokenAddress: EURC_CONTRACT.toUpperCase()
        .replace('0X', '0x'),
    }, amount: '5' };
    desk.on(BALANCES, reply(200, { data: { tokenBalances: [euros] } }));
    const operation = { amount: money(1_000_000n, EURC) };
    expect(await desk.pay(operation)).toMatchObject({ code: 'insufficient_treasury' });
    const dollars = { token: { id: USDC_ID, isNative: true }, amount: '0.01' };
    desk.on(BALANCES, reply(200, { data: { tokenBalances: [euros, dollars] } }));
    expect((await desk.pay(operation)).kind).toBe('submitted');
    expect(bodyOf(desk.posted()[0])).toMatchObject({ tokenAddress: EURC_CONTRACT });
  });
});

describe('a payout that cannot be made', () => {
  test.each([
    ['rail_unsupported', { kind: 'refund' as const }],
    ['rail_unsupported', { kind: 'release' as const }],
    ['account_missing', { account: null }],
    ['account_invalid', { account: '0x742d35Cc6634C0532925a3b844Bc9e7595f0bEb' }],
    ['asset_unsupported', { amount: money(1n, EURC) }],
    ['payee_is_treasury', { account: TREASURY }],
  ])('is refused before anything is sent: %s', async (code, given) => {
    const desk = createDesk();
    expect(await desk.pay(given)).toMatchObject({ kind: 'rejected', code });
    expect(desk.posted()).toEqual([]);
  });

  test('is refused for a payee that is the other token', async () => {
    const desk = createDesk({ eurcTokenAddress: EURC_CONTRACT });
    expect(await desk.pay({ amount: money(1n, EURC), account: EURC_CONTRACT }))
      .toMatchObject({ kind: 'rejected', code: 'account_invalid' });
  });

  test('is refused with an entity secret that is none', async () => {
    const desk = createDesk();
    const call = desk.call();
    for (const entitySecret of ['', 'zz', ENTITY_SECRET.slice(1)]) {
      const secrets = { ...call.connection.secrets, entitySecret };
      expect(await payOut({ ...call, connection: { ...call.connection, secrets } }, payoutOf()))
        .toMatchObject({ kind: 'rejected', code: 'entity_secret_malformed' });
    }
    expect(desk.requests).toEqual([]);
  });

  test('is refused while the chain is not bound', async () => {
    const desk = createDesk({ genesisHash: '' });
    expect(await desk.pay()).toMatchObject({ kind: 'rejected', code: 'chain_not_bound' });
    expect(desk.posted()).toEqual([]);
  });

  test('is refused on another chain with the same id', async () => {
    const desk = createDesk();
    desk.on('eth_getBlockByNumber', rpc({ number: '0x0', hash: BLOCK }));
    expect(await desk.pay()).toMatchObject({
      kind: 'rejected', code: 'chain_differs', message: expect.stringContaining(BLOCK),
    });
    expect(desk.posted()).toEqual([]);
    desk.on('eth_getBlockByNumber', (request) => blockAt(request, GENESIS));
    expect((await desk.pay()).kind).toBe('submitted');
  });

  test('is not sent while the chain cannot be asked', async () => {
    const desk = createDesk();
    desk.on('eth_chainId', reply(503, ''));
    expect((await desk.pay()).kind).toBe('not-received');
    expect(desk.posted()).toEqual([]);
  });

  test('is refused where the treasury is on another chain', async () => {
    const desk = createDesk({ blockchain: 'ARC', chainId: 5_042_002 });
    expect(await desk.pay()).toMatchObject({ kind: 'rejected', code: 'blockchain_refused' });
  });

  test('is refused where the treasury is unknown, not sent where it is silent', async () => {
    const desk = createDesk();
    desk.on(WALLET, refusal(404, 156_001));
    expect(await desk.pay()).toMatchObject({ kind: 'rejected', code: 'wallet_unknown' });
    desk.on(WALLET, reply(500, ''));
    expect((await desk.pay()).kind).toBe('not-received');
    expect(desk.posted()).toEqual([]);
  });
});

describe('the treasury', () => {
  const holding = (amount: string) => reply(200, { data: { tokenBalances: [
    { token: { id: USDC_ID, isNative: true }, amount },
  ] } });

  test.each([
    ['0.11', 'submitted'], ['0.110000', 'submitted'], ['0.109999999999999999', 'rejected'],
    ['0.1', 'rejected'], ['0', 'rejected'], ['1000000000.5', 'submitted'],
  ])('holding %s, asked for 0.1 and a reserve of 0.01: %s', async (amount, kind) => {
    const desk = createDesk();
    desk.on(BALANCES, holding(amount));
    expect((await desk.pay()).kind).toBe(kind);
  });

  test('that holds too little says how much is needed', async () => {
    const desk = createDesk();
    desk.on(BALANCES, holding('0.05'));
    expect(await desk.pay()).toEqual({
      kind: 'rejected', code: 'insufficient_treasury', message: 'The wallet that pays holds too '
        + 'little for this and its fee. It holds 0.05 USDC; 0.11 USDC are needed, fee reserve '
        + 'included.',
    });
    expect(desk.posted()).toEqual([]);
  });

  test('that lists no USDC holds none', async () => {
    const desk = createDesk();
    desk.on(BALANCES, reply(200, { data: {} }));
    expect(await desk.pay()).toMatchObject({ code: 'insufficient_treasury' });
  });

  test.each([
    ['silence', { ok: false, sent: 'maybe', message: '' } as const], ['500', reply(500, '')],
    ['nonsense', reply(200, '{}')], ['no amount', holding('1e9')], ['a sign', holding('-5')],
  ])('whose balance is %s is no reason to refuse', async (_what, answer) => {
    const desk = createDesk();
    desk.on(BALANCES, answer);
    expect((await desk.pay()).kind).toBe('submitted');
  });
});

describe('an answer of Circle', () => {
  test.each([
    [refusal(400, 155_219), 'rejected', 'destination_refused'],
    [refusal(400, 2), 'rejected', 'parameter_refused'],
    [refusal(404, 156_001), 'rejected', 'wallet_unknown'],
    [refusal(401, 401), 'rejected', 'provider_auth'],
    [refusal(400, 155_258), 'rejected', 'insufficient_treasury'],
    [refusal(403, 156_006), 'rejected', 'key_environment'],
  ])('that is a clean no is a refusal', async (answer, kind, code) => {
    const desk = createDesk();
    desk.on(TRANSFER, answer);
    expect(await desk.pay()).toMatchObject({ kind, code });
  });

  test.each([
    ['a timeout', { ok: false, sent: 'maybe', message: 'No answer within 10000 ms.' } as const],
    ['500', reply(500, '')], ['502', reply(502, '<html>')], ['409', refusal(409, 409)],
    ['nonsense', reply(201, 'OK')], ['no id', reply(201, { data: { state: 'INITIATED' } })],
  ])('that is %s leaves the outcome open', async (_what, answer) => {
    const desk = createDesk();
    desk.on(TRANSFER, answer);
    expect((await desk.pay()).kind).toBe('unclear');
  });

  test('that never left proves that nothing was received', async () => {
    const desk = createDesk();
    desk.on(TRANSFER, { ok: false, sent: 'no', message: 'The connection was refused.' });
    expect((await desk.pay()).kind).toBe('not-received');
  });

  test('that asks for patience is kept with its time', async () => {
    const desk = createDesk();
    desk.on(TRANSFER, reply(429, '{"code":429}', { 'retry-after': '11' }));
    expect(await desk.pay()).toMatchObject({ kind: 'not-received', retryAfterMs: 11_000 });
    desk.on(TRANSFER, refusal(400, 155_264));
    expect((await desk.pay()).kind).toBe('not-received');
  });

  test('that the key is taken is never a refusal, and stays remembered', async () => {
    const desk = createDesk();
    desk.on(TRANSFER, refusal(400, 156_020, 'Please use a new idempotency key.'));
    const outcome = await desk.pay();
    expect(outcome).toMatchObject({ kind: 'unclear' });
    expect(readMemory(outcome.memory ?? null).isKeyTaken).toBe(true);
    const found = await desk.inquire({ reference: null, memory: outcome.memory ?? null });
    expect(found.kind).toBe('undecided');
    desk.on(TRANSACTIONS, listed(transactionOf({ destinationAddress: PAYEE.replace('8', '9') })));
    desk.on('GET /v1/w3s/transactions/:id', reply(200, { data: { transaction: transactionOf({
      destinationAddress: '0x9999999999999999999999999999999999999999', refId: KEY,
    }) } }));
    expect(await desk.inquire({ reference: null, memory: outcome.memory ?? null }))
      .toMatchObject({ kind: 'contradiction', message: expect.stringContaining('0x9999') });
  });
});
