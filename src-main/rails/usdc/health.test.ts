import { getAddress } from 'viem/utils';
import { describe, expect, test } from 'vitest';

import { EURC, money, USDC } from '../../engine/domain/money.ts';
import { reply } from '../test-rail.ts';
import { treasuryBalance, usdcHealth } from './health.ts';
import {
  BALANCES, BLOCK, createDesk, GENESIS, PAYEE, refusal, rpc, TREASURY, WALLET, WALLET_ID,
} from './test-desk.ts';

describe('a connection test', () => {
  test('says which wallet, balance and chain it found', async () => {
    expect(await usdcHealth(createDesk().call())).toEqual({
      ok: true, message: `Circle answers: treasury ${getAddress(TREASURY)} on `
        + `ARC-TESTNET with 20 USDC; chain 5042002, genesis ${GENESIS}.`,
    });
  });

  test('shows the hash by which a chain is bound', async () => {
    const health = await usdcHealth(createDesk({ genesisHash: '' }).call());
    expect(health).toMatchObject({ ok: false, message: expect.stringContaining(GENESIS) });
  });

  test('asks the node each time', async () => {
    const desk = createDesk();
    expect((await usdcHealth(desk.call())).ok).toBe(true);
    desk.on('eth_getBlockByNumber', rpc({ number: '0x0', hash: BLOCK }));
    expect(await usdcHealth(desk.call())).toMatchObject({
      ok: false, message: expect.stringContaining('another chain with the same id'),
    });
  });

  test.each([
    [WALLET, refusal(401, 401), 'treasury cannot be read'],
    [BALANCES, reply(500, ''), 'balance cannot be read'],
    ['eth_chainId', rpc('0x1'), 'node is of the chain 1'],
    ['eth_chainId', reply(502, ''), 'answered 502'],
    [WALLET, reply(200, { data: { wallet: {
      id: WALLET_ID, address: TREASURY, blockchain: 'MATIC', walletSetId: 's', state: 'LIVE',
    } } }), 'on MATIC'],
    [WALLET, reply(200, { data: { wallet: {
      id: WALLET_ID, address: TREASURY, blockchain: 'ARC-TESTNET', walletSetId: 's',
      state: 'FROZEN',
    } } }), 'frozen'],
  ])('fails where %s does', async (line, answer, sentence) => {
    const desk = createDesk();
    desk.on(line, answer);
    expect(await usdcHealth(desk.call())).toMatchObject({
      ok: false, message: expect.stringContaining(sentence),
    });
  });
});

describe('the treasury\'s balance', () => {
  test.each(['', TREASURY, TREASURY.toUpperCase().replace('0X', '0x'), WALLET_ID])(
    'is told for %j, in whole units', async (account) => {
      expect(await treasuryBalance(createDesk().call(), account)).toEqual({
        kind: 'balance', amount: money(20_000_000n, USDC), others: [],
      });
    },
  );

  test('is the one that the balance names, to the unit', async () => {
    const desk = createDesk();
    const token = { id: 'x', isNative: true };
    desk.on(BALANCES, reply(200, { data: { tokenBalances: [
      { token: { id: 'y', isNative: false, tokenAddress: PAYEE }, amount: '999' },
      { token, amount: '20.123456999' },
    ] } }));
    expect(await treasuryBalance(desk.call(), ''))
      .toMatchObject({ amount: { minor: 20_123_456n } });
  });

  test('is told of euros as well, where the connection pays in them', async () => {
    const tokenAddress = '0x89b50855aa3be2f677cd6303cec089b5f319d72a';
    const desk = createDesk({ eurcTokenAddress: tokenAddress });
    desk.on(BALANCES, reply(200, { data: { tokenBalances: [
      { token: { id: 'e', isNative: false, tokenAddress }, amount: '7.5' },
      { token: { id: 'x', isNative: true }, amount: '20' },
    ] } }));
    expect(await treasuryBalance(desk.call(), '')).toEqual({
      kind: 'balance', amount: money(20_000_000n, USDC), others: [money(7_500_000n, EURC)],
    });
  });

  test('is nobody else\'s', async () => {
    expect(await treasuryBalance(createDesk().call(), PAYEE)).toEqual({ kind: 'cannot-tell' });
  });

  test('is unavailable where Circle is', async () => {
    for (const line of [WALLET, BALANCES]) {
      const desk = createDesk();
      desk.on(line, reply(503, ''));
      expect((await treasuryBalance(desk.call(), TREASURY)).kind).toBe('unavailable');
    }
  });
});
