import { AITBC } from '../../engine/domain/money.ts';
import { answer, refuse } from '../http/answers.ts';
import { amountText } from '../http/body.ts';
import type { Body } from '../http/body.ts';
import { MARKETPLACE_ACCOUNT, remainingOf } from './exchange-state.ts';
import type { ExchangeCore, ExchangeState, MoveKind, TokenEscrow } from './exchange-state.ts';
import type { ProviderResponse, Quirks } from '../provider.ts';
import { isoTime, randomHex, stuckUntil, tokenHash } from '../world.ts';

const TIMEOUT_SECONDS_DEFAULT = 3600;
/** Who is credited when a job's provider was never named; the tokens wait there. */
export const UNCLAIMED_ACCOUNT = 'unclaimed';

export function holdTokens(core: ExchangeCore, body: Body, quirks: Quirks): ProviderResponse {
  const { world, state, commit } = core;
  const amount = body.amount('amount', AITBC);
  const currency = body.text('currency');
  const jobId = body.text('job_id');
  const seconds = body.seconds('timeout_seconds', TIMEOUT_SECONDS_DEFAULT);
  const buyer = body.optionalText('buyer');
  const provider = body.optionalText('provider');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  if (currency !== AITBC.code) return refuse(400, `Unsupported currency: ${currency}`);
  const open = openEscrowOf(state, jobId);
  if (open !== null) return answer(200, { escrow_id: open.escrowId });
  const payer = buyer !== null && state.balances.has(buyer) ? buyer : MARKETPLACE_ACCOUNT;
  const available = state.balances.get(payer) ?? 0n;
  if (available < amount) {
    const [has, needs] = [amountText(available, AITBC), amountText(amount, AITBC)];
    return refuse(402, `Insufficient AITBC balance of ${payer}: ${has} available, ${needs} needed`);
  }
  const escrowId = `esc_${randomHex(world, 12)}`;
  const atMs = world.nowMs();
  const pending = quirks.stuck !== undefined;
  const untilMs = stuckUntil(world, quirks);
  const expiresAtMs = atMs + seconds * 1000;
  commit({
    type: 'held', escrowId, jobId, amount: amount.toString(), payer, provider, expiresAtMs, atMs,
    pending, untilMs,
  });
  return answer(200, { escrow_id: escrowId });
}

/** The exchange looks at the job alone: it answers the open escrow whatever amount is asked. */
function openEscrowOf(state: ExchangeState, jobId: string): TokenEscrow | null {
  for (const escrowId of state.escrowIdsOfJob.get(jobId) ?? []) {
    const escrow = state.escrows.get(escrowId);
    if (escrow !== undefined && remainingOf(escrow) > 0n) return escrow;
  }
  return null;
}

export function moveTokens(
  core: ExchangeCore,
  kind: MoveKind,
  { body, quirks }: { body: Body; quirks: Quirks },
): ProviderResponse {
  const { world, state, commit } = core;
  const escrowId = body.text('escrow_id');
  const address = kind === 'refund' ? body.optionalText('address') : null;
  const asked = body.optionalAmount('amount', AITBC);
  body.optionalText('reason');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  const escrow = state.escrows.get(escrowId);
  if (escrow === undefined) return refuse(404, `Escrow not found: ${escrowId}`);
  if (escrow.pendingHold) return refuse(409, 'Escrow is not funded yet');
  if (escrow.pendingMove !== null) {
    return refuse(409, `A ${escrow.pendingMove.kind} of this escrow is already being processed`);
  }
  const remaining = remainingOf(escrow);
  if (remaining === 0n) return refuse(409, `Escrow is already ${stateOf(escrow, world.nowMs())}`);
  const amount = asked ?? remaining;
  if (amount > remaining) {
    return refuse(400, `Amount exceeds the ${amountText(remaining, AITBC)} AITBC left in escrow`);
  }
  const account =
    kind === 'release' ? (escrow.provider ?? UNCLAIMED_ACCOUNT) : (address ?? escrow.payer);
  const facts = { escrowId, kind, amount: amount.toString(), account, atMs: world.nowMs() };
  if (quirks.stuck !== undefined) {
    commit({ type: 'move-accepted', ...facts, untilMs: stuckUntil(world, quirks) });
    return answer(202, { status: 'pending', transaction_hash: null });
  }
  const hash = tokenHash(world);
  commit({ type: 'moved', ...facts, hash });
  return answer(200, { transaction_hash: hash });
}

export function escrowStatus(
  { world, state }: ExchangeCore,
  escrowId: string,
  quirks: Quirks,
): ProviderResponse {
  if (quirks.noStatus === true) return refuse(404, 'Not Found');
  const escrow = state.escrows.get(escrowId);
  if (escrow === undefined) return refuse(404, `Escrow not found: ${escrowId}`);
  return answer(200, viewOf(escrow, world.nowMs()));
}

export function findEscrows(
  { world, state }: ExchangeCore,
  jobId: string | null,
  quirks: Quirks,
): ProviderResponse {
  if (quirks.noStatus === true) return refuse(404, 'Not Found');
  if (jobId === null || jobId === '') {
    const detail = [{ type: 'missing', loc: ['query', 'job_id'], msg: 'Field required' }];
    return answer(422, { detail });
  }
  const items = (state.escrowIdsOfJob.get(jobId) ?? []).flatMap((escrowId) => {
    const escrow = state.escrows.get(escrowId);
    return escrow === undefined ? [] : [viewOf(escrow, world.nowMs())];
  });
  return answer(200, { items });
}

function viewOf(escrow: TokenEscrow, nowMs: number): Record<string, unknown> {
  const made = escrow.moves.map(({ kind, amount, hash, atMs }) => ({
    kind,
    amount: amountText(amount, AITBC),
    transaction_hash: hash,
    at: isoTime(atMs),
  }));
  const { pendingMove } = escrow;
  const pending =
    pendingMove === null
      ? []
      : [
          {
            kind: pendingMove.kind,
            amount: amountText(BigInt(pendingMove.amount), AITBC),
            transaction_hash: null,
            at: isoTime(pendingMove.atMs),
          },
        ];
  return {
    escrow_id: escrow.escrowId,
    job_id: escrow.jobId,
    amount: amountText(escrow.amount, AITBC),
    currency: AITBC.code,
    state: stateOf(escrow, nowMs),
    released_amount: amountText(escrow.released, AITBC),
    refunded_amount: amountText(escrow.refunded, AITBC),
    transactions: [...made, ...pending],
    expires_at: isoTime(escrow.expiresAtMs),
  };
}

/** The exchange's one word for an escrow; once a split is paid out whole it says `released`. */
function stateOf(escrow: TokenEscrow, nowMs: number): string {
  if (escrow.pendingHold) return 'pending';
  if (remainingOf(escrow) === 0n) return escrow.released > 0n ? 'released' : 'refunded';
  if (nowMs >= escrow.expiresAtMs) return 'expired';
  return escrow.released > 0n ? 'partially_released' : 'active';
}
