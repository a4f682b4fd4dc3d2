import { describe, expect, test } from 'vitest';

import type { Rail } from '../rail.ts';
import { aitbcFields, authHeaders, checkAitbcConfig, readAitbcConfig } from './config.ts';
import { aitbcRail } from './rail.ts';

type Input = Parameters<Rail['checkConfig']>[0];
const v1: Input = {
  baseUrl: 'https://exchange.example', config: {}, secrets: ['apiKey'], mode: 'live',
};
const v2: Input = { ...v1, config: { apiVersion: 'v2' }, secrets: ['token'] };

describe('the settings of an AITBC connection', () => {
  test('are whole in the form: each initial value is taken', () => {
    const shown = aitbcFields.filter((field) => !field.secret);
    const config = Object.fromEntries(shown.map(({ name, initial }) => [name, initial]));
    expect(checkAitbcConfig({ ...v1, config })).toEqual({});
    expect(Object.keys(readAitbcConfig(config)).toSorted())
      .toEqual(shown.map(({ name }) => name).toSorted());
  });

  test('need nothing but a key on v1 and a token on v2', () => {
    expect(checkAitbcConfig(v1)).toEqual({});
    expect(checkAitbcConfig(v2)).toEqual({});
  });

  test.each<[Input, string]>([
    [{ ...v1, secrets: [] }, 'apiKey'],
    [{ ...v2, secrets: ['apiKey'] }, 'token'],
    [{ ...v1, config: { auth: 'bearer' } }, 'token'],
    [{ ...v2, config: { apiVersion: 'v2', partial: true } }, 'partial'],
    [{ ...v1, config: { apiVersion: 'v3' } }, 'apiVersion'],
    [{ ...v1, config: { statusPath: '/e' } }, 'statusPath'],
    [{ ...v1, baseUrl: 'http://exchange.example' }, 'baseUrl'],
  ])('%j are refused at %s', (input, field) => {
    expect(Object.keys(checkAitbcConfig(input))).toEqual([field]);
  });

  test('choose the header that signs in', () => {
    const secrets = { apiKey: 'k', token: 't' };
    const headers = (config: Input['config']): unknown =>
      authHeaders(readAitbcConfig(config), secrets);
    expect(headers({})).toEqual({ 'x-api-key': 'k' });
    expect(headers({ apiVersion: 'v2' })).toEqual({ authorization: 'Bearer t' });
    expect(headers({ auth: 'bearer' })).toEqual({ authorization: 'Bearer t' });
    expect(headers({ auth: 'none' })).toEqual({});
  });

  test('decide what the connection can do', () => {
    const can = aitbcRail.capabilitiesOf;
    expect(can({})).toMatchObject({ partial: false, purchase: true, balance: true });
    expect(can({ partial: true })).toMatchObject({ partial: true, idempotent: true, lookup: true });
    expect(can({ apiVersion: 'v2', partial: true }))
      .toMatchObject({ partial: false, purchase: false, balance: false });
  });
});
