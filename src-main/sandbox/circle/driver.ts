import { createDueQueue } from '../due-queue.ts';
import type { EvmChain, Hex, Receipt, TransferOrder } from '../evm/chain-port.ts';
import type { World } from '../world.ts';
import type { Hooks } from './hooks.ts';
import { createLanes } from './lanes.ts';
import { failureOf } from './failures.ts';
import {
  isFinal, type CircleEvent, type CircleState, type Transaction, type Try, type Wallet,
} from './state.ts';
import { inboundOf } from './inbound.ts';

/** How long a transaction stays where it is before Circle moves it on. */
export const PACE = {
  queuedAfterMs: 20, sentAfterMs: 20, completeAfterMs: 60, stuckAfterMs: 1_000,
  lookAgainMs: 100, lookAgainMaxMs: 2_000,
} as const;
/** More than anybody has, so that the contract refuses on the chain. */
const TOO_MUCH = 10n ** 18n;

type Step = 'queue' | 'send' | 'look' | 'stuck' | 'release' | 'complete' | 'reorg' | 'back';
type Due = { readonly id: string; readonly step: Step; readonly waitMs: number };

export type Driver = {
  /** Takes up a transaction that was just written. */
  start(id: string): void;
  /** A second try under a transaction's nonce: the same for more, or nothing to oneself. */
  replace(id: string, kind: Try['kind']): void;
  settleDue(): void;
  nextDueMs(): number | null;
  /** Ends what faults hold back. */
  release(): void;
  /** After a restart: everything unfinished goes on from what the journal says. */
  resume(): void;
};

type Deps = {
  readonly world: World;
  readonly state: CircleState;
  readonly chain: EvmChain;
  readonly hooks: Hooks;
  commit(event: CircleEvent): void;
};

/** Moves transactions on as time passes: INITIATED, QUEUED, SENT, and what the chain says. */
export function createDriver(deps: Deps): Driver {
  const { world, state } = deps;
  const due = createDueQueue<Due>();
  const later = (id: string, step: Step, waitMs: number): void => {
    due.push(world.nowMs() + waitMs, { id, step, waitMs });
  };
  const moves = createMoves(deps, later);
  const lanes = createLanes((id, done) => moves.submit(id, done));
  const steps: Record<Step, (row: Transaction, waitMs: number) => void> = {
    queue: moves.queue,
    send: ({ walletId, id }) => lanes.add(walletId, id),
    look: (row, waitMs) => moves.look(row, waitMs),
    stuck: (row) => {
      if (row.state === 'SENT' && row.mined === null) moves.put(row, { state: 'STUCK' });
    },
    release: moves.release,
    complete: moves.complete,
    reorg: moves.reorg,
    back: (row) => handAgain(deps, row, later),
  };
  return {
    start: (id) => later(id, 'queue', PACE.queuedAfterMs),
    replace: (id, kind) => replace(deps, moves, { id, kind }),
    settleDue: () => due.carryOut(world.nowMs(), ({ id, step, waitMs }) => {
      const row = state.transactions.get(id);
      if (row !== undefined) steps[step](row, waitMs);
    }),
    nextDueMs: due.nextMs,
    release: () => {
      for (const row of [...state.transactions.values()]) {
        if (row.fate === null) continue;
        moves.release(row);
        if (row.fate.word === 'delayed-complete' && row.mined !== null) moves.complete(row);
      }
    },
    resume: () => {
      for (const row of state.transactions.values()) resumeOne(row, later);
      resend(deps);
    },
  };
}

/** Where a transaction goes on after a restart. */
function resumeOne(row: Transaction, later: (id: string, step: Step, ms: number) => void): void {
  if (row.direction === 'INBOUND') return;
  if (row.state === 'INITIATED') return later(row.id, 'queue', 0);
  if (row.state === 'CLEARED' || row.state === 'QUEUED') return later(row.id, 'send', 0);
  if (row.tries.some(({ isSent }) => !isSent) && row.fate !== null) {
    if (row.fate.forMs !== null) later(row.id, 'release', row.fate.forMs);
    return;
  }
  if (row.mined !== null) {
    if (!isFinal(row.state)) later(row.id, 'complete', 0);
  } else if (row.tries.length > 0) later(row.id, 'look', 0);
}

/**
 * The chain may have lost what it was given last (it writes itself down once a second). What it
 * does not know is handed over again, as it was signed, in the order of its nonces.
 */
function resend({ state, chain }: Deps): void {
  const signed = new Map<Hex, Transaction[]>();
  for (const row of state.transactions.values()) {
    if (row.nonce === null) continue;
    const rows = signed.get(row.source) ?? [];
    rows.push(row);
    signed.set(row.source, rows);
  }
  for (const [source, rows] of signed) {
    chain.nonce(source, (mined) => {
      const lost = rows.filter(({ nonce }) => nonce !== null && nonce >= mined)
        .toSorted((a, b) => (a.nonce ?? 0) - (b.nonce ?? 0));
      for (const { tries } of lost) {
        for (const one of tries) if (one.isSent) chain.send(one, () => undefined);
      }
    });
  }
}

type Later = (id: string, step: Step, waitMs: number) => void;

function createMoves(deps: Deps, later: Later) {
  const { world, state, chain, hooks, commit } = deps;
  const put = (row: Transaction, change: Partial<Transaction>, more: Partial<CircleEvent> = {}) => {
    const moved = { ...row, ...change, updatedAtMs: world.nowMs() };
    commit({
      type: 'put', atMs: world.nowMs(), ...more,
      transactions: [moved, ...more.transactions ?? []],
    });
    if (moved.state !== row.state) hooks.tell(moved);
    return moved;
  };
  const fail = (row: Transaction, reason: string, details: string): void => {
    put(row, { state: 'FAILED', errorReason: reason, errorDetails: details });
  };
  const look = (row: Transaction, waitMs: number): void => {
    firstReceipt(chain, row.tries, (found) => {
      const now = state.transactions.get(row.id) ?? row;
      if (found !== null) return observed(now, found);
      if (now.mined !== null && isFinal(now.state) && now.fate?.word !== 'reorg') return;
      const nextMs = Math.min(Math.max(waitMs * 2, PACE.lookAgainMs), PACE.lookAgainMaxMs);
      later(row.id, 'look', nextMs);
    });
  };
  const broadcast = (id: string): void => {
    const row = state.transactions.get(id);
    const newest = row?.tries.at(-1);
    if (newest === undefined) return;
    chain.send(newest, () => {
      const sent = state.transactions.get(id);
      if (sent !== undefined) look(sent, 0);
    });
  };
  const observed = (row: Transaction, found: Found): void => {
    const known = row.mined;
    if (known === null || known.blockHash !== found.receipt.blockHash) note(deps, row, found);
    if (known !== null || isFinal(row.state)) return;
    const waitMs = row.fate?.word === 'delayed-complete' && row.fate.forMs !== null
      ? row.createdAtMs + row.fate.forMs - world.nowMs() : PACE.completeAfterMs;
    if (row.fate?.word === 'reorg' && found.receipt.isSuccess) {
      later(row.id, 'reorg', PACE.completeAfterMs / 2);
    }
    later(row.id, 'complete', Math.max(waitMs, 0));
  };
  const complete = (row: Transaction): void => {
    if (isFinal(row.state)) return;
    const { mined, fate } = row;
    if (mined?.kind === 'cancel') { put(row, { state: 'CANCELLED' }); return; }
    if (mined?.isSuccess === false) {
      return fail(row, 'FAILED_ON_CHAIN', 'execution reverted');
    }
    if (fate?.word === 'failed-but-mined') return fail(row, 'INTERNAL_ERROR', '');
    const inbound = inboundOf(state, row, world.nowMs());
    put(row, { state: 'COMPLETE' }, inbound === null ? {} : { transactions: [inbound] });
    if (inbound !== null) hooks.tell(inbound);
  };
  const queue = (row: Transaction): void => {
    if (row.state !== 'INITIATED') return;
    if (row.fate?.word === 'denied') { put(row, { state: 'DENIED' }); return; }
    put(row, { state: 'QUEUED' });
    later(row.id, 'send', PACE.sentAfterMs);
  };
  const kept = { put, fail, later, broadcast };
  return {
    put, queue, look, complete, broadcast,
    submit: (id: string, done: () => void) => submit(deps, kept, { id, done }),
    release: (row: Transaction) => {
      if (row.fate === null || row.tries.every(({ isSent }) => isSent)) return;
      const tries = row.tries.map((one) => ({ ...one, isSent: true }));
      put(row, { tries, ...(isFinal(row.state) ? {} : { state: 'SENT', fate: null }) });
      broadcast(row.id);
    },
    reorg: (row: Transaction) => {
      const mined = row.tries.find(({ hash }) => hash === row.mined?.hash);
      const height = row.mined?.blockHeight ?? 0;
      if (mined === undefined) return;
      const forMs = row.fate?.forMs ?? 0;
      chain.reorg(mined, forMs, () => {
        later(row.id, 'back', forMs);
        // The blocks behind it went as well; all but this one are mined anew at once.
        for (const other of state.transactions.values()) {
          if (other.id === row.id || (other.mined?.blockHeight ?? -1) < height) continue;
          handAgain(deps, other, later);
        }
      });
    },
  };
}

/** Hands a mined try over again, and looks where it is mined now. */
function handAgain({ chain }: Deps, { id, tries, mined }: Transaction, later: Later): void {
  const one = tries.find(({ hash }) => hash === mined?.hash);
  if (one !== undefined) chain.send(one, () => later(id, 'look', PACE.lookAgainMs));
}

type Found = { readonly one: Try; readonly receipt: Receipt };

/** What the chain says of the first of the tries that it has mined. */
function firstReceipt(
  chain: EvmChain, tries: readonly Try[], done: (found: Found | null) => void,
): void {
  const [one, ...rest] = tries;
  if (one === undefined) return done(null);
  chain.receipt(one.hash, (receipt) => {
    if (receipt !== null) done({ one, receipt });
    else firstReceipt(chain, rest, done);
  });
}

/** Writes down what the chain did, and books it: whatever Circle says of it. */
function note({ world, state, commit }: Deps, row: Transaction, { one, receipt }: Found): void {
  const { isSuccess, blockHash, blockNumber, gasUsed, effectiveGasPrice, blockTimeMs } = receipt;
  const mined = {
    hash: one.hash, blockHash, blockHeight: Number(blockNumber), isSuccess, kind: one.kind,
    fee: (gasUsed * effectiveGasPrice).toString(), atMs: blockTimeMs,
  };
  const isFirst = row.mined === null && isSuccess && one.kind === 'transfer';
  const isBack = state.walletAt.get(row.destination)?.role === 'treasury';
  commit({
    type: 'put', atMs: world.nowMs(), transactions: [{ ...row, mined }],
    ...(isFirst ? {
      booked: {
        kind: isBack ? 'refund' : 'payout', reference: row.refId === '' ? row.id : row.refId,
        account: row.destination, units: row.units, asset: row.asset, hash: one.hash,
      },
    } : {}),
  });
}

type Kept = Pick<ReturnType<typeof createMoves>, 'put' | 'broadcast'> & {
  fail(row: Transaction, reason: string, details: string): void;
  readonly later: Later;
};

/** Gives a transaction its nonce and hands it to the chain: one at a time for each wallet. */
function submit(
  { world, state, chain }: Deps, { put, fail, later, broadcast }: Kept,
  { id, done }: { readonly id: string; readonly done: () => void },
): void {
  const row = state.transactions.get(id);
  const wallet = state.wallets.get(row?.walletId ?? '');
  if (row?.state !== 'QUEUED' || wallet === undefined) return done();
  const refused = (reason: string): void => {
    const { errorReason, errorDetails } = failureOf(reason);
    fail(row, errorReason, errorDetails);
    done();
  };
  const signAt = (nonce: number): void => chain.sign(orderOf(row, wallet, nonce), (signed) => {
    const word = row.fate?.word;
    const isKeptBack = word === 'stuck' || word === 'complete-before-chain';
    const now = state.transactions.get(id);
    // Cancelled while it was being signed: the nonce was not used.
    if (now?.state !== 'QUEUED') return done();
    put(now, {
      state: 'SENT', nonce, tries: [{ ...signed, kind: 'transfer', isSent: !isKeptBack }],
    });
    if (!isKeptBack) broadcast(id);
    else if (word === 'stuck') later(id, 'stuck', PACE.stuckAfterMs);
    else later(id, 'complete', PACE.completeAfterMs);
    const forMs = row.fate?.forMs ?? null;
    if (isKeptBack && forMs !== null) {
      later(id, 'release', Math.max(row.createdAtMs + forMs - world.nowMs(), 0));
    }
    done();
  });
  const atNextNonce = (): void => chain.nonce(wallet.address, (mined) =>
    signAt(Math.max(mined, state.nonces.get(wallet.id) ?? 0)));
  if (row.fate?.word === 'reverted') return atNextNonce();
  chain.check(orderOf(row, wallet, 0), (reason) =>
    reason === null ? atNextNonce() : refused(reason));
}

function replace(
  { state, chain }: Deps, { put, broadcast }: Pick<Kept, 'put' | 'broadcast'>,
  { id, kind }: { readonly id: string; readonly kind: Try['kind'] },
): void {
  const row = state.transactions.get(id);
  const wallet = state.wallets.get(row?.walletId ?? '');
  if (row === undefined || wallet === undefined || row.nonce === null) return;
  const order = orderOf(row, wallet, row.nonce);
  const nothing = { to: row.source, units: 0n, route: 'native', asset: 'USDC' } as const;
  chain.sign(kind === 'cancel' ? { ...order, ...nothing } : order, (signed) => {
    const now = state.transactions.get(id);
    if (now === undefined || now.mined !== null || isFinal(now.state)) return;
    put(now, { fate: null, tries: [...now.tries, { ...signed, kind, isSent: true }] });
    broadcast(id);
  });
}

/** What is asked of the chain for a transaction. */
function orderOf(row: Transaction, { key }: Wallet, nonce: number): TransferOrder {
  const { source, destination, route, asset, units, fees } = row;
  const reverts = row.fate?.word === 'reverted';
  return {
    key, from: source, to: destination, nonce, route, asset,
    units: BigInt(units) + (reverts ? TOO_MUCH : 0n),
    fees: {
      maxFeePerGas: BigInt(fees.maxFeePerGas),
      maxPriorityFeePerGas: BigInt(fees.maxPriorityFeePerGas), gasLimit: BigInt(fees.gasLimit),
    },
  };
}
