import { useRef, useState } from 'react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { call, errorText } from '../../../../engine/call.ts';

/** What is known of one account; `failure` where the provider did not say. */
export type Looked = CallOutput<'payouts.look'> & {
  readonly account: string; readonly failure: string | null;
};

/** Looks at an account before it is kept: whether it can be paid to, and whom it resembles. */
export function useLook() {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [looking, setLooking] = useState(false);
  const newest = useRef(0);

  async function look(text: string): Promise<Looked | null> {
    const account = text.trim();
    if (account === '') return null;
    if (looked?.account === account && looked.failure === null) return looked;
    newest.current += 1;
    const turn = newest.current;
    setLooking(true);
    const found = await askAbout(account);
    // A later question is the one that counts.
    if (turn !== newest.current) return null;
    setLooked(found);
    setLooking(false);
    return found;
  }
  return { looked, looking, look };
}

async function askAbout(account: string): Promise<Looked> {
  try {
    return { ...await call('payouts.look', { account }), account, failure: null };
  } catch (problem) {
    return { ours: false, alike: [], problem: null, account, failure: errorText(problem) };
  }
}
