import { useRef, useState } from 'react';
import { call, errorText } from '../../../engine/call.ts';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';

/** What a wallet said of one address; `problem` where nothing can be paid there or from there. */
export type AccountTold = {
  readonly walletAddress: string;
  readonly asset: string | null;
  readonly publicName: string | null;
  readonly problem: string | null;
};

/** Asks the wallet of an address; of two questions under way, the last one's answer is kept. */
export function useAccount() {
  const [told, setTold] = useState<AccountTold | null>(null);
  const [asking, setAsking] = useState(false);
  const newest = useRef('');

  async function check(address: string): Promise<AccountTold | null> {
    const walletAddress = address.trim();
    newest.current = walletAddress;
    if (walletAddress === '') return null;
    if (told?.walletAddress === walletAddress && told.problem === null) return told;
    setAsking(true);
    const answer = await askWallet(walletAddress);
    if (newest.current === walletAddress) {
      setTold(answer);
      setAsking(false);
    }
    return answer;
  }

  return { told, asking, check };
}

async function askWallet(walletAddress: string): Promise<AccountTold> {
  try {
    const { asset, publicName, problem } = await call('sellers.account', { walletAddress });
    return {
      walletAddress, asset, publicName,
      problem: problem === null ? (asset === null ? t('sellers.noAsset') : null)
        : t('sellers.unread', { why: engineText(problem) }),
    };
  } catch (error) {
    return { walletAddress, asset: null, publicName: null, problem: errorText(error) };
  }
}
