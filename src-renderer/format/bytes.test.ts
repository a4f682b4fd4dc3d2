import { expect, test } from 'vitest';
import { bytesText } from './bytes.ts';

test.each([
  [0, '0 B'], [1_023, '1,023 B'], [1_024, '1 KiB'], [13_003_000, '12.4 MiB'],
  [20 * 1024 ** 3, '20 GiB'], [130 * 1024 ** 2, '130 MiB'],
])('%i bytes read as %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
