import { describe, expect, test } from 'vitest';
import { limitFigure, lineOf, median, percentile, ratioFigure } from './figures.ts';

describe('percentile', () => {
  test.each([
    [[3, 1, 2], 0.5, 2], [[4, 1, 3, 2], 0.5, 2.5], [[10], 0.99, 10], [[1, 2, 3, 4, 5], 1, 5],
    [[1, 2, 3, 4, 5], 0, 1],
  ])('of %j at %d is %d', (values, part, expected) => {
    expect(percentile(values, part)).toBe(expected);
  });

  test('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });
});

const base = { part: 'B1', what: 'lives', detail: {} };

describe('a ratio', () => {
  test.each([
    [[0.7, 0.65, 0.5], 'met'], [[0.55, 0.5, 0.46], 'above floor'],
    [[0.7, 0.65, 0.4], 'below floor'],
  ])('of rounds %j is %s', (rounds, verdict) => {
    const figure = ratioFigure({ ...base, rounds, target: 0.6, floor: 0.45 });
    expect(figure.verdict).toBe(verdict);
    expect(figure.worst).toBe(Math.min(...rounds));
  });

  test('without a floor is met or missed by its median', () => {
    const verdictOf = (rounds: readonly number[]): string =>
      ratioFigure({ ...base, rounds, target: 0.6, floor: null }).verdict;
    expect(verdictOf([0.5])).toBe('missed');
    expect(verdictOf([0.6])).toBe('met');
  });

  test('without a target is shown and not judged', () => {
    const figure = ratioFigure({ ...base, rounds: [0.5], target: null, floor: null });
    expect(figure.verdict).toBe('no target');
  });
});

describe('a limit', () => {
  test.each([[[9, 10, 30], 'met'], [[9, 11, 12], 'missed']])(
    'of 10 ms is judged by the median of %j: %s', (rounds, verdict) => {
      const figure = limitFigure({ ...base, unit: 'ms', rounds, target: 10 });
      expect(figure.verdict).toBe(verdict);
      expect(figure.worst).toBe(Math.max(...rounds));
    });

  test('without a target is shown and not judged', () => {
    const figure = limitFigure({ ...base, unit: 'ratio', rounds: [2, 1, 3], target: null });
    expect([figure.value, figure.worst, figure.verdict]).toEqual([2, 3, 'no target']);
  });

  test('is printed with its worst round, its target and what stands beside it', () => {
    const line = lineOf(limitFigure({
      ...base, unit: 'ms', rounds: [4, 5, 9], target: 10, detail: { clicks: 400 },
    }));
    expect(line).toContain('5.00 ms');
    expect(line).toContain('(worst 9.00; target 10.0) met');
    expect(line).toContain('clicks 400');
  });
});
