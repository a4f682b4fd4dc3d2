import { describe, expect, test } from 'vitest';
import { append, begin, leftBehind, refresh } from './payment-pages.ts';
import { aPaymentRow } from './payment-samples.ts';

const row = (id: string, status: 'escrowed' | 'released' = 'escrowed') =>
  aPaymentRow({ id, status });
const page = (...ids: string[]) => ({ items: ids.map((id) => row(id)), next: 'more' });

describe('the rows of the list', () => {
  test('change where they stand', () => {
    const loaded = refresh(begin(page('c', 'b', 'a')), {
      items: [row('c'), row('b', 'released'), row('a')], next: null,
    });
    expect(loaded.rows.map(({ id, status }) => `${id} ${status}`))
      .toEqual(['c escrowed', 'b released', 'a escrowed']);
    expect(loaded.waiting).toBe(0);
  });

  test('stay the objects that they were where they say the same', () => {
    const loaded = begin(page('c', 'b', 'a'));
    const after = refresh(loaded, {
      items: [row('c'), row('b', 'released'), row('a')], next: null,
    });
    expect(after.rows.map((one, index) => one === loaded.rows[index])).toEqual([true, false, true]);
  });

  test('are not pushed down by newer ones, which are counted', () => {
    const loaded = refresh(begin(page('b', 'a')), page('d', 'c', 'b'));
    expect(loaded.rows.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(loaded).toMatchObject({ waiting: 2, waitingMore: false });
  });

  test('say that more than a page waits', () => {
    expect(refresh(begin(page('a')), page('z', 'y'))).toMatchObject({
      waiting: 2, waitingMore: true,
    });
  });

  test('appear at once in a list that was empty', () => {
    expect(refresh(begin({ items: [], next: null }), page('a')).rows).toHaveLength(1);
  });

  test('stand once, also when a page repeats one', () => {
    expect(append(begin(page('b', 'a')), page('a', '9')).rows.map(({ id }) => id))
      .toEqual(['b', 'a', '9']);
  });

  test('that left the filter are named, those further down are not', () => {
    const loaded = begin(page('d', 'c', 'b', 'a'));
    expect(leftBehind(loaded, page('d', 'b'))).toEqual(['c']);
    expect(leftBehind(loaded, { items: [row('d')], next: null })).toEqual(['c', 'b', 'a']);
  });
});
