/** What really moved, by those who do not know Paydesk: the chain's logs, and Circle's books. */
import { z } from 'zod';
import { parseAmount, USDC } from '../../engine/domain/money.ts';
import { NATIVE_PER_UNIT, SYSTEM_ADDRESS, TRANSFER_TOPIC } from '../../sandbox/evm/chain-port.ts';
import type { Control } from '../kill/control.ts';
import type { DoorReady } from '../kill/processes.ts';

/** A payment out of the treasury: who got it (in lower case), how much, by which transaction. */
export type Moved = {
  readonly account: string; readonly minor: bigint; readonly hash: string;
};

const logs = z.object({
  result: z.array(z.object({
    topics: z.tuple([z.string(), z.string(), z.string()]), data: z.string(),
    transactionHash: z.string(),
  })),
});

/** The system logs of everything that the treasury ever sent (guide to Circle and Arc, 3.3). */
export async function movedOnChain(
  { circle, evm }: DoorReady['sandbox'],
): Promise<readonly Moved[]> {
  const treasury = circle.wallets.find(({ role }) => role === 'treasury')?.address ?? '';
  const from = `0x${treasury.slice(2).toLowerCase().padStart(64, '0')}`;
  const answer = await fetch(evm.rpcUrl, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0', id: 1, method: 'eth_getLogs', params: [{
        fromBlock: '0x0', toBlock: 'latest', address: SYSTEM_ADDRESS,
        topics: [TRANSFER_TOPIC, from],
      }],
    }),
  });
  return logs.parse(await answer.json()).result.map(({ topics, data, transactionHash }) => {
    const value = BigInt(data);
    if (value % NATIVE_PER_UNIT !== 0n) throw new Error(`The chain moved ${value}, no whole unit.`);
    return {
      account: `0x${topics[2].slice(-40).toLowerCase()}`, minor: value / NATIVE_PER_UNIT,
      hash: transactionHash.toLowerCase(),
    };
  });
}

/** What Circle believes that it paid out. */
export async function movedAtCircle(control: Control): Promise<readonly Moved[]> {
  const books = await control.books();
  return books.filter(({ provider, kind }) => provider === 'circle' && kind === 'payout')
    .map(({ account, amount, hash }) => {
      const parsed = parseAmount(amount, USDC);
      if (!parsed.ok) throw new Error(`Circle's books name an amount of ${amount}.`);
      return {
        account: account.toLowerCase(), minor: parsed.money.minor, hash: (hash ?? '').toLowerCase(),
      };
    });
}
