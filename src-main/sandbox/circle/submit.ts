import type { TransferOrder } from '../evm/chain-port.ts';
import { failureOf } from './failures.ts';
import { PACE, type Moving } from './moving.ts';
import { isFinal, type Transaction, type Try, type Wallet } from './state.ts';

/** More than anybody has, so that the contract refuses on the chain. */
const TOO_MUCH = 10n ** 18n;

/** Gives a transaction its nonce and hands it to the chain: one at a time for each wallet. */
export function submitTransfer(
  { world, state, chain, put, fail, later }: Moving, broadcast: (id: string) => void,
  { id, done }: { readonly id: string; readonly done: () => void },
): void {
  const row = state.transactions.get(id);
  const wallet = state.wallets.get(row?.walletId ?? '');
  if (row?.state !== 'QUEUED' || wallet === undefined) return done();
  const refused = (reason: string): void => {
    const { errorReason, errorDetails } = failureOf(reason);
    const now = state.transactions.get(id);
    if (now?.state === 'QUEUED') fail(now, errorReason, errorDetails);
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
  const atNextNonce = (): void => {
    const next = state.nonces.get(wallet.id);
    // The first of a wallet's asks the chain; from then on we are the only one who counts.
    if (next === undefined) chain.nonce(wallet.address, signAt);
    else signAt(next);
  };
  if (row.fate?.word === 'reverted') return atNextNonce();
  chain.check(orderOf(row, wallet, 0), (reason) =>
    reason === null ? atNextNonce() : refused(reason));
}

/** A second try under the nonce of the first: the same for more, or nothing to oneself. */
export function replaceTry(
  { state, chain, put }: Moving, broadcast: (id: string) => void,
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
