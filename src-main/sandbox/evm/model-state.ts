import { keccak256, toHex } from 'viem/utils';
import {
  BASE_FEE, GAS_USED, hexOf, NATIVE_PER_UNIT, REVERTS, SYSTEM_ADDRESS, USDC_CONTRACT, EURC_CONTRACT,
  ZERO_ADDRESS, type ChainAsset, type Hex,
} from './chain-port.ts';

/** A transfer as the chain takes it; amounts are digits, since the journal keeps them. */
export type ModelTx = {
  readonly hash: Hex;
  readonly from: Hex;
  readonly to: Hex;
  readonly nonce: number;
  readonly route: 'native' | 'token';
  readonly asset: ChainAsset;
  readonly units: string;
  readonly maxFeePerGas: string;
  readonly maxPriorityFeePerGas: string;
  readonly gasLimit: string;
};

export type ModelEvent =
  | { readonly type: 'genesis'; readonly salt: Hex; readonly atMs: number }
  | {
      readonly type: 'endowed'; readonly address: Hex; readonly native: string;
      readonly eurc: string;
    }
  | { readonly type: 'accepted'; readonly tx: ModelTx; readonly atMs: number }
  | { readonly type: 'reorged'; readonly hash: Hex; readonly atMs: number }
  | { readonly type: 'let-go'; readonly hash: Hex; readonly atMs: number }
  | { readonly type: 'blocked'; readonly address: Hex };
export const MODEL_EVENT_TYPES: Record<ModelEvent['type'], true> = {
  genesis: true, endowed: true, accepted: true, reorged: true, 'let-go': true, blocked: true,
};

export type Account = { readonly native: bigint; readonly eurc: bigint; readonly nonce: number };
const EMPTY: Account = { native: 0n, eurc: 0n, nonce: 0 };

/** What is added to an account. */
type Change = Account & { readonly address: Hex };

export type Log = {
  readonly address: Hex; readonly from: Hex; readonly to: Hex; readonly value: bigint;
};
export type Mined = {
  readonly tx: ModelTx;
  readonly isSuccess: boolean;
  readonly gasUsed: bigint;
  readonly gasPrice: bigint;
  readonly logs: readonly Log[];
};
export type Block = {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly atMs: number;
  /** One transaction a block, or none: a block that a reorganisation left empty. */
  readonly mined: Mined | null;
  /** What it changed, so that it can be taken back. */
  readonly changes: readonly Change[];
};

type Memory = {
  readonly genesis: { salt: Hex | null };
  readonly accounts: Map<Hex, Account>;
  readonly blocks: Block[];
  readonly blockNumberOf: Map<Hex, number>;
  /** By hash: taken, and not in a block. */
  readonly waiting: Map<Hex, ModelTx>;
  /** Of those, the ones that a reorganisation keeps out for a while. */
  readonly held: Set<Hex>;
  readonly blocked: Set<Hex>;
  readonly forks: { count: number };
};

/** The chain's memory, rebuilt from events alone: accounts, blocks, and what waits to be mined. */
export function createModelState() {
  const state: Memory = {
    genesis: { salt: null },
    accounts: new Map(),
    blocks: [],
    blockNumberOf: new Map(),
    waiting: new Map(),
    held: new Set(),
    blocked: new Set(),
    forks: { count: 0 },
  };
  return { ...state, apply: (event: ModelEvent) => applyEvent(state, event) };
}
export type ModelState = ReturnType<typeof createModelState>;

export function accountOf({ accounts }: Pick<Memory, 'accounts'>, address: Hex): Account {
  return accounts.get(address) ?? EMPTY;
}

export function minedOf(state: Memory, hash: Hex): { block: Block; mined: Mined } | null {
  const block = state.blocks[state.blockNumberOf.get(hash) ?? -1];
  const mined = block?.mined ?? null;
  return block === undefined || mined === null ? null : { block, mined };
}

function applyEvent(state: Memory, event: ModelEvent): void {
  switch (event.type) {
    case 'genesis':
      state.genesis.salt = event.salt;
      addBlock(state, { atMs: event.atMs, mined: null, changes: [] });
      return;
    case 'endowed': {
      const { nonce } = accountOf(state, event.address);
      state.accounts.set(event.address, {
        nonce, native: BigInt(event.native), eurc: BigInt(event.eurc),
      });
      return;
    }
    case 'accepted':
      state.waiting.set(event.tx.hash, event.tx);
      return mineWaiting(state, event.atMs);
    case 'reorged':
      return reorganise(state, event.hash, event.atMs);
    case 'let-go':
      state.held.delete(event.hash);
      return mineWaiting(state, event.atMs);
    case 'blocked':
      state.blocked.add(event.address);
      return;
  }
}

/** Mines all whose turn it is, a block for each; of two with one nonce the better paying wins. */
function mineWaiting(state: Memory, atMs: number): void {
  for (;;) {
    const ready = [...state.waiting.values()].filter((tx) =>
      !state.held.has(tx.hash) && accountOf(state, tx.from).nonce === tx.nonce);
    const [first] = ready.toSorted((a, b) =>
      Number(BigInt(b.maxPriorityFeePerGas) - BigInt(a.maxPriorityFeePerGas)));
    if (first === undefined) return;
    mine(state, first, atMs);
    // Whoever lost the race for the nonce can never be mined.
    for (const other of [...state.waiting.values()]) {
      if (other.from === first.from && other.nonce <= first.nonce) state.waiting.delete(other.hash);
    }
  }
}

function mine(state: Memory, tx: ModelTx, atMs: number): void {
  const changes: Change[] = [];
  const add = (address: Hex, change: Partial<Account>): void => {
    const whole = { address, ...EMPTY, ...change };
    changes.push(whole);
    addTo(state, whole, 1n);
  };
  const gasUsed = GAS_USED[tx.route];
  const gasPrice = minOf(BigInt(tx.maxFeePerGas), BASE_FEE + BigInt(tx.maxPriorityFeePerGas));
  add(tx.from, { native: -gasUsed * gasPrice, nonce: 1 });
  const isSuccess = refusalOf(state, tx, 0n) === null;
  if (isSuccess) {
    const field = tx.asset === 'USDC' ? 'native' : 'eurc';
    const value = BigInt(tx.units) * (tx.asset === 'USDC' ? NATIVE_PER_UNIT : 1n);
    add(tx.from, { [field]: -value });
    add(tx.to, { [field]: value });
  }
  const logs = isSuccess ? logsOf(tx) : [];
  state.blockNumberOf.set(tx.hash, state.blocks.length);
  addBlock(state, { atMs, changes, mined: { tx, isSuccess, gasUsed, gasPrice, logs } });
}

function addTo({ accounts }: Memory, { address, ...change }: Change, sign: 1n | -1n): void {
  const { native, eurc, nonce } = accountOf({ accounts }, address);
  accounts.set(address, {
    native: native + sign * change.native, eurc: eurc + sign * change.eurc,
    nonce: nonce + Number(sign) * change.nonce,
  });
}

/** Why the contracts would refuse the transfer; `gas` is what has to be left for fees. */
export function refusalOf(
  state: Memory, { from, to, asset, units }: Pick<ModelTx, 'from' | 'to' | 'asset' | 'units'>,
  gas: bigint,
): string | null {
  const { native, eurc } = accountOf(state, from);
  if (state.blocked.has(from) || state.blocked.has(to)) return REVERTS.blocked;
  if (to === ZERO_ADDRESS) return REVERTS.zero;
  // The protocol lists the token's own address as one that takes nothing.
  if (asset === 'USDC' && to === USDC_CONTRACT) return REVERTS.blocked;
  if (asset === 'EURC') {
    if (eurc < BigInt(units)) return REVERTS.balance;
    return native < gas ? REVERTS.fees : null;
  }
  if (native < BigInt(units) * NATIVE_PER_UNIT) return REVERTS.balance;
  return native < BigInt(units) * NATIVE_PER_UNIT + gas ? REVERTS.fees : null;
}

/** The system's log of what moved natively, then the contract's own, as on Arc since Zero5. */
function logsOf({ from, to, asset, route, units }: ModelTx): Log[] {
  const value = BigInt(units);
  if (asset === 'EURC') return [{ address: EURC_CONTRACT, from, to, value }];
  const system = from === to ? []
    : [{ address: SYSTEM_ADDRESS, from, to, value: value * NATIVE_PER_UNIT }];
  return route === 'native' ? system : [...system, { address: USDC_CONTRACT, from, to, value }];
}

/** Takes back everything from the block of `hash` on; all but that transaction is mined anew. */
function reorganise(state: Memory, hash: Hex, atMs: number): void {
  const from = state.blockNumberOf.get(hash);
  if (from === undefined) return;
  state.forks.count += 1;
  const dropped: ModelTx[] = [];
  while (state.blocks.length > from) {
    const block = state.blocks.pop();
    if (block === undefined) break;
    for (const change of block.changes) addTo(state, change, -1n);
    if (block.mined === null) continue;
    dropped.unshift(block.mined.tx);
    state.blockNumberOf.delete(block.mined.tx.hash);
  }
  for (const tx of dropped) state.waiting.set(tx.hash, tx);
  state.held.add(hash);
  addBlock(state, { atMs, mined: null, changes: [] });
  mineWaiting(state, atMs);
}

function addBlock(state: Memory, block: Pick<Block, 'atMs' | 'mined' | 'changes'>): void {
  const number = state.blocks.length;
  const parentHash = state.blocks.at(-1)?.hash ?? `0x${'0'.repeat(64)}`;
  const said = [
    parentHash, state.genesis.salt, number, block.atMs, state.forks.count, block.mined?.tx.hash,
  ].join('/');
  state.blocks.push({ ...block, number, parentHash, hash: hexOf(keccak256(toHex(said))) });
}

function minOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
