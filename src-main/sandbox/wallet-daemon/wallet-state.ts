import { BTC } from '../../engine/domain/money.ts';
import { createDueQueue } from '../due-queue.ts';
import { createBookkeeper } from '../world.ts';
import type { Bookkeeper, World } from '../world.ts';
import { addressOfLabel } from './bitcoin.ts';
import type { WalletEvent } from './wallet-events.ts';

/** Where released escrows go: the one payout address that this daemon is configured with. */
export const MERCHANT_ADDRESS = addressOfLabel('paydesk sandbox merchant');
/** Whom an escrow returns to where the daemon is configured to return it. */
export const PAYER_LABEL = 'payer';

export type Escrow = {
  readonly address: string;
  readonly keyHex: string | null;
  readonly amount: bigint;
  readonly expiresAtMs: number;
  status: 'active' | 'released' | 'refunded' | 'expired';
  hash: string | null;
  releasePending: boolean;
};

export type PendingRefund = Extract<WalletEvent, { type: 'refund-accepted' }>;
type Due = { readonly expiry: string } | { readonly release: string } | { readonly refund: string };

/** The daemon's memory: escrows by address, and what is pending, rebuilt from events alone. */
export function createWalletState(world: World) {
  const memory = {
    escrows: new Map<string, Escrow>(),
    pendingReleases: new Set<string>(),
    pendingRefunds: new Map<string, PendingRefund>(),
    /** Signed transactions in hex, by their id. */
    transactions: new Map<string, string>(),
    due: createDueQueue<Due>(),
  };
  const book = createBookkeeper(world, { provider: 'walletDaemon', asset: BTC });
  const all = { ...memory, book };
  return { ...memory, apply: (event: WalletEvent) => applyEvent(all, event) };
}

export type WalletState = ReturnType<typeof createWalletState>;
type Memory = Omit<WalletState, 'apply'> & { readonly book: Bookkeeper };

function applyEvent(memory: Memory, event: WalletEvent): void {
  const { escrows, pendingReleases, pendingRefunds, transactions, due } = memory;
  const escrow = 'address' in event ? escrows.get(event.address) : undefined;
  switch (event.type) {
    case 'held': {
      const { address, keyHex, expiresAtMs, atMs } = event;
      const amount = BigInt(event.amount);
      const fresh = { status: 'active', hash: null, releasePending: false } as const;
      escrows.set(address, { address, keyHex, amount, expiresAtMs, ...fresh });
      due.push(expiresAtMs, { expiry: address });
      const facts = { reference: address, account: address, amount, hash: null, atMs };
      return memory.book('hold', facts);
    }
    case 'release-accepted':
      if (escrow !== undefined) escrow.releasePending = true;
      pendingReleases.add(event.address);
      if (event.untilMs !== null) due.push(event.untilMs, { release: event.address });
      return;
    case 'refund-accepted':
      pendingRefunds.set(event.refundId, event);
      if (event.untilMs !== null) due.push(event.untilMs, { refund: event.refundId });
      return;
    case 'refunded': {
      const { paymentId: reference, address: account, hash, atMs } = event;
      pendingRefunds.delete(event.refundId);
      if (event.hex !== null) transactions.set(hash, event.hex);
      const amount = BigInt(event.amount);
      return memory.book('refund', { reference, account, amount, hash, atMs });
    }
    case 'expired':
      if (escrow !== undefined) escrow.status = 'expired';
      return;
    case 'released':
    case 'returned':
      return applyEnd(memory, event);
  }
}

function applyEnd(
  memory: Memory,
  event: Extract<WalletEvent, { type: 'released' | 'returned' }>,
): void {
  const escrow = memory.escrows.get(event.address);
  if (escrow === undefined) return;
  const released = event.type === 'released';
  escrow.status = released ? 'released' : 'refunded';
  escrow.hash = event.hash;
  escrow.releasePending = false;
  memory.pendingReleases.delete(event.address);
  if (event.hex !== null) memory.transactions.set(event.hash, event.hex);
  const account = released ? MERCHANT_ADDRESS : PAYER_LABEL;
  const { address: reference, hash, atMs } = event;
  const { amount } = escrow;
  memory.book(released ? 'release' : 'refund', { reference, account, amount, hash, atMs });
}
