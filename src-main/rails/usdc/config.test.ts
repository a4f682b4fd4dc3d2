import { describe, expect, test } from 'vitest';

import { EURC, money, USDC } from '../../engine/domain/money.ts';
import { ARC_USDC, checkUsdcConfig, readUsdcConfig, tokenOf, usdcFields } from './config.ts';
import { GENESIS, WALLET_ID } from './test-desk.ts';

const good = {
  walletId: WALLET_ID, rpcUrl: 'https://rpc.testnet.arc.network', genesisHash: GENESIS,
};
const check = (config: Record<string, string | number | boolean>, given = {}) => checkUsdcConfig({
  baseUrl: 'https://api.circle.com', config: { ...good, ...config },
  secrets: ['apiKey', 'entitySecret'], mode: 'live', ...given,
});

describe('the settings', () => {
  test('of a connection can be used', () => {
    expect(check({})).toEqual({});
    expect(check({ blockchain: 'ARC', chainId: 5_042 })).toEqual({});
    expect(check({ rpcUrl: 'http://127.0.0.1:8545' })).toEqual({});
    expect(check({ rpcUrl: 'http://[::1]:8545' })).toEqual({});
  });

  test('can be used as the form first shows them, once the wallet is named', () => {
    const shown = usdcFields.filter(({ secret }) => !secret)
      .map(({ name, initial }): [string, string | number | boolean] => [name, initial]);
    expect(check({ ...Object.fromEntries(shown), walletId: WALLET_ID })).toEqual({});
  });

  test.each<[string, Record<string, string | number | boolean>]>([
    ['walletId', { walletId: '' }], ['walletId', { walletId: 'wallet-1' }],
    ['blockchain', { blockchain: 'MATIC-AMOY' }], ['chainId', { chainId: 5_042 }],
    ['chainId', { chainId: 1.5 }], ['rpcUrl', { rpcUrl: '' }],
    ['rpcUrl', { rpcUrl: 'http://10.0.0.1:8545' }], ['rpcUrl', { rpcUrl: 'http://127.evil.com' }],
    ['rpcUrl', { rpcUrl: 'https://user:pass@rpc.example' }], ['rpcUrl', { rpcUrl: 'ws://x' }],
    ['genesisHash', { genesisHash: '0x12' }], ['tokenRoute', { tokenRoute: 'both' }],
    ['usdcTokenId', { tokenRoute: 'native' }], ['usdcTokenAddress', { usdcTokenAddress: '0x36' }],
    ['feeLevel', { feeLevel: 'HUGE' }], ['feeReserve', { feeReserve: '0.0000001' }],
    ['feeReserve', { feeReserve: '-1' }], ['confirmations', { confirmations: 0 }],
  ])('name a problem of %s', (name, config) => {
    expect(Object.keys(check(config))).toEqual([name]);
  });

  test('need both secrets and a safe base URL', () => {
    expect(Object.keys(check({}, { secrets: [] }))).toEqual(['apiKey', 'entitySecret']);
    expect(check({}, { baseUrl: 'http://api.circle.com' })).toHaveProperty('baseUrl');
    expect(check({}, { baseUrl: 'http://127.0.0.1:1', mode: 'sandbox' })).toEqual({});
  });

  test('bind no chain until its first block is named', () => {
    const { genesisHash: _none, ...rest } = good;
    expect(readUsdcConfig({ config: rest }).genesisHash).toBeNull();
    expect(readUsdcConfig({ config: { ...good, genesisHash: '' } }).genesisHash).toBeNull();
    expect(readUsdcConfig({ config: good }).genesisHash).toBe(GENESIS);
  });

  test('keep a cent back for fees unless told otherwise', () => {
    expect(readUsdcConfig({ config: good }).feeReserve).toEqual(money(10_000n, USDC));
    expect(readUsdcConfig({ config: { ...good, feeReserve: '1' } }).feeReserve.minor)
      .toBe(1_000_000n);
  });

  test('say how an asset is named, or that it is not', () => {
    const settings = readUsdcConfig({ config: good });
    expect(tokenOf(settings, USDC)).toEqual({
      tokenId: null, tokenAddress: ARC_USDC, isNative: true,
    });
    expect(tokenOf(settings, EURC)).toBeNull();
    expect(tokenOf(settings, { code: 'USDC', scale: 18 })).toBeNull();
    const both = readUsdcConfig({ config: { ...good, eurcTokenAddress: `0x${'A'.repeat(40)}` } });
    expect(tokenOf(both, EURC)).toMatchObject({
      tokenAddress: `0x${'a'.repeat(40)}`, isNative: false,
    });
  });
});
