import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';
import type { PaymentFilter } from './payments-search.ts';

/** How many payments a filter lets through, counted when it is wanted; null until it is known. */
export function useMatching(
  filter: PaymentFilter, wanted: boolean,
): CallOutput<'payments.count'> | null {
  const [matching, setMatching] = useState<CallOutput<'payments.count'> | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let shown = true;
    call('payments.count', { filter }).then(
      (found) => { if (shown) setMatching(found); },
      // The button then says so without a number; the batch counts before anything is done.
      () => { if (shown) setMatching(null); },
    );
    return () => { shown = false; };
  }, [filter, wanted]);
  return matching;
}
