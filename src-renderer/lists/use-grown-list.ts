import { useEffect, useEffectEvent, useState } from 'react';

export type ListPage<T> = { readonly items: readonly T[]; readonly next: string | null };

/**
 * A list that grows by keyset pages under a first page that is read again when something changes;
 * the later pages are then read again as well. Use it under a key that is the filter.
 */
export function useGrownList<T extends { readonly id: string }>(
  first: ListPage<T>, read: (cursor: string) => Promise<ListPage<T>>,
) {
  const [later, setLater] = useState<ListPage<T>>({ items: [], next: first.next });
  const [grown, setGrown] = useState(false);
  const [loadingMore, setLoadingMore] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const next = grown ? later.next : first.next;

  const reread = useEffectEvent(async (start: ListPage<T>): Promise<ListPage<T>> => {
    const wanted = grown ? later.items.length : 0;
    const items: T[] = [];
    let cursor = start.next;
    while (items.length < wanted && cursor !== null) {
      const page = await read(cursor);
      items.push(...page.items);
      cursor = page.next;
    }
    return { items, next: cursor };
  });
  useEffect(() => {
    let newest = true;
    reread(first).then(
      (read) => { if (newest) setLater((now) => inPlaceOf(now, read)); },
      (problem: unknown) => { if (newest) setFailure(problem); },
    );
    return () => { newest = false; };
  }, [first]);

  async function grow(): Promise<void> {
    if (next === null || loadingMore) return;
    setLoadingMore(true);
    setFailure(null);
    try {
      const page = await read(next);
      setLater(({ items }) => ({ items: [...items, ...page.items], next: page.next }));
      setGrown(true);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setLoadingMore(false);
    }
  }

  const shown = new Set(first.items.map(({ id }) => id));
  return {
    rows: [...first.items, ...later.items.filter(({ id }) => !shown.has(id))],
    next, loadingMore, failure, loadMore: () => void grow(),
  };
}

/** The new reading, unless the list grew meanwhile: then only what it knows is replaced. */
function inPlaceOf<T extends { readonly id: string }>(
  now: ListPage<T>, read: ListPage<T>,
): ListPage<T> {
  if (read.items.length >= now.items.length) return read;
  const fresh = new Map(read.items.map((item) => [item.id, item]));
  return { ...now, items: now.items.map((item) => fresh.get(item.id) ?? item) };
}
