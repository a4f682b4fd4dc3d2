import type { EvmChain, Hex, Receipt } from '../evm/chain-port.ts';
import { PACE, type Moving } from './moving.ts';
import { isFinal, type Transaction, type Try } from './state.ts';

/** What Circle does with the chain once a transaction is signed: hands it over, and watches. */
export function createLooking(moving: Moving) {
  const { state, chain, later } = moving;
  /** Looks whether it is mined, and again after twice as long; `null`: this once. */
  const look = (row: Transaction, waitMs: number | null): void => {
    firstReceipt(chain, row.tries, (found) => {
      const now = state.transactions.get(row.id) ?? row;
      if (found !== null) return observed(moving, now, found);
      if (waitMs === null) return;
      const nextMs = Math.min(Math.max(waitMs * 2, PACE.lookAgainMs), PACE.lookAgainMaxMs);
      later(row.id, 'look', nextMs);
    });
  };
  const broadcast = (id: string): void => {
    const newest = state.transactions.get(id)?.tries.at(-1);
    if (newest === undefined) return;
    chain.send(newest, () => {
      const sent = state.transactions.get(id);
      if (sent === undefined) return;
      look(sent, 0);
      // Whatever waited for its nonce may be mined now as well.
      for (const other of state.open.get(sent.walletId) ?? []) {
        const row = state.transactions.get(other);
        if (other !== id && row?.mined === null && row.tries.length > 0) {
          later(other, 'glance', PACE.lookAgainMs);
        }
      }
    });
  };
  return { look, broadcast };
}

/** Hands over again what was handed over before, and looks where it is mined now. */
export function handAgain({ chain, later }: Moving, { id, tries }: Transaction): void {
  for (const one of tries) if (one.isSent) chain.send(one, () => undefined);
  later(id, 'look', PACE.lookAgainMs);
}

/**
 * Hands over again what the chain does not have: it lost what it was given last (it writes itself
 * down once a second), or a reorganisation took it out. Its own count of nonces says what that is;
 * what this stand-in wrote down of blocks may be older. In the order of the nonces, without those
 * that are kept out for a while.
 */
export function handAgainLost(moving: Moving, keptOut: ReadonlySet<string> = new Set()): void {
  const { state, chain } = moving;
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
      for (const { id } of lost) {
        const now = state.transactions.get(id);
        if (now !== undefined && !keptOut.has(id)) handAgain(moving, now);
      }
    });
  }
}

/** It is mined: written down at once, told by Circle a little later. */
function observed(moving: Moving, row: Transaction, found: Found): void {
  const { world, later } = moving;
  const known = row.mined;
  if (known === null || known.blockHash !== found.receipt.blockHash) note(moving, row, found);
  if (known !== null || isFinal(row.state)) return;
  const waitMs = row.fate?.word === 'delayed-complete' && row.fate.forMs !== null
    ? row.createdAtMs + row.fate.forMs - world.nowMs() : PACE.completeAfterMs;
  if (row.fate?.word === 'reorg' && found.receipt.isSuccess) {
    later(row.id, 'reorg', PACE.completeAfterMs / 2);
  }
  later(row.id, 'complete', Math.max(waitMs, 0));
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
function note({ world, state, commit }: Moving, row: Transaction, { one, receipt }: Found): void {
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
