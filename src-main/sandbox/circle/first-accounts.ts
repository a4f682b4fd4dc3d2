import { NATIVE_PER_UNIT, type Balances, type Hex } from '../evm/chain-port.ts';
import { randomHex } from '../world.ts';
import { BLOCKCHAIN, uuidV5, type Core } from './core.ts';
import type { Wallet, WalletRole } from './state.ts';
import { freshAccount } from './wallets.ts';

/** An account that a sandbox begins with; `foreign` ones are nobody's whose key we have. */
export type FirstAccount = {
  /** The wallet's id at Circle; null for an address that is not ours. */
  readonly id: string | null;
  readonly address: Hex;
  readonly name: string;
  readonly role: 'treasury' | 'payee' | 'foreign';
};

const SET_NAME = 'Sandbox';
const TREASURY: Balances = { native: 250_000_000_000n * NATIVE_PER_UNIT, eurc: 100_000_000_000n };
const NOTHING: Balances = { native: 0n, eurc: 0n };
const FIRST: readonly { name: string; role: Exclude<WalletRole, 'other'> }[] = [
  { name: 'Treasury', role: 'treasury' },
  { name: 'Maya Okafor', role: 'payee' },
  { name: 'Tomás Rivera', role: 'payee' },
  { name: 'Lin Wei', role: 'payee' },
];
/** Addresses at other places: nothing can be paid back from there. */
const FOREIGN_NAMES = ['Priya Nair', 'Jonas Weber', 'Aiko Tanaka'] as const;

/** Makes the accounts of first run, where there are none yet, and says which there are. */
export function beginAccounts(core: Core): readonly FirstAccount[] {
  const { state, world, chain, commit } = core;
  if (state.walletSets.size === 0) {
    chain.begin();
    const nowMs = world.nowMs();
    const walletSetId = uuidV5(`set/${randomHex(world, 16)}`);
    const wallets = FIRST.map(({ name, role }): Wallet => {
      const account = freshAccount(world);
      return {
        ...account, id: uuidV5(`wallet/${account.address}`), walletSetId, name, role,
        refId: '', blockchain: BLOCKCHAIN, isFrozen: false, createdAtMs: nowMs,
      };
    });
    const foreign = FOREIGN_NAMES.map((name) => ({ name, address: freshAccount(world).address }));
    commit({
      type: 'put', atMs: nowMs, wallets, foreign,
      walletSets: [{ id: walletSetId, name: SET_NAME, createdAtMs: nowMs }],
    });
    endowAccounts(core);
  }
  return [
    ...[...state.wallets.values()].flatMap(({ id, address, name, role }) =>
      role === 'other' ? [] : [{ id, address, name, role }]),
    ...[...state.foreign].map(([address, name]) =>
      ({ id: null, address, name, role: 'foreign' as const })),
  ];
}

/** Gives the first wallets what they begin with; one that a crash left without gets it now. */
export function endowAccounts({ state, world, chain, commit }: Core): void {
  for (const { id, address, role } of state.wallets.values()) {
    if (state.endowed.has(id) && !chain.isFresh()) continue;
    chain.adopt(address, () => undefined);
    if (role === 'other') continue;
    chain.endow(address, role === 'treasury' ? TREASURY : NOTHING, () => {
      commit({ type: 'put', atMs: world.nowMs(), endowed: [id] });
    });
  }
}
