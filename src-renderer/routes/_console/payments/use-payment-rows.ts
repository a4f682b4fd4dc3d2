import { useEffect, useEffectEvent, useRef, useState } from 'react';
import {
  append, begin, refresh, update, type LoadedPayments, type PaymentsPage,
} from './payment-pages.ts';
import type { PaymentFilter } from './payments-search.ts';
import { readBeyond, readPayments, type Reread } from './read-payments.ts';

/** What stands beyond the first page may be many pages: they are not read at every change. */
const BEYOND_EVERY_MS = 1_000;

/** The list as it stood when one of its rows was opened; coming back finds that row in it. */
let left: { readonly filter: string; readonly loaded: LoadedPayments } | null = null;

/**
 * The rows of one filter: grown by keyset pages, changed in place when `first` is read again. Use
 * it in a component whose key is the filter.
 */
export function usePaymentRows(filter: PaymentFilter, first: PaymentsPage) {
  const name = JSON.stringify(filter);
  const [loaded, setLoaded] = useState(() =>
    left?.filter === name ? refresh(left.loaded, first) : begin(first));
  const [seen, setSeen] = useState(first);
  const [failure, setFailure] = useState<unknown>(null);
  const [loadingMore, setLoadingMore] = useState(false);

  if (seen !== first) {
    setSeen(first);
    setLoaded(refresh(loaded, first));
  }

  const rereadBeyond = useEffectEvent((page: PaymentsPage) => readBeyond(filter, loaded, page));
  // A list that begins anew begins with the newest first page, which may have come meanwhile.
  const take = useEffectEvent(({ anew, ...read }: Reread) => setLoaded((now) =>
    anew ? refresh(read, first) : update(now, read.rows)));
  const reread = useRef({ at: -Infinity, turn: 0 });
  useEffect(() => {
    const { current } = reread;
    const timer = setTimeout(() => {
      const turn = current.turn + 1;
      Object.assign(current, { at: performance.now(), turn });
      rereadBeyond(first).then(
        (read) => { if (turn === current.turn) take(read); },
        (problem: unknown) => { if (turn === current.turn) setFailure(problem); },
      );
    }, Math.max(0, current.at + BEYOND_EVERY_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [first]);

  async function loadMore(): Promise<void> {
    if (loaded.next === null || loadingMore) return;
    setLoadingMore(true);
    setFailure(null);
    try {
      const page = await readPayments(filter, loaded.next);
      setLoaded((now) => append(now, page));
    } catch (problem) {
      setFailure(problem);
    } finally {
      setLoadingMore(false);
    }
  }

  async function showNew(): Promise<void> {
    setFailure(null);
    try {
      const page = await readPayments(filter, null);
      setLoaded(begin(page));
    } catch (problem) {
      setFailure(problem);
    }
  }

  /** To be called when a row is opened. */
  function leave(): void {
    left = { filter: name, loaded };
  }
  useEffect(() => { left = null; }, []);

  return { ...loaded, leave, loadMore, showNew, loadingMore, failure };
}
