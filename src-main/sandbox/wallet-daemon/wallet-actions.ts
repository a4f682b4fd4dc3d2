import { BTC } from '../../engine/domain/money.ts';
import { answer, refuse } from '../http/answers.ts';
import { amountText } from '../http/body.ts';
import type { Body } from '../http/body.ts';
import type { ProviderResponse, Quirks } from '../provider.ts';
import { randomHex, stuckUntil } from '../world.ts';
import type { World } from '../world.ts';
import { isPayable } from './bitcoin.ts';
import type { BitcoinWallet } from './bitcoin.ts';
import type { WalletEvent } from './wallet-events.ts';
import { MERCHANT_ADDRESS, PAYER_LABEL } from './wallet-state.ts';
import type { PendingRefund, WalletState } from './wallet-state.ts';

const TIMEOUT_SECONDS_DEFAULT = 3600;
/** More than every bitcoin there will be: the hot wallet has no other limit. */
const REFUND_MAX = 21_000_000n * 100_000_000n;

/** What the daemon's actions share; `commit` writes an event and then applies it. */
export type WalletCore = {
  readonly world: World;
  readonly wallet: BitcoinWallet;
  readonly state: WalletState;
  commit(event: WalletEvent): void;
};

export function createEscrow(core: WalletCore, body: Body): ProviderResponse {
  const { world, wallet, commit } = core;
  const amount = body.amount('amount', BTC);
  const currency = body.text('currency');
  const seconds = body.seconds('timeout_seconds', TIMEOUT_SECONDS_DEFAULT);
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  if (currency !== BTC.code) return refuse(400, `Unsupported currency: ${currency}`);
  const atMs = world.nowMs();
  const { address, keyHex } = wallet.freshAddress();
  const expiresAtMs = atMs + seconds * 1000;
  commit({ type: 'held', address, keyHex, amount: amount.toString(), expiresAtMs, atMs });
  return answer(200, { address });
}

export function releaseEscrow(core: WalletCore, body: Body, quirks: Quirks): ProviderResponse {
  const { world, state, commit } = core;
  const address = body.text('address');
  body.optionalText('reason');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  const escrow = state.escrows.get(address);
  if (escrow === undefined) return refuse(404, `Escrow not found: ${address}`);
  if (escrow.releasePending) return refuse(409, 'Escrow release is already being processed');
  if (escrow.status !== 'active') return refuse(409, `Escrow is already ${escrow.status}`);
  if (quirks.stuck !== undefined) {
    commit({ type: 'release-accepted', address, untilMs: stuckUntil(world, quirks) });
    return answer(202, { status: 'pending', transaction_hash: null });
  }
  return answer(200, { transaction_hash: completeRelease(core, address, world.nowMs()) });
}

export function sendRefund(core: WalletCore, body: Body, quirks: Quirks): ProviderResponse {
  const { world, commit } = core;
  const paymentId = body.text('payment_id');
  const address = body.text('address');
  const minor = body.amount('amount', BTC);
  body.optionalText('reason');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  if (!isPayable(address)) return refuse(400, `Invalid address: ${address}`);
  if (minor > REFUND_MAX) return refuse(400, 'Insufficient funds in the hot wallet');
  const refundId = randomHex(world, 8);
  const amount = minor.toString();
  if (quirks.stuck !== undefined) {
    const pending = { refundId, paymentId, address, amount, untilMs: stuckUntil(world, quirks) };
    commit({ type: 'refund-accepted', ...pending });
    return answer(202, { status: 'pending', transaction_hash: null });
  }
  const order = { refundId, paymentId, address, amount };
  return answer(200, { transaction_hash: completeRefund(core, order, world.nowMs()) });
}

export function escrowStatus(
  { state }: WalletCore,
  address: string,
  quirks: Quirks,
): ProviderResponse {
  if (quirks.noStatus === true) return refuse(404, 'Not Found');
  const escrow = state.escrows.get(address);
  if (escrow === undefined) return refuse(404, `Escrow not found: ${address}`);
  return answer(200, {
    address,
    amount: amountText(escrow.amount, BTC),
    currency: BTC.code,
    status: escrow.status,
    ...(escrow.hash === null ? {} : { transaction_hash: escrow.hash }),
  });
}

/** Pays an active escrow to the merchant; null, and nothing done, where it is not active. */
export function completeRelease(core: WalletCore, address: string, atMs: number): string | null {
  const escrow = core.state.escrows.get(address);
  if (escrow === undefined || escrow.status !== 'active') return null;
  const { keyHex, amount } = escrow;
  const { hash, hex } = core.wallet.pay({ keyHex, amount, to: MERCHANT_ADDRESS });
  core.commit({ type: 'released', address, hash, hex, atMs });
  return hash;
}

/** Pays a refund from the hot wallet, whatever escrow it was meant for. */
export function completeRefund(
  core: WalletCore,
  { refundId, paymentId, address, amount }: RefundOrder,
  atMs: number,
): string {
  const { hash, hex } = core.wallet.pay({ keyHex: null, amount: BigInt(amount), to: address });
  core.commit({ type: 'refunded', refundId, paymentId, address, amount, hash, hex, atMs });
  return hash;
}

type RefundOrder = Omit<PendingRefund, 'type' | 'untilMs'>;

/** Ends an escrow whose time is over, unless its release is already under way. */
export function expireEscrow(
  core: WalletCore,
  address: string,
  how: { readonly returns: boolean; readonly atMs: number },
): void {
  const escrow = core.state.escrows.get(address);
  if (escrow === undefined || escrow.status !== 'active' || escrow.releasePending) return;
  if (!how.returns) return core.commit({ type: 'expired', address });
  const { keyHex, amount } = escrow;
  const { hash, hex } = core.wallet.pay({ keyHex, amount, to: PAYER_LABEL });
  core.commit({ type: 'returned', address, hash, hex, atMs: how.atMs });
}
