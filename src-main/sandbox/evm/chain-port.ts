/**
 * What the USDC stand-in asks of the chain behind it. There are two: the model chain answers before
 * a call returns (so that a seed tells the same story twice), and anvil answers later.
 * Hence every question takes `done` instead of returning: it is called once, at once or later.
 */

export type Hex = `0x${string}`;

/** Arc's public test network has the same id: a sandbox is told apart by its genesis block. */
export const CHAIN_ID = 5_042_002;

/** One balance, two views: native with 18 places, and this contract over it with 6. */
export const USDC_CONTRACT: Hex = '0x3600000000000000000000000000000000000000';
/** Euros, a plain ERC-20 with 6 places, where Arc's test network has it. */
export const EURC_CONTRACT: Hex = '0x89b50855aa3be2f677cd6303cec089b5f319d72a';
/** Who tells of every native movement. Source: EIP-7708. */
export const SYSTEM_ADDRESS: Hex = '0xfffffffffffffffffffffffffffffffffffffffe';
export const TRANSFER_TOPIC: Hex =
  '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

/** Native units in one unit of the 6-place view. */
export const NATIVE_PER_UNIT = 1_000_000_000_000n;
export const GWEI = 1_000_000_000n;
/** Arc's floor. Source: docs.arc.io, and guide to Circle and Arc, section 3.1. */
export const BASE_FEE = 20n * GWEI;
/** Gas of one transfer: what Arc takes for a native one, what anvil measured for a token. */
export const GAS_USED = { native: 21_000n, token: 48_800n } as const;

/** A movement of money by one of the sandbox's own wallets. Addresses are in lower case. */
export type TransferOrder = {
  readonly key: Hex;
  readonly from: Hex;
  readonly to: Hex;
  readonly nonce: number;
  /** `native` moves USDC as the chain's own money; `token` calls a contract's `transfer`. */
  readonly route: 'native' | 'token';
  readonly asset: ChainAsset;
  /** In units of 6 places, whichever the route. */
  readonly units: bigint;
  readonly fees: Fees;
};
export type ChainAsset = 'USDC' | 'EURC';

/** In native units (18 places) per gas, and the most gas that may be used. */
export type Fees = {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
  readonly gasLimit: bigint;
};

/** A transaction as it can be handed to the chain again and again: it happens at most once. */
export type SignedTransfer = { readonly hash: Hex; readonly raw: string };

export type Receipt = {
  readonly isSuccess: boolean;
  readonly blockHash: Hex;
  readonly blockNumber: bigint;
  readonly gasUsed: bigint;
  readonly effectiveGasPrice: bigint;
  readonly blockTimeMs: number;
};

export type Balances = {
  /** USDC in native units, 18 places. */
  readonly native: bigint;
  /** EURC in its own units, 6 places. */
  readonly eurc: bigint;
};

export type Done<T> = (value: T) => void;

export type EvmChain = {
  readonly implementation: 'anvil' | 'model';
  /** It has no memory at all, not even of what it was told before: it has to be told again. */
  isFresh(): boolean;
  genesisHash(): Hex;
  /** Makes the first block, where there is none yet. */
  begin(): void;
  /** Makes an account one of the sandbox's own: it may move USDC by either route. */
  adopt(address: Hex, done: Done<void>): void;
  /** Sets what an account has. */
  endow(address: Hex, balances: Balances, done: Done<void>): void;
  balances(address: Hex, done: Done<Balances>): void;
  /** The next nonce of an account, by what is mined. */
  nonce(address: Hex, done: Done<number>): void;
  /** Why the transfer would not succeed now, in the contract's own words; null where it would. */
  check(order: TransferOrder, done: Done<string | null>): void;
  sign(order: TransferOrder, done: Done<SignedTransfer>): void;
  /** Hands a signed transfer over; again is harmless. What came of it is asked by `receipt`. */
  send(signed: SignedTransfer, done: Done<void>): void;
  receipt(hash: Hex, done: Done<Receipt | null>): void;
  /** The block of a mined transfer is replaced; the transfer is mined again after `forMs`. */
  reorg(signed: SignedTransfer, forMs: number, done: Done<void>): void;
  /** Nobody may pay to or from the address from now on. */
  block(address: Hex, done: Done<void>): void;
};

/** What the contracts say when they refuse. Source: Circle's FiatToken. */
export const REVERTS = {
  balance: 'ERC20: transfer amount exceeds balance',
  blocked: 'Blacklistable: account is blacklisted',
  zero: 'ERC20: transfer to the zero address',
  fees: 'insufficient funds for gas * price + value',
} as const;

export const ZERO_ADDRESS: Hex = '0x0000000000000000000000000000000000000000';

/** Hex digits with or without their mark, in lower case, with it. */
export function hexOf(text: string): Hex {
  return `0x${text.replace(/^0x/i, '').toLowerCase()}`;
}
