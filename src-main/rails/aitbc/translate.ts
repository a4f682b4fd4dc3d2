/**
 * The exchange's token escrow (v1) in the words of the domain. Pure; every state is listed. An
 * operation is recognised by what the escrow paid since it began: see `movesSince`.
 */
import { z } from 'zod';

import { AITBC, formatAmountShort, parseAmount } from '../../engine/domain/money.ts';
import { optionalText, shortText } from '../exact-json.ts';
import { failedOutcome, rejected, unavailable, unclear } from '../provider-answer.ts';
import type { ProviderAnswer } from '../provider-answer.ts';
import { timeMs } from '../provider-time.ts';
import type { EscrowFinding, RailFinding, RailOperation, RailOutcome } from '../rail.ts';
import { evidenceOf, settledByHash, transactionHash } from './evidence.ts';
import type { Settled } from './evidence.ts';

/** Every state that the exchange names. `expired` still holds its tokens until it returns them. */
export const exchangeStates = [
  'pending', 'active', 'partially_released', 'released', 'refunded', 'expired',
] as const;
export type ExchangeState = (typeof exchangeStates)[number];

export const EXCHANGE_WORD = "the exchange's word";

/** One payment out of an escrow; without a hash it is under way. */
export type EscrowMove = {
  readonly kind: 'release' | 'refund';
  readonly minor: bigint;
  readonly hash: string | null;
};

/** A token escrow as the exchange shows it. `moves` is null where it does not say what it paid. */
export type TokenEscrow = {
  readonly escrowId: string;
  readonly jobId: string | null;
  readonly currency: string | null;
  readonly minor: bigint;
  readonly state: ExchangeState;
  readonly moves: readonly EscrowMove[] | null;
  readonly expiresAtMs: number | null;
  readonly raw: string;
};

const tokenAmount = z.string().transform((text, context) => {
  const parsed = parseAmount(text, AITBC);
  if (parsed.ok) return parsed.money.minor;
  context.addIssue(parsed.fault);
  return z.NEVER;
});
const moveView = z.object({
  kind: z.enum(['release', 'refund']),
  amount: tokenAmount,
  transaction_hash: optionalText,
});
const escrowView = z.object({
  escrow_id: shortText,
  job_id: optionalText,
  amount: tokenAmount,
  currency: optionalText,
  state: z.enum(exchangeStates),
  transaction_hash: optionalText,
  transactions: z.array(moveView).nullish(),
  expires_at: optionalText,
});
const escrowList = z.object({ items: z.array(z.unknown()) });
const createAnswer = z.object({ escrow_id: shortText });
const moveAnswer = z.object({ transaction_hash: optionalText, status: optionalText });

/** Reads one escrow; null where the answer has another form or a state that is not known. */
export function readTokenEscrow(json: unknown, raw: string): TokenEscrow | null {
  const parsed = escrowView.safeParse(json);
  if (!parsed.success) return null;
  const { escrow_id, job_id, amount, currency, state, transactions, expires_at } = parsed.data;
  const listed = transactions?.map((move) => ({
    kind: move.kind, minor: move.amount, hash: transactionHash(move.transaction_hash),
  }));
  const hash = transactionHash(parsed.data.transaction_hash);
  return {
    escrowId: escrow_id, jobId: job_id, currency, minor: amount, state, raw,
    moves: listed ?? wholeMoves[state](amount, hash),
    expiresAtMs: expires_at === null ? null : timeMs(expires_at),
  };
}

/** Reads the escrows of a job; null where any of them cannot be read. */
export function readTokenEscrows(json: unknown, raw: string): readonly TokenEscrow[] | null {
  const parsed = escrowList.safeParse(json);
  if (!parsed.success) return null;
  const escrows = parsed.data.items.map((item) => readTokenEscrow(item, raw));
  return escrows.every((escrow) => escrow !== null) ? escrows : null;
}

/** What an exchange without a list of moves paid out, where its one word tells. */
const wholeMoves = {
  pending: () => [],
  active: () => [],
  partially_released: () => null,
  released: (minor, hash) => [{ kind: 'release', minor, hash }],
  refunded: (minor, hash) => [{ kind: 'refund', minor, hash }],
  expired: () => [],
} as const satisfies Record<
  ExchangeState, (minor: bigint, hash: string | null) => readonly EscrowMove[] | null
>;

/** The escrow of a job that still holds something, if any; the exchange opens one at a time. */
export function openEscrowOf(escrows: readonly TokenEscrow[]): TokenEscrow | null {
  const isOpen = (escrow: TokenEscrow): boolean =>
    escrow.moves === null || leftOf(escrow, escrow.moves) > 0n;
  return escrows.find(isOpen) ?? null;
}

/** The id in the answer to a create call, or what became of it instead. */
export function createdEscrowId(answer: ProviderAnswer): string | RailOutcome {
  if (answer.kind !== 'taken') return failedOutcome(answer);
  const parsed = createAnswer.safeParse(answer.json);
  return parsed.success ? parsed.data.escrow_id
    : unclear('The exchange took the hold and named no escrow.');
}

/**
 * How an escrow compares with the hold that should have made it. `empty`: it holds nothing.
 * `returned`: it held our amount and gave it back. `in-use`: it paid out to someone.
 */
type HoldMatch =
  | { readonly is: 'ours' | 'pending' | 'returned' }
  | { readonly is: 'empty' | 'other' | 'in-use'; readonly code: string; readonly message: string };

function matchHold(escrow: TokenEscrow, operation: RailOperation): HoldMatch {
  const { escrowId, jobId, currency, minor, moves } = escrow;
  const ours = formatAmountShort(operation.amount);
  const theirs = `${formatAmountShort({ minor, asset: AITBC })} ${currency ?? AITBC.code}`;
  if (jobId !== null && jobId !== operation.jobId) {
    const message = `Escrow ${escrowId} belongs to another job: ${jobId}.`;
    return { is: 'other', code: 'escrow_mismatch', message };
  }
  if ((currency !== null && currency !== AITBC.code) || minor !== operation.amount.minor) {
    const message = `Escrow ${escrowId} of this job holds ${theirs}; ${ours} AITBC was asked.`;
    return { is: minor === 0n ? 'empty' : 'other', code: 'amount_mismatch', message };
  }
  if (moves?.length === 0) return { is: escrow.state === 'pending' ? 'pending' : 'ours' };
  if (moves !== null && moves.every((move) => move.kind === 'refund')
    && leftOf(escrow, moves) === 0n) return { is: 'returned' };
  const message = `Escrow ${escrowId} of this job has already paid out.`;
  return { is: 'in-use', code: 'escrow_in_use', message };
}

/** An open escrow of this job that stood there before anything was sent. */
export function adoptedHold(escrow: TokenEscrow, operation: RailOperation): RailOutcome {
  const match = matchHold(escrow, operation);
  return 'code' in match ? rejected(match.code, `${match.message} Nothing was sent.`)
    : heldOrEmpty(match, escrow);
}

/** The escrow read back after our create call: what differs may hold tokens of ours. */
export function createdHold(escrow: TokenEscrow, operation: RailOperation): RailOutcome {
  const match = matchHold(escrow, operation);
  if (match.is === 'other' || match.is === 'in-use') return unclear(match.message);
  return heldOrEmpty(match, escrow);
}

/** The escrow found when asking about an open hold. */
export function foundHold(escrow: TokenEscrow, operation: RailOperation): RailFinding {
  const match = matchHold(escrow, operation);
  if (match.is === 'other' || match.is === 'in-use') return unavailable(match.message);
  return heldOrEmpty(match, escrow);
}

function heldOrEmpty(
  match: HoldMatch,
  escrow: TokenEscrow,
): Extract<RailOutcome, { readonly kind: 'settled' | 'submitted' | 'rejected' }> {
  if ('code' in match) return rejected(match.code, `${match.message} Nothing is held.`);
  if (match.is === 'pending') return { kind: 'submitted', reference: escrow.escrowId };
  return settledHold(escrow);
}

function settledHold({ escrowId: reference, raw, expiresAtMs }: TokenEscrow): Settled {
  const evidence = evidenceOf('escrow-state', { reference, word: EXCHANGE_WORD, raw });
  return { kind: 'settled', reference, evidence, expiresAtMs };
}

/** A release or refund is settled by its transaction hash; taken without one it is submitted. */
export function movedOutcome(answer: ProviderAnswer, redact: (raw: string) => string): RailOutcome {
  if (answer.kind !== 'taken') return failedOutcome(answer);
  const parsed = moveAnswer.safeParse(answer.json);
  if (!parsed.success) return unclear('The exchange answered in a form that is not known.');
  const { transaction_hash: text, status } = parsed.data;
  const hash = transactionHash(text);
  if (hash !== null) return settledByHash(hash, EXCHANGE_WORD, redact(answer.raw));
  if (text !== null) return unclear('The exchange names a transaction hash that is not valid.');
  return status === null || status === 'pending'
    ? { kind: 'submitted', reference: null }
    : unclear(`The exchange answered without a transaction: ${status}`);
}

/**
 * The moves since this operation began. The escrow had paid `amount - heldAmount` by then, and one
 * operation is open at a time, so what comes beyond the moves that make up that sum is ours or the
 * exchange's own. Earlier moves are known by their hashes; where a person settled one by another
 * reference, the oldest moves have to make up the sum. Null where the sums do not meet.
 */
export function movesSince(
  { moves, minor }: TokenEscrow,
  { heldAmount, settledReferences }: Pick<RailOperation, 'heldAmount' | 'settledReferences'>,
): readonly EscrowMove[] | null {
  if (moves === null) return null;
  const paidBefore = minor - heldAmount.minor;
  const isEarlier = ({ hash }: EscrowMove): boolean =>
    hash !== null && settledReferences.includes(hash);
  const known = moves.filter(isEarlier);
  if (sumOf(known) === paidBefore) return moves.filter((move) => !isEarlier(move));
  let count = 0;
  while (count < moves.length && sumOf(moves.slice(0, count)) < paidBefore) count += 1;
  const oldest = moves.slice(0, count);
  const isWhole = sumOf(oldest) === paidBefore && oldest.every(({ hash }) => hash !== null)
    && known.every((move) => oldest.includes(move));
  return isWhole ? moves.slice(count) : null;
}

function sumOf(moves: readonly EscrowMove[]): bigint {
  return moves.reduce((total, { minor }) => total + minor, 0n);
}

/** What the escrow proves about a release or refund that is open. */
export function moveFinding(escrow: TokenEscrow, operation: RailOperation): RailFinding {
  const since = movesSince(escrow, operation);
  if (since === null) return unavailable(doesNotAddUp(escrow));
  const ours = since.find(
    (move) => move.kind === operation.kind && move.minor === operation.amount.minor,
  );
  if (ours !== undefined) {
    return ours.hash === null ? { kind: 'submitted', reference: null }
      : settledByHash(ours.hash, EXCHANGE_WORD, escrow.raw);
  }
  if (since.length === 0) return { kind: 'missing' };
  if (since.every((move) => move.hash !== null) && leftOf(escrow, escrow.moves ?? []) === 0n) {
    const isReturned = since.every((move) => move.kind === 'refund');
    const word = isReturned ? 'returned' : 'released';
    const message = `The exchange has ${word} what escrow ${escrow.escrowId} held.`;
    return rejected(`escrow_${word}`, message);
  }
  return unavailable(`Escrow ${escrow.escrowId} paid out something that Paydesk did not ask for.`);
}

/** Where the escrow stands, asked before Paydesk returns money at expiry. */
export function exchangeStanding(escrow: TokenEscrow, operation: RailOperation): EscrowFinding {
  const since = movesSince(escrow, operation);
  if (escrow.state === 'pending') return unavailable('The escrow is not funded yet.');
  if (since === null) return unavailable(doesNotAddUp(escrow));
  const last = since.at(-1);
  if (last === undefined) return { kind: 'held' };
  if (last.hash === null) return unavailable(`A ${last.kind} of this escrow is under way.`);
  if (since.length > 1 || leftOf(escrow, escrow.moves ?? []) !== 0n) {
    return unavailable(`Escrow ${escrow.escrowId} paid out parts that Paydesk did not ask for.`);
  }
  const { hash: reference } = last;
  const evidence = evidenceOf('transaction', { reference, word: EXCHANGE_WORD, raw: escrow.raw });
  return { kind: last.kind === 'refund' ? 'returned' : 'released', reference, evidence };
}

/** What the finished moves left in the escrow. */
function leftOf(escrow: TokenEscrow, moves: readonly EscrowMove[]): bigint {
  return escrow.minor - sumOf(moves.filter(({ hash }) => hash !== null));
}

function doesNotAddUp({ escrowId }: TokenEscrow): string {
  return `What escrow ${escrowId} paid out does not add up with what Paydesk knows of it.`;
}
