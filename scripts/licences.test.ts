import { expect, test } from 'vitest';
import { mayShip, shippedParts } from './licences.ts';

test.each([
  ['MIT', true], ['MIT AND OFL-1.1', true], ['(MIT OR GPL-3.0)', true], ['GPL-3.0', false],
  ['MIT AND GPL-3.0', false], ['', false], ['SEE LICENSE IN x', false],
])('a part under %j may be handed on: %s', (licence, may) => {
  expect(mayShip(licence)).toBe(may);
});

test('every part that ships may be handed on', () => {
  const parts = shippedParts();
  expect(parts.length).toBeGreaterThan(100);
  expect(parts.filter(({ licence }) => !mayShip(licence))).toEqual([]);
});
