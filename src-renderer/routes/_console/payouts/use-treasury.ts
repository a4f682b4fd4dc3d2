import { useEffect, useEffectEvent, useState } from 'react';
import type { TreasuryView } from '../../../../src-main/contract/payouts.ts';
import { call, errorText } from '../../../engine/call.ts';
import { coalesce } from '../../../engine/coalesce.ts';
import { transport } from '../../../engine/transport.ts';

const ASK_EVERY_MS = 2_000;

export type Treasuries = {
  /** Null until the first answer; the last one stays while it is asked again. */
  readonly items: readonly TreasuryView[] | null;
  readonly failure: string | null;
  readonly pending: boolean;
  readonly ask: () => void;
};

/**
 * What lies in the treasuries: asked when the screen opens, when money moved, and on demand. Their
 * provider may be slow, so that no page waits for it.
 */
export function useTreasury(): Treasuries {
  const [items, setItems] = useState<readonly TreasuryView[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(true);
  async function read(): Promise<void> {
    try {
      const answer = await call('payouts.treasury', {});
      setItems(answer.items);
      setFailure(null);
    } catch (problem) {
      setFailure(errorText(problem));
    } finally {
      setPending(false);
    }
  }
  const readNow = useEffectEvent(read);
  useEffect(() => {
    const again = coalesce(() => readNow(), ASK_EVERY_MS);
    again.request();
    const stopHearing = transport().on('changed', ({ nouns }) => {
      if (nouns.includes('postings') || nouns.includes('connections')) again.request();
    });
    return () => { stopHearing(); again.stop(); };
  }, []);
  return {
    items, failure, pending,
    ask: () => {
      setPending(true);
      void read();
    },
  };
}
