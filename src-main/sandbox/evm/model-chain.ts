import { keccak256, toHex } from 'viem/utils';
import { z } from 'zod';
import { createDueQueue } from '../due-queue.ts';
import { readEvent } from '../journal.ts';
import { createCommit, randomHex, type World } from '../world.ts';
import {
  hexOf, type Balances, type EvmChain, type Hex, type Receipt, type SignedTransfer,
  type TransferOrder,
} from './chain-port.ts';
import {
  accountOf, createModelState, minedOf, MODEL_EVENT_TYPES, refusalOf, type ModelEvent,
  type ModelState, type ModelTx,
} from './model-state.ts';

export type ModelChain = EvmChain & {
  readonly state: ModelState;
  settleDue(): void;
  nextDueMs(): number | null;
  replay(event: unknown): void;
  /** Mines what reorganisations hold out. */
  letGo(): void;
};

/**
 * An EVM chain in memory: no virtual machine, but accounts, nonces, fees, blocks, receipts and
 * logs as Arc has them, deterministic and at once. It plays in the simulation, and stands in where
 * anvil cannot be had. Its signatures are none: only the Circle stand-in hands transfers to it.
 */
export function createModelChain({ world }: { readonly world: World }): ModelChain {
  const state = createModelState();
  const commit = createCommit<ModelEvent>(world, 'evm', state);
  /** When a transaction that a reorganisation threw out may be mined again. */
  const due = createDueQueue<Hex>();
  const put = (signed: SignedTransfer): void => {
    if (state.waiting.has(signed.hash) || minedOf(state, signed.hash) !== null) return;
    const tx = readTx(signed.raw);
    if (tx.nonce < accountOf(state, tx.from).nonce) return;
    commit({ type: 'accepted', tx, atMs: world.nowMs() });
  };
  return {
    implementation: 'model',
    state,
    // What it was told stands in the journal, with everything else.
    isFresh: () => false,
    genesisHash: () => state.blocks[0]?.hash ?? '0x',
    begin: () => {
      if (state.genesis.salt !== null) return;
      commit({ type: 'genesis', salt: hexOf(randomHex(world, 32)), atMs: world.nowMs() });
    },
    adopt: (_address, done) => done(),
    endow: (address, { native, eurc }, done) => {
      const [nativeText, eurcText] = [native.toString(), eurc.toString()];
      commit({ type: 'endowed', address, native: nativeText, eurc: eurcText });
      done();
    },
    balances: (address, done) => done(balancesOf(state, address)),
    nonce: (address, done) => done(accountOf(state, address).nonce),
    check: (order, done) => {
      const { from, to, asset, units, fees } = order;
      const gas = fees.gasLimit * fees.maxFeePerGas;
      done(refusalOf(state, { from, to, asset, units: units.toString() }, gas));
    },
    sign: (order, done) => done(signed(order)),
    send: (transfer, done) => {
      put(transfer);
      done();
    },
    receipt: (hash, done) => done(receiptOf(state, hash)),
    reorg: ({ hash }, forMs, done) => {
      const atMs = world.nowMs();
      if (minedOf(state, hash) !== null) {
        commit({ type: 'reorged', hash, atMs });
        due.push(atMs + forMs, hash);
      }
      done();
    },
    block: (address, done) => {
      commit({ type: 'blocked', address });
      done();
    },
    settleDue: () => due.carryOut(world.nowMs(), (hash, atMs) => {
      if (state.held.has(hash)) commit({ type: 'let-go', hash, atMs });
    }),
    nextDueMs: due.nextMs,
    letGo: () => {
      for (const hash of [...state.held]) commit({ type: 'let-go', hash, atMs: world.nowMs() });
    },
    replay: (given) => {
      const event = readEvent<ModelEvent>(given, MODEL_EVENT_TYPES);
      state.apply(event);
      // How long it was to be held out is not kept: a restart ends it at once.
      if (event.type === 'reorged') due.push(event.atMs, event.hash);
    },
  };
}

function balancesOf(state: ModelState, address: Hex): Balances {
  const { native, eurc } = accountOf(state, address);
  return { native, eurc };
}

/** The same order is the same transaction: its hash is that of everything in it. */
function signed({ from, to, nonce, route, asset, units, fees }: TransferOrder): SignedTransfer {
  const said: Omit<ModelTx, 'hash'> = {
    from, to, nonce, route, asset, units: units.toString(),
    maxFeePerGas: fees.maxFeePerGas.toString(),
    maxPriorityFeePerGas: fees.maxPriorityFeePerGas.toString(),
    gasLimit: fees.gasLimit.toString(),
  };
  const hash = keccak256(toHex(JSON.stringify(said)));
  return { hash, raw: JSON.stringify({ hash, ...said }) };
}

const hex = z.string().transform(hexOf);
const txShape = z.object({
  hash: hex, from: hex, to: hex, nonce: z.number().int(), route: z.enum(['native', 'token']),
  asset: z.enum(['USDC', 'EURC']), units: z.string(), maxFeePerGas: z.string(),
  maxPriorityFeePerGas: z.string(), gasLimit: z.string(),
});

function readTx(raw: string): ModelTx {
  return txShape.parse(JSON.parse(raw));
}

function receiptOf(state: ModelState, hash: Hex): Receipt | null {
  const found = minedOf(state, hash);
  if (found === null) return null;
  const { block, mined } = found;
  return {
    isSuccess: mined.isSuccess, blockHash: block.hash, blockNumber: BigInt(block.number),
    gasUsed: mined.gasUsed, effectiveGasPrice: mined.gasPrice, blockTimeMs: block.atMs,
  };
}
