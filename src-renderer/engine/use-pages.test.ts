import { describe, expect, test } from 'vitest';
import { appendPage, mergeFirst, type Page } from './use-pages.ts';

type Row = { readonly id: string; readonly state?: string };
const keyOf = ({ id }: Row): string => id;
const page = (ids: string, next: string | null): Page<Row> =>
  ({ items: ids.split('').map((id) => ({ id })), next });

describe('a paged list', () => {
  test('takes new rows on top and keeps the older pages', () => {
    const merged = mergeFirst(page('cbaZY', 'after-Y'), page('edcb', 'after-b'), keyOf);
    expect(merged.items.map(keyOf).join('')).toBe('edcbaZY');
    expect(merged.next).toBe('after-Y');
  });

  test('shows what changed about a row', () => {
    const fresh = { items: [{ id: 'a', state: 'dead' }], next: null };
    expect(mergeFirst(page('a', null), fresh, keyOf)).toEqual(fresh);
  });

  test('keeps a row that says the same as the object that it was', () => {
    const loaded = page('cba', null);
    const merged = mergeFirst(loaded, page('dcba', null), keyOf);
    expect(merged.items.slice(1).every((row, index) => row === loaded.items[index])).toBe(true);
  });

  test('starts afresh rather than hide a gap', () => {
    expect(mergeFirst(page('ba', null), page('zyx', 'after-x'), keyOf))
      .toEqual(page('zyx', 'after-x'));
  });

  test('drops rows that are gone when the first page is all there is', () => {
    expect(mergeFirst(page('cba', null), page('ca', null), keyOf)).toEqual(page('ca', null));
  });

  test('shows no row twice when pages overlap', () => {
    expect(appendPage(page('dcb', 'b'), page('ba', null), keyOf)).toEqual(page('dcba', null));
  });
});
