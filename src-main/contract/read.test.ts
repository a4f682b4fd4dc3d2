import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readInput } from './read.ts';

const schema = z.object({ reason: z.string().max(5), ids: z.array(z.string()).max(5).optional() });

/** What a reader of exact JSON makes of `{"length": 1}`: a number without a prototype. */
const exactLength = { length: Object.assign(Object.create(null), { rawJSON: '1' }) };

function problemOf(input: unknown): string | null {
  const read = readInput(schema, input);
  const [issue] = read.error?.issues ?? [];
  return issue === undefined ? null : `${issue.path.join('.')}: ${issue.message}`;
}

describe('an input', () => {
  test('that fits is read', () => {
    expect(readInput(schema, { reason: 'é👩‍👧' }).data).toEqual({ reason: 'é👩‍👧' });
  });

  test('that does not fit names its field', () => {
    expect(problemOf({ reason: 'too long' })).toMatch(/^reason: Too big/);
  });

  test.each([
    ['in a text', { reason: 'a\ud800' }, 'reason'],
    ['in a list', { reason: 'a', ids: ['b', '\udc00'] }, 'ids.1'],
    ['in a name', { reason: 'a', '\ud800': 1 }, ''],
    ['beside the schema', { reason: 'a', surplus: { deep: [{ x: '\udfff!' }] } },
      'surplus.deep.0.x'],
  ])('with half a surrogate pair %s is refused', (_where, input, place) => {
    expect(problemOf(input)).toBe(`${place}: holds text that is no valid Unicode`);
  });

  test.each([
    ['a text', { reason: exactLength }], ['a list', { reason: 'a', ids: exactLength }],
    ['a text', { reason: { length: { toString: 1, valueOf: 1 } } }],
  ])('with an object of an own length instead of %s is refused', (_what, input) => {
    expect(problemOf(input)).not.toBeNull();
  });

  test('may be a tower', () => {
    let tower: unknown = 1;
    for (let level = 0; level < 200_000; level += 1) tower = [tower];
    expect(problemOf({ reason: 'a', surplus: tower })).toBeNull();
  });

  test('meets a bug of a schema as what it is', () => {
    const broken = z.string().transform((): never => {
      throw new TypeError('x is not a function');
    });
    expect(() => readInput(broken, 'a')).toThrow('x is not a function');
  });
});
