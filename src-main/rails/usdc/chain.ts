import type { TransactionReceipt } from 'viem';

import type { Asset, Money } from '../../engine/domain/money.ts';
import type { RailCall } from '../rail.ts';
import { sameAddress, SYSTEM_ADDRESS } from './addresses.ts';
import type { Token, UsdcSettings } from './config.ts';
import { createNode, type Node } from './rpc.ts';

/** How many native units (18 places) one smallest unit of USDC (6 places) is. */
export const NATIVE_PER_UNIT = 10n ** 12n;

/** Which chain the node is of; `unbound` where the connection does not say which it should be. */
export type Identity =
  | { readonly kind: 'bound' | 'unbound' | 'other'; readonly chainId: number;
      readonly genesis: string }
  | { readonly kind: 'unavailable'; readonly message: string };

const IDENTITY_MS = 60_000;
const IDENTITIES_MAX = 32;
/** When a node last proved to be of the chain that the settings name. */
const boundAt = new Map<string, number>();

/**
 * Which chain a node belongs to, by chain id and by the hash of block 0: sandboxes and testnets
 * share an id (guide 7). A node that proved to be of the right one is believed for a minute.
 */
export async function identityOf(call: RailCall, settings: UsdcSettings): Promise<Identity> {
  const { chainId, genesisHash } = settings;
  const name = identityName(settings);
  const atMs = boundAt.get(name);
  if (genesisHash !== null && atMs !== undefined && Math.abs(call.nowMs - atMs) < IDENTITY_MS) {
    return { kind: 'bound', chainId, genesis: genesisHash };
  }
  boundAt.delete(name);
  const found = await askIdentity(call, settings.rpcUrl);
  if ('message' in found) return found;
  if (genesisHash === null) return { kind: 'unbound', ...found };
  const isOurs = found.chainId === chainId && found.genesis === genesisHash;
  if (!isOurs) return { kind: 'other', ...found };
  boundAt.set(name, call.nowMs);
  const [oldest] = boundAt.keys();
  if (boundAt.size > IDENTITIES_MAX && oldest !== undefined) boundAt.delete(oldest);
  return { kind: 'bound', ...found };
}

async function askIdentity(call: RailCall, rpcUrl: string) {
  const node = createNode(call, rpcUrl);
  const [chainId, genesis] = await Promise.all([node.chainId(), node.block(0n)]);
  if (chainId.kind !== 'read') return chainId;
  if (genesis.kind !== 'read') return genesis;
  if (chainId.value === null || genesis.value === null) {
    return { kind: 'unavailable', message: 'The chain\'s node knows no first block.' } as const;
  }
  return { chainId: chainId.value, genesis: genesis.value.hash.toLowerCase() };
}

function identityName({ rpcUrl, chainId, genesisHash }: UsdcSettings): string {
  return `${rpcUrl}\n${chainId}\n${genesisHash ?? ''}`;
}

/** Forgets which chain a node belongs to, so that a connection test asks it. */
export function forgetIdentity(settings: UsdcSettings): void {
  boundAt.delete(identityName(settings));
}

/** A transfer as it should stand on the chain. */
export type Transfer = {
  readonly from: string; readonly to: string; readonly amount: Money; readonly token: Token;
};

/** What the chain shows of a transfer, each figure exact and as text. */
export type ChainProof = {
  readonly hash: string; readonly blockNumber: string; readonly blockHash: string;
  readonly logIndex: number; readonly emitter: string; readonly value: string;
  /** In native units, 18 places: gas used times the price that was paid. */
  readonly fee: bigint;
  /** Who paid the fee. */
  readonly feePayer: string;
};

/**
 * What one transaction hash is on the chain. `absent`: the node knows none. `pending`: not final
 * yet. `empty`: it succeeded and moved nothing, as the one that takes another's place does.
 */
export type Sight =
  | { readonly kind: 'proven'; readonly proof: ChainProof }
  | { readonly kind: 'other'; readonly message: string }
  | { readonly kind: 'reverted' | 'empty' | 'absent' | 'pending' }
  | { readonly kind: 'unavailable'; readonly message: string };

/**
 * Holds a transaction against the transfer that it should be (guide 3.4, "Verifier"): it succeeded,
 * its block is the one that the chain has at that height, enough blocks stand on it, and exactly
 * one log of an emitter that may say so names our payer, our payee and our amount.
 * The caller has made sure which chain the node belongs to.
 */
export async function lookAt(
  call: RailCall, settings: UsdcSettings,
  { hash, transfer }: { readonly hash: string; readonly transfer: Transfer },
): Promise<Sight> {
  const node = createNode(call, settings.rpcUrl);
  const answer = await node.receipt(hash);
  if (answer.kind !== 'read') return answer;
  const receipt = answer.value;
  if (receipt === null) return unmined(node, hash);
  if (!sameAddress(receipt.transactionHash, hash)) {
    return { kind: 'unavailable', message: 'The chain\'s node answered for another transaction.' };
  }
  const unfinished = await standing(node, receipt, settings);
  if (unfinished !== null) return unfinished;
  if (receipt.status !== 'success') return { kind: 'reverted' };
  const judged = judge(receipt, transfer, await transfersOf(receipt));
  return judged ?? await emptyOrOther(node, hash, transfer);
}

async function unmined(node: Node, hash: string): Promise<Sight> {
  const known = await node.transaction(hash);
  if (known.kind !== 'read') return known;
  return { kind: known.value === null ? 'absent' : 'pending' };
}

/** Why a receipt is not final yet, or null: its block was replaced, or too few stand on it. */
async function standing(
  node: Node, { blockNumber, blockHash }: TransactionReceipt, { confirmations }: UsdcSettings,
): Promise<Sight | null> {
  const [block, head] = await Promise.all([node.block(blockNumber), node.head()]);
  if (block.kind !== 'read') return block;
  if (head.kind !== 'read') return head;
  const isCanonical = block.value !== null && sameAddress(block.value.hash, blockHash);
  const depth = (head.value ?? 0n) - blockNumber + 1n;
  return isCanonical && depth >= BigInt(confirmations) ? null : { kind: 'pending' };
}

/** A Transfer event; `emitter`, `from` and `to` in lower case. */
export type SeenTransfer = {
  readonly emitter: string; readonly from: string; readonly to: string; readonly value: bigint;
  readonly logIndex: number;
};

/** The Transfer events of a receipt, whoever emitted them: viem does not filter by address. */
export async function transfersOf({ logs }: TransactionReceipt): Promise<readonly SeenTransfer[]> {
  const { erc20Abi, parseEventLogs } = await import('viem');
  return parseEventLogs({ abi: erc20Abi, eventName: 'Transfer', logs })
    .filter(({ removed }) => !removed)
    .map(({ address, args, logIndex }) => ({
      emitter: address.toLowerCase(), from: args.from.toLowerCase(), to: args.to.toLowerCase(),
      value: args.value, logIndex,
    }));
}

/**
 * The logs that tell of money of this token leaving an account, with what one smallest unit counts
 * there. Of the native coin the system tells; its token's log, with 6 places, repeats it.
 */
export function outgoing(
  transfers: readonly SeenTransfer[], { from, token }: Pick<Transfer, 'from' | 'token'>,
): { readonly logs: readonly SeenTransfer[]; readonly perUnit: bigint } {
  const left = transfers.filter((one) => sameAddress(one.from, from) && one.to !== one.from);
  const system = left.filter(({ emitter }) => token.isNative && emitter === SYSTEM_ADDRESS);
  if (system.length > 0) return { logs: system, perUnit: NATIVE_PER_UNIT };
  return {
    logs: left.filter(({ emitter }) => sameAddress(emitter, token.tokenAddress)), perUnit: 1n,
  };
}

/** Null where no log of ours is in the receipt. */
function judge(
  receipt: TransactionReceipt, transfer: Transfer, transfers: readonly SeenTransfer[],
): Sight | null {
  const { logs, perUnit } = outgoing(transfers, transfer);
  if (logs.length === 0) return null;
  const [found, ...more] = logs.filter(({ to }) => sameAddress(to, transfer.to));
  if (found === undefined) return other(`The chain shows a transfer to ${logs[0]?.to ?? ''}.`);
  if (more.length > 0) return other('The chain shows more than one transfer to the payee.');
  if (found.value !== transfer.amount.minor * perUnit) {
    return other(`The chain shows another amount: ${found.value} units of ${perUnit} each.`);
  }
  const repeated = transfers.filter((one) => one.emitter === transfer.token.tokenAddress
    && sameAddress(one.from, transfer.from) && sameAddress(one.to, transfer.to));
  if (repeated.length > 1 || repeated.some(({ value, logIndex }) =>
    logIndex !== found.logIndex && value !== transfer.amount.minor)) {
    return other('The token and the system tell of different transfers.');
  }
  return {
    kind: 'proven',
    proof: {
      hash: receipt.transactionHash.toLowerCase(), blockNumber: receipt.blockNumber.toString(),
      blockHash: receipt.blockHash, logIndex: found.logIndex, emitter: found.emitter,
      value: found.value.toString(), fee: receipt.gasUsed * receipt.effectiveGasPrice,
      feePayer: receipt.from,
    },
  };
}

/**
 * It succeeded and no log tells of our money: nothing moved only if it carried nothing at all, or
 * went to the treasury itself, as what takes a cancelled transfer's place does.
 */
async function emptyOrOther(node: Node, hash: string, { from }: Transfer): Promise<Sight> {
  const answer = await node.transaction(hash);
  if (answer.kind !== 'read') return answer;
  if (answer.value === null) return { kind: 'pending' };
  const { input, value, to } = answer.value;
  const toItself = to !== null && sameAddress(to, from);
  return toItself || (input === '0x' && value === 0n) ? { kind: 'empty' }
    : other('The chain shows no transfer of ours in a transaction that succeeded.');
}

function other(message: string): Sight {
  return { kind: 'other', message };
}

/** What a fee in native units is in the smallest units of USDC, rounded up. */
export function feeIn(asset: Asset, fee: bigint): Money {
  return { minor: (fee + NATIVE_PER_UNIT - 1n) / NATIVE_PER_UNIT, asset };
}
