import { AITBC, BTC, convert, money, rateFromPrice, share } from '../../engine/domain/money.ts';
import { answer, header, refuse } from '../http/answers.ts';
import { amountText, openBody } from '../http/body.ts';
import type { ExchangeCore, ExchangeState, Purchase } from './exchange-state.ts';
import type { ProviderRequest, ProviderResponse, Quirks } from '../provider.ts';
import { isoTime, randomHex, stuckUntil, tokenHash } from '../world.ts';

/** How far above its present rate the exchange still sells, in basis points: 0.5 %. */
const TOLERANCE_BASIS_POINTS = 50n;

export function currentRate({ world, state }: ExchangeCore, quirks: Quirks): ProviderResponse {
  const asOfMs = world.nowMs() - (quirks.staleRateMs ?? 0);
  const as_of = isoTime(asOfMs);
  return answer(200, { base: BTC.code, quote: AITBC.code, rate: state.settings.rate, as_of });
}

export function tokenBalance({ state }: ExchangeCore, address: string): ProviderResponse {
  const minor = state.balances.get(address);
  if (minor === undefined) return refuse(404, `Unknown address: ${address}`);
  return answer(200, { address, balance: amountText(minor, AITBC) });
}

/** The same Idempotency-Key meets the first purchase; with another body it is refused. */
export function buyTokens(
  core: ExchangeCore,
  request: ProviderRequest,
  quirks: Quirks,
): ProviderResponse {
  const { world, state, commit } = core;
  const body = openBody(request.bodyText);
  const userId = body.text('user_id');
  const btc = body.amount('btc_amount', BTC);
  const aitbc = body.amount('aitbc_amount', AITBC);
  const account = body.text('aitbc_address');
  const escrowAddress = body.text('escrow_address');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  const reference = header(request, 'idempotency-key');
  const digest = JSON.stringify([userId, `${btc}`, `${aitbc}`, account, escrowAddress]);
  const earlier = reference === null ? undefined : purchaseOfReference(state, reference);
  if (earlier !== undefined) {
    if (earlier.request === digest) return answer(201, viewOf(earlier));
    return refuse(409, 'This Idempotency-Key was used with another request');
  }
  const reason = isWithinRate(state, btc, aitbc) ? null : 'The rate has moved';
  const stuck = reason === null && quirks.stuck !== undefined;
  const hash = reason === null && !stuck ? tokenHash(world) : null;
  const made: Purchase = {
    type: 'purchased',
    purchaseId: `pur_${randomHex(world, 12)}`,
    reference,
    request: digest,
    amount: aitbc.toString(),
    account,
    status: reason !== null ? 'refused' : stuck ? 'processing' : 'completed',
    reason,
    hash,
    atMs: world.nowMs(),
    untilMs: stuck ? stuckUntil(world, quirks) : null,
  };
  commit(made);
  return answer(201, viewOf(made));
}

function isWithinRate(state: ExchangeState, btc: bigint, aitbc: bigint): boolean {
  const price = rateFromPrice(state.settings.rate, BTC, AITBC);
  if (price === null) return false;
  const worth = convert(money(btc, BTC), price, AITBC, 'down');
  return aitbc <= worth.minor + share(worth, TOLERANCE_BASIS_POINTS, 'down').minor;
}

function purchaseOfReference(state: ExchangeState, reference: string): Purchase | undefined {
  const purchaseId = state.purchaseIdOfReference.get(reference);
  return purchaseId === undefined ? undefined : state.purchases.get(purchaseId);
}

export function purchaseStatus(
  { state }: ExchangeCore,
  purchaseId: string,
  quirks: Quirks,
): ProviderResponse {
  const found = state.purchases.get(purchaseId);
  if (found === undefined || quirks.noStatus === true) {
    return refuse(404, `Purchase not found: ${purchaseId}`);
  }
  return answer(200, viewOf(found));
}

export function findPurchases(
  { state }: ExchangeCore,
  reference: string | null,
  quirks: Quirks,
): ProviderResponse {
  if (quirks.noStatus === true) return refuse(404, 'Not Found');
  if (reference === null || reference === '') {
    const detail = [{ type: 'missing', loc: ['query', 'reference'], msg: 'Field required' }];
    return answer(422, { detail });
  }
  const found = purchaseOfReference(state, reference);
  return answer(200, { items: found === undefined ? [] : [viewOf(found)] });
}

function viewOf(purchase: Purchase): Record<string, unknown> {
  return {
    purchase_id: purchase.purchaseId,
    status: purchase.status,
    aitbc_amount: amountText(BigInt(purchase.amount), AITBC),
    aitbc_address: purchase.account,
    ...(purchase.hash === null ? {} : { transaction_hash: purchase.hash }),
    ...(purchase.reason === null ? {} : { reason: purchase.reason }),
  };
}
