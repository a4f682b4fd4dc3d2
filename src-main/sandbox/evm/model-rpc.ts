import { pad, toHex } from 'viem/utils';
import { z } from 'zod';
import {
  BASE_FEE, CHAIN_ID, EURC_CONTRACT, hexOf, NATIVE_PER_UNIT, TRANSFER_TOPIC, USDC_CONTRACT,
  ZERO_ADDRESS, type Hex,
} from './chain-port.ts';
import { RpcError, type RpcQuestion } from './json-rpc.ts';
import {
  accountOf, minedOf, type Block, type Log, type Mined, type ModelState, type ModelTx,
} from './model-state.ts';

const GAS_LIMIT = 30_000_000n;
const EMPTY_BLOOM = `0x${'0'.repeat(512)}`;
const EMPTY_HASH = `0x${'0'.repeat(64)}`;

/** Answers what a reader of the chain asks, in the shapes of a real node. */
export function askModel(state: ModelState, { method, params = [] }: RpcQuestion): unknown {
  const ask = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (ask === undefined) {
    throw new RpcError(-32601, `The method ${method} does not exist on the model chain`);
  }
  return ask(state, params);
}

type Method = (state: ModelState, params: readonly unknown[]) => unknown;
const methods: Readonly<Record<string, Method>> = {
  eth_chainId: () => toHex(CHAIN_ID),
  net_version: () => String(CHAIN_ID),
  web3_clientVersion: () => 'paydesk-model-chain/1',
  eth_syncing: () => false,
  eth_accounts: () => [],
  eth_gasPrice: () => toHex(BASE_FEE),
  eth_maxPriorityFeePerGas: () => '0x0',
  eth_blockNumber: (state) => toHex(state.blocks.length - 1),
  eth_getBlockByNumber: (state, [tag, isFull]) =>
    blockView(state.blocks[heightOf(state, tag)], isFull === true),
  eth_getBlockByHash: (state, [hash, isFull]) => {
    const wanted = hexParam(hash);
    return blockView(state.blocks.find((block) => block.hash === wanted), isFull === true);
  },
  eth_getTransactionByHash: (state, [hash]) => {
    const wanted = hexParam(hash);
    const found = minedOf(state, wanted);
    if (found !== null) return txView(found.mined.tx, found);
    // Arc does not show what is not mined.
    return null;
  },
  eth_getTransactionReceipt: (state, [hash]) => receiptView(minedOf(state, hexParam(hash))),
  eth_getTransactionCount: (state, [address]) =>
    toHex(accountOf(state, hexParam(address)).nonce),
  eth_getBalance: (state, [address]) => toHex(accountOf(state, hexParam(address)).native),
  eth_getCode: (_state, [address]) =>
    [USDC_CONTRACT, EURC_CONTRACT].includes(hexParam(address)) ? '0x6080' : '0x',
  eth_call: (state, [call]) => callContract(state, call),
  eth_getLogs: (state, [filter]) => logsBy(state, filter),
};

function hexParam(given: unknown): Hex {
  if (typeof given === 'string' && /^0x[0-9a-fA-F]*$/.test(given)) return hexOf(given);
  throw new RpcError(-32602, 'Invalid params: a hex string was expected');
}

function heightOf(state: ModelState, tag: unknown): number {
  if (tag === 'earliest') return 0;
  if (typeof tag === 'string' && tag.startsWith('0x')) return Number.parseInt(tag, 16);
  // Final at once: every tag that means "newest" means the same block.
  return state.blocks.length - 1;
}

function quantity(value: bigint | number): Hex {
  return toHex(value);
}

function blockView(block: Block | undefined, isFull: boolean): object | null {
  if (block === undefined) return null;
  const { mined } = block;
  return {
    number: quantity(block.number), hash: block.hash, parentHash: block.parentHash,
    timestamp: quantity(Math.floor(block.atMs / 1000)), gasLimit: quantity(GAS_LIMIT),
    gasUsed: quantity(mined?.gasUsed ?? 0n), baseFeePerGas: quantity(BASE_FEE),
    transactions: mined === null ? []
      : [isFull ? txView(mined.tx, { block, mined }) : mined.tx.hash],
    miner: ZERO_ADDRESS, difficulty: '0x0', totalDifficulty: '0x0', extraData: '0x',
    nonce: '0x0000000000000000', mixHash: EMPTY_HASH, sha3Uncles: EMPTY_HASH, uncles: [],
    stateRoot: EMPTY_HASH, transactionsRoot: EMPTY_HASH, receiptsRoot: EMPTY_HASH,
    logsBloom: EMPTY_BLOOM, size: '0x400', withdrawals: [], withdrawalsRoot: EMPTY_HASH,
  };
}

function contractOf({ asset }: ModelTx): Hex {
  return asset === 'EURC' ? EURC_CONTRACT : USDC_CONTRACT;
}

function txView(tx: ModelTx, { block, mined }: { block: Block; mined: Mined }): object {
  const isNative = tx.route === 'native';
  return {
    hash: tx.hash, type: '0x2', chainId: toHex(CHAIN_ID), nonce: quantity(tx.nonce),
    from: tx.from, to: isNative ? tx.to : contractOf(tx),
    value: quantity(isNative ? BigInt(tx.units) * NATIVE_PER_UNIT : 0n),
    input: isNative ? '0x' : hexOf([
      SELECTORS.transfer, pad(tx.to, { size: 32 }).slice(2),
      pad(toHex(BigInt(tx.units)), { size: 32 }).slice(2),
    ].join('')),
    gas: quantity(BigInt(tx.gasLimit)), gasPrice: quantity(mined.gasPrice),
    maxFeePerGas: quantity(BigInt(tx.maxFeePerGas)),
    maxPriorityFeePerGas: quantity(BigInt(tx.maxPriorityFeePerGas)), accessList: [],
    blockHash: block.hash, blockNumber: quantity(block.number), transactionIndex: '0x0',
    r: EMPTY_HASH, s: EMPTY_HASH, v: '0x0', yParity: '0x0',
  };
}

function receiptView(found: { block: Block; mined: Mined } | null): object | null {
  if (found === null) return null;
  const { block, mined } = found;
  const { tx } = mined;
  return {
    transactionHash: tx.hash, transactionIndex: '0x0', blockHash: block.hash,
    blockNumber: quantity(block.number), from: tx.from,
    to: tx.route === 'native' ? tx.to : contractOf(tx), contractAddress: null,
    status: mined.isSuccess ? '0x1' : '0x0', type: '0x2',
    gasUsed: quantity(mined.gasUsed), cumulativeGasUsed: quantity(mined.gasUsed),
    effectiveGasPrice: quantity(mined.gasPrice), logsBloom: EMPTY_BLOOM,
    logs: mined.logs.map((log, index) => logView(log, { index, block, tx })),
  };
}

function logView(
  { address, from, to, value }: Log,
  { index, block, tx }: { readonly index: number; readonly block: Block; readonly tx: ModelTx },
) {
  return {
    address, topics: [TRANSFER_TOPIC, pad(from, { size: 32 }), pad(to, { size: 32 })],
    data: pad(toHex(value), { size: 32 }), blockHash: block.hash,
    blockNumber: quantity(block.number), blockTimestamp: quantity(Math.floor(block.atMs / 1000)),
    transactionHash: tx.hash, transactionIndex: '0x0', logIndex: quantity(index), removed: false,
  };
}

/** The four-byte names of what the two token contracts know. */
const SELECTORS = {
  transfer: '0xa9059cbb', balanceOf: '0x70a08231', decimals: '0x313ce567',
  symbol: '0x95d89b41', name: '0x06fdde03',
} as const;

const callShape = z.object({
  to: z.string(), data: z.string().optional(), input: z.string().optional(),
});

function callContract(state: ModelState, given: unknown): Hex {
  const call = callShape.safeParse(given).data;
  if (call === undefined) throw new RpcError(-32602, 'Invalid params: no call');
  const to = hexParam(call.to);
  const data = hexParam(call.data ?? call.input ?? '0x');
  const isEurc = to === EURC_CONTRACT;
  if (!isEurc && to !== USDC_CONTRACT) return '0x';
  switch (data.slice(0, 10)) {
    case SELECTORS.balanceOf: {
      const { native, eurc } = accountOf(state, hexOf(data.slice(-40)));
      return pad(toHex(isEurc ? eurc : native / NATIVE_PER_UNIT), { size: 32 });
    }
    case SELECTORS.decimals: return pad('0x6', { size: 32 });
    case SELECTORS.symbol:
    case SELECTORS.name: return textResult(isEurc ? 'EURC' : 'USDC');
    default: throw new RpcError(3, 'execution reverted');
  }
}

/** A text as a contract returns it: where it begins, how long it is, and the text. */
function textResult(text: string): Hex {
  const bytes = toHex(text);
  const words = [
    pad('0x20', { size: 32 }), pad(toHex(text.length), { size: 32 }),
    pad(bytes, { size: 32, dir: 'right' }),
  ];
  return hexOf(words.map((word) => word.slice(2)).join(''));
}

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const filterShape = z.object({
  fromBlock: z.string().optional(), toBlock: z.string().optional(),
  blockHash: z.string().optional(), address: oneOrMore.nullish(),
  topics: z.array(oneOrMore.nullable()).optional(),
});

function logsBy(state: ModelState, given: unknown): object[] {
  const filter = filterShape.safeParse(given).data;
  if (filter === undefined) throw new RpcError(-32602, 'Invalid params: no filter');
  const from = heightOf(state, filter.fromBlock ?? 'latest');
  const to = heightOf(state, filter.toBlock ?? 'latest');
  const blocks = filter.blockHash === undefined ? state.blocks.slice(from, to + 1)
    : state.blocks.filter(({ hash }) => hash === filter.blockHash);
  return blocks.flatMap((block) => {
    const { mined } = block;
    if (mined === null) return [];
    return mined.logs.map((log, index) => logView(log, { index, block, tx: mined.tx }))
      .filter((log) => isAmong(filter.address ?? null, log.address)
        && (filter.topics ?? []).every((topic, at) => isAmong(topic, log.topics[at] ?? '')));
  });
}

function isAmong(wanted: string | readonly string[] | null, found: string): boolean {
  if (wanted === null) return true;
  return [wanted].flat().some((one) => hexOf(one) === found);
}
