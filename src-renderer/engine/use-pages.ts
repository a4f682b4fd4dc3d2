import { replaceEqualDeep } from '@tanstack/react-router';
import { useState } from 'react';
import { errorText } from './call.ts';

export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

type Pages<T> = {
  /** The first page as the route's loader brought it; a new one is merged into the rows. */
  readonly first: Page<T>;
  readonly keyOf: (row: T) => string;
  readonly read: (cursor: string) => Promise<Page<T>>;
};

/**
 * A list that grows downwards by keyset pages and upwards by what the loader brings. Use it in a
 * component whose key is the filter, so that another filter starts afresh.
 */
export function usePages<T>({ first, keyOf, read }: Pages<T>) {
  const [seen, setSeen] = useState(first);
  const [loaded, setLoaded] = useState(first);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (seen !== first) {
    setSeen(first);
    setLoaded(mergeFirst(loaded, first, keyOf));
  }

  async function more(): Promise<void> {
    if (loaded.next === null || pending) return;
    setPending(true);
    setFailure(null);
    try {
      const page = await read(loaded.next);
      setLoaded((now) => appendPage(now, page, keyOf));
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setPending(false);
    }
  }
  return { rows: loaded.items, next: loaded.next, more, pending, failure };
}

/**
 * The new first page, then the older rows that it does not name; a gap starts the list afresh. A
 * row that says the same as before stays the same object, so that it is not drawn again.
 */
export function mergeFirst<T>(
  loaded: Page<T>, brought: Page<T>, keyOf: (row: T) => string,
): Page<T> {
  const known = new Map(loaded.items.map((row) => [keyOf(row), row]));
  const first = {
    ...brought, items: brought.items.map((row) => replaceEqualDeep(known.get(keyOf(row)), row)),
  };
  const fresh = new Set(first.items.map(keyOf));
  const meets = loaded.items.some((row) => fresh.has(keyOf(row)));
  if (!meets || first.next === null) return first;
  const last = loaded.items.findLastIndex((row) => fresh.has(keyOf(row)));
  const older = loaded.items.slice(last + 1);
  return older.length === 0 ? first : { items: [...first.items, ...older], next: loaded.next };
}

export function appendPage<T>(
  loaded: Page<T>, page: Page<T>, keyOf: (row: T) => string,
): Page<T> {
  const known = new Set(loaded.items.map(keyOf));
  const added = page.items.filter((row) => !known.has(keyOf(row)));
  return { items: [...loaded.items, ...added], next: page.next };
}
