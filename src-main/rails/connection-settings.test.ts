import { describe, expect, test } from 'vitest';

import { baseUrlProblem, pathSetting, pathSettingWith } from './connection-settings.ts';

describe('a base URL', () => {
  test.each([
    ['http://127.0.0.1:20000', 'live'],
    ['http://localhost:18000/prefix', 'live'],
    ['http://[::1]:1', 'live'],
    ['https://wallet.example', 'live'],
    ['http://wallet.example', 'sandbox'],
  ] as const)('%s is usable when %s', (url, mode) => {
    expect(baseUrlProblem(url, mode)).toBeNull();
  });

  test.each([
    ['http://wallet.example', 'https'],
    ['http://127.0.0.1.example', 'https'],
    ['ftp://wallet.example', 'address'],
    ['wallet', 'address'],
    ['https://user:pass@wallet.example', 'credentials'],
    ['https://wallet.example?x=1', 'ends'],
  ])('%s is refused when live', (url, word) => {
    expect(baseUrlProblem(url, 'live')).toContain(word);
  });
});

test('a path setting begins with one slash and holds its place', () => {
  expect(pathSetting.safeParse('/api/v1').success).toBe(true);
  expect(pathSetting.safeParse('//evil.example').success).toBe(false);
  expect(pathSetting.safeParse('api').success).toBe(false);
  expect(pathSettingWith('id').safeParse('/e/{id}').success).toBe(true);
  expect(pathSettingWith('id').safeParse('/e').success).toBe(false);
});
