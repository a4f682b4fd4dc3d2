import { describe, expect, test } from 'vitest';
import { byOf } from './deliveries.ts';

describe('the filter in the address', () => {
  test.each([
    ['endpoint:whk_1', { field: 'endpoint', value: 'whk_1' }],
    ['type:payment.released', { field: 'type', value: 'payment.released' }],
    ['response:503', { field: 'response', value: 503 }],
  ])('%s is read', (text, by) => {
    expect(byOf(text)).toEqual(by);
  });

  test.each([undefined, '', 'response:abc', 'response:999', 'body:x', 'endpoint:'])(
    '%s says nothing', (text) => {
      expect(byOf(text)).toBeNull();
    });
});
