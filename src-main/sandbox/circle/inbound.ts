import { uuidV5 } from './core.ts';
import type { CircleState, Transaction } from './state.ts';

/** The other side of a transfer between two of our own wallets; null where the payee's is not. */
export function inboundOf(
  state: CircleState, row: Transaction, nowMs: number,
): Transaction | null {
  const wallet = state.walletAt.get(row.destination);
  if (wallet === undefined) return null;
  return {
    ...row, id: uuidV5(`inbound/${row.id}`), walletId: wallet.id, direction: 'INBOUND',
    state: 'COMPLETE', refId: '', feeLevel: '', createdAtMs: nowMs, updatedAtMs: nowMs,
    nonce: null, fate: null, hooks: null,
  };
}
