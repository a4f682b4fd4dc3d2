import { describe, expect, test } from 'vitest';

import { fillPath, joinUrl, postRequest, reasonText } from './provider-request.ts';

describe('a path', () => {
  test('takes values as data', () => {
    expect(fillPath('/e/{id}/x', { id: 'a/../b?c#d$&' })).toBe('/e/a%2F..%2Fb%3Fc%23d%24%26/x');
  });

  test.each(['', '.', '..', '\uD800'])('refuses %j, which would lead elsewhere', (id) => {
    expect(fillPath('/e/{id}', { id })).toBeNull();
  });

  test('stands below the base URL, its prefix kept', () => {
    expect(joinUrl('https://a.example/prefix/', '/api')).toBe('https://a.example/prefix/api');
  });
});

describe('a body', () => {
  test('leaves out what is null and writes amounts as strings', () => {
    const { body } = postRequest('http://a', {}, { amount: '0.10000000', address: null, n: 3600 });
    expect(body).toBe('{"amount":"0.10000000","n":3600}');
  });

  test('has a reason of one short line', () => {
    expect(reasonText(' two\nlines ', 'release')).toBe('two lines');
    expect(reasonText('\u0000', 'release')).toBe('release');
    expect(reasonText('x'.repeat(900), 'release')).toHaveLength(200);
  });
});
