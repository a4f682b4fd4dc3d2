import { describe, expect, test } from 'vitest';

import { withoutSecrets } from './redact.ts';

describe('a body that is kept', () => {
  test('keeps everything but the ciphertext', () => {
    const body = '{"entitySecretCiphertext":"a+b/c==","amounts":["0.10"],"blockHeight":1e3}';
    expect(withoutSecrets(body))
      .toBe('{"entitySecretCiphertext":"[removed]","amounts":["0.10"],"blockHeight":1e3}');
  });

  test.each([
    ['Malformed: Bearer TEST_API_KEY:a1:b2', 'Malformed: Bearer [removed]'],
    ['{"key":"LIVE_API_KEY:a1:b2/x+="}', '{"key":"LIVE_API_KEY:[removed]"}'],
    ['{"Authorization" : "Basic abc"}', '{"Authorization" : "[removed]"}'],
    ['{"entitySecret": "00ff"}', '{"entitySecret": "[removed]"}'],
  ])('holds no credentials: %s', (body, kept) => {
    expect(withoutSecrets(body)).toBe(kept);
  });

  test('stays as it came where it holds none', () => {
    for (const body of ['', '<html>', '{"data":{"id":"1"}}']) {
      expect(withoutSecrets(body)).toBe(body);
    }
  });
});
