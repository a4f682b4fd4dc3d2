/** What a script would do with the official SDK and a node alone: pay, look, believe the chain. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  initiateDeveloperControlledWalletsClient,
} from '@circle-fin/developer-controlled-wallets';
import { createPublicClient, http } from 'viem';
import { invariant } from '../src-main/engine/domain/result.ts';
import { PACE } from '../src-main/sandbox/circle/moving.ts';
import { hexOf } from '../src-main/sandbox/evm/chain-port.ts';
import type { StandIns } from '../src-main/world/sandbox-link.ts';

export type BarePayer = {
  /** Pays one address and returns once Circle and the chain both say so. */
  readonly pay: (account: string) => Promise<void>;
};

/** Knows how long this Circle takes at least, so that it looks neither in vain nor late. */
const FIRST_LOOK_MS = PACE.queuedAfterMs + PACE.sentAfterMs + PACE.completeAfterMs;
const LOOK_MS = 20;

export function createBarePayer({ circle, evm }: StandIns, amountText: string): BarePayer {
  const { apiKey, entitySecret, url: baseUrl } = circle;
  const sdk = initiateDeveloperControlledWalletsClient({ apiKey, entitySecret, baseUrl });
  const node = createPublicClient({ transport: http(evm.rpcUrl) });
  const treasury = circle.wallets.find(({ role }) => role === 'treasury');
  invariant(treasury !== undefined, 'The stand-in has no treasury.');
  return {
    pay: async (destinationAddress) => {
      const idempotencyKey = randomUUID();
      const made = await sdk.createTransaction({
        walletId: treasury.id, tokenId: circle.tokenIds.USDC, idempotencyKey,
        amount: [amountText], destinationAddress, refId: idempotencyKey,
        fee: { type: 'level', config: { feeLevel: 'MEDIUM' } },
      });
      const id = made.data?.id ?? '';
      for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = LOOK_MS) {
        await pause(pauseMs);
        const { data } = await sdk.getTransaction({ id });
        const { state, txHash } = data?.transaction ?? {};
        invariant(state !== 'FAILED' && state !== 'DENIED', 'A payout of the script failed.');
        if (state !== 'COMPLETE' || txHash === undefined) continue;
        const receipt = await node.getTransactionReceipt({ hash: hexOf(txHash) });
        const block = await node.getBlock({ blockNumber: receipt.blockNumber });
        invariant(receipt.status === 'success' && block.hash === receipt.blockHash,
          'The chain does not show a payout of the script.');
        return;
      }
    },
  };
}
