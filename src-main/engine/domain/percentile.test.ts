import { describe, expect, test } from 'vitest';
import { percentileBound } from './percentile.ts';

const classes = [
  { withinSeconds: 60, count: 4 }, { withinSeconds: 2, count: 5 },
  { withinSeconds: null, count: 1 },
];

describe('the bound of a share', () => {
  test.each([[50, 2], [51, 60], [90, 60], [91, null], [100, null], [0, 2]])(
    'of %i % is that of the class it falls into', (percent, seconds) => {
      expect(percentileBound(classes, percent)).toEqual({ seconds });
    },
  );

  test('of nothing is none', () => {
    expect(percentileBound([], 50)).toBeNull();
    expect(percentileBound([{ withinSeconds: 1, count: 0 }], 95)).toBeNull();
  });
});
