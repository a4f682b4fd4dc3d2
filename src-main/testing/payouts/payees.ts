/** Payees with wallets of their own, made by an operator at the console. */
import { contract } from '../../contract/contract.ts';
import { createSeeded } from '../seeded.ts';
import type { Desk } from './console.ts';

/** `account` in lower case, an address of nobody's. */
export type Payee = { readonly reference: string; readonly account: string };

/** As many payees as are wanted, the same ones for the same seed. */
export function inventPayees(count: number, seed: number): readonly Payee[] {
  const { random } = createSeeded(seed);
  return Array.from({ length: count }, (_, at) => ({
    reference: `payee-${seed}-${at}`,
    account: `0x${Buffer.from(random.bytes(20)).toString('hex')}`,
  }));
}

export async function theMarketplace({ call }: Desk): Promise<string> {
  const { items: [first] } = await call('marketplaces.list', contract.marketplaces.list, {});
  if (first === undefined) throw new Error('The sandbox has no marketplace.');
  return first.id;
}

const SAVED_AT_ONCE = 4;

/** Keeps a wallet for each of them. */
export async function enlist({ call }: Desk, marketplaceId: string, payees: readonly Payee[]) {
  for (let at = 0; at < payees.length; at += SAVED_AT_ONCE) {
    await Promise.all(payees.slice(at, at + SAVED_AT_ONCE).map(({ reference, account }) =>
      call('payouts.saveWallet', contract.payouts.saveWallet, {
        marketplaceId, reference, version: null, name: '', account, enabled: null,
      })));
  }
}

/** Sets how long Circle may take to answer, on which the time of grace depends. */
export async function setDeadline({ call }: Desk, deadlineMs: number): Promise<void> {
  const { items } = await call('connections.list', contract.connections.list, {});
  const found = items.find(({ rail }) => rail === 'usdc');
  if (found === undefined) throw new Error('The sandbox has no treasury.');
  const {
    id, version, rail, name, mode, enabled, priority, baseUrl, config, expiryOwner,
    concurrencyMax, callsPerSecondMax,
  } = found;
  await call('connections.save', contract.connections.save, {
    id, version, rail, name, mode, enabled, priority, baseUrl, config, secrets: {}, expiryOwner,
    concurrencyMax, callsPerSecondMax, deadlineMs,
  });
}
