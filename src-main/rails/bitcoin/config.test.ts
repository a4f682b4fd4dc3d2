import { describe, expect, test } from 'vitest';

import type { Rail } from '../rail.ts';
import { bitcoinFields, checkBitcoinConfig, readBitcoinConfig } from './config.ts';
import { bitcoinRail } from './rail.ts';

const live = {
  baseUrl: 'http://127.0.0.1:20000', config: { network: 'mainnet' }, secrets: [], mode: 'live',
} as const satisfies Parameters<Rail['checkConfig']>[0];

describe('the settings of a wallet daemon', () => {
  test('have the paths of the documents by default', () => {
    expect(readBitcoinConfig({})).toMatchObject({
      createPath: '/api/v1/escrow/create', releasePath: '/api/v1/escrow/release',
      refundPath: '/api/v1/refund', statusRoute: false,
    });
  });

  test('are whole in the form: each initial value is taken by a new sandbox', () => {
    const shown = bitcoinFields.filter((field) => !field.secret);
    const config = Object.fromEntries(shown.map(({ name, initial }) => [name, initial]));
    expect(checkBitcoinConfig({ ...live, mode: 'sandbox', config })).toEqual({});
    expect(Object.keys(readBitcoinConfig(config)).toSorted())
      .toEqual(shown.map(({ name }) => name).toSorted());
  });

  test.each([
    [{ ...live, config: {} }, 'network'],
    [{ ...live, config: { network: 'regtest' } }, 'network'],
    [{ ...live, mode: 'sandbox' as const }, 'network'],
    [{ ...live, config: { network: 'moon' } }, 'network'],
    [{ ...live, baseUrl: 'http://wallet.example' }, 'baseUrl'],
    [{ ...live, config: { network: 'mainnet', statusPath: '/api' } }, 'statusPath'],
    [{ ...live, config: { network: 'mainnet', createPath: 'create' } }, 'createPath'],
  ])('%j are refused at %s', (input, field) => {
    expect(Object.keys(checkBitcoinConfig(input))).toEqual([field]);
  });

  test('decide whether an operation can be looked up', () => {
    expect(bitcoinRail.capabilitiesOf({}).lookup).toBe(false);
    expect(bitcoinRail.capabilitiesOf({ statusRoute: true }).lookup).toBe(true);
    expect(bitcoinRail.capabilitiesOf({ statusRoute: true }))
      .toMatchObject({ idempotent: false, partial: false, expiryOwner: 'unknown' });
  });
});
