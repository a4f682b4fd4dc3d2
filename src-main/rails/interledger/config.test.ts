import { describe, expect, test } from 'vitest';

import { checkInterledgerConfig, interledgerFields, reachOf } from './config.ts';
import { createDesk } from './test-desk.ts';

const problems = (baseUrl: string, config: Record<string, boolean | string>) =>
  checkInterledgerConfig({ baseUrl, config, secrets: [], mode: 'live' });

describe('the settings', () => {
  test('need an address and nothing else', () => {
    expect(problems('https://wallet.example', {})).toEqual({});
    expect(Object.keys(problems('wallet.example', {}))).toEqual(['baseUrl']);
    expect(Object.keys(problems('http://wallet.example', {}))).toEqual(['baseUrl']);
    expect(Object.keys(problems('https://wallet.example', { local: 'yes' }))).toEqual(['local']);
  });

  test('keep the own network closed unless they say otherwise', () => {
    const { connection } = createDesk().call();
    expect(reachOf(connection).isLocal).toBe(false);
    expect(reachOf({ ...connection, config: { local: true } }).isLocal).toBe(true);
  });

  test('that are drawn are those that are read', () => {
    const initial = Object.fromEntries(
      interledgerFields.map(({ name, initial: value }) => [name, value]),
    );
    expect(checkInterledgerConfig({
      baseUrl: 'https://wallet.example', config: initial, secrets: [], mode: 'live',
    })).toEqual({});
  });
});
