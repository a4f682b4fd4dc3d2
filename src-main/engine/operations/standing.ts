import { AITBC, BTC, rateFromPrice } from '../domain/money.ts';
import { WAITS_FOR_PROVIDER } from '../domain/operation.ts';
import type { Escrow } from '../domain/payment.ts';
import type { Purchase } from '../domain/purchase.ts';
import type { EngineContext } from '../context.ts';
import { ESCROW_RETURNED } from '../payments/follow-up.ts';
import type {
  EscrowFinding, RailCall, RailOperation, RailOutcome, RailRate,
} from '../../rails/rail.ts';
import type { Intent } from './intent.ts';

/**
 * Why a call does not leave: an answer that makes it needless, a question that only a person can
 * decide, or a moment before which it would do harm.
 */
export type Foregone =
  | {
    readonly kind: 'wait'; readonly untilMs: number; readonly code: string;
    readonly text: string;
  }
  | { readonly kind: 'outcome'; readonly outcome: RailOutcome }
  | { readonly kind: 'ask-person'; readonly text: string };

/** How long a provider may take to return an escrow that ran out, and how often it is asked. */
const RETURN_GRACE_MS = 900_000;
const RETURN_PAUSE_MS = 60_000;
const RETURNS_BY_ITSELF =
  'the provider returns this escrow by itself at its end; a refund before would be paid twice';

/**
 * Before a release or refund of an escrow that has run out, where the provider may have returned
 * the money itself, the provider is asked: only "still held" lets the call leave (DESIGN 4).
 * Null where nothing needs to be asked or the money is still held.
 */
export async function foregone(
  { rails, clock }: Pick<EngineContext, 'rails' | 'clock'>,
  intent: Intent,
  call: RailCall,
): Promise<Foregone | null> {
  const { aggregate: { escrow, payment }, operation, connection, request, purchase } = intent;
  if (operation.kind === 'purchase' && purchase !== null) {
    return judgeRate(purchase, await rails.aitbc.rate(call));
  }
  if (operation.kind !== 'release' && operation.kind !== 'refund') return null;
  if (escrow === null || connection.expiryOwner === 'paydesk') return null;
  const nowMs = clock.nowMs();
  // A provider that returns escrows at their end, whatever was refunded beside them, would pay the
  // second time then: it is left to do so, and Paydesk refunds only on a person's word.
  const returnsAnyway = operation.kind === 'refund' && connection.expiryOwner === 'provider'
    && !rails[payment.rail].capabilities.refundEndsEscrow;
  if (nowMs < escrow.expiresAt) {
    return returnsAnyway
      ? waitForProvider(escrow.expiresAt) : null;
  }
  const standing = await rails[payment.rail].escrowStanding(call, request);
  // A person was asked before, because the provider cannot tell or has not done what it should:
  // this is what the person decided.
  const decided = escrow.decisionNeeded !== null;
  if (standing.kind === 'cannot-tell' && decided) return null;
  if (standing.kind === 'held' && returnsAnyway && !decided) return late(escrow, nowMs);
  return judge(request, standing);
}

function waitForProvider(untilMs: number): Foregone {
  return { kind: 'wait', untilMs, code: WAITS_FOR_PROVIDER, text: RETURNS_BY_ITSELF };
}

/** The escrow has run out, and the provider that should return it still holds it. */
function late({ expiresAt }: Escrow, nowMs: number): Foregone {
  return nowMs < expiresAt + RETURN_GRACE_MS
    ? waitForProvider(nowMs + RETURN_PAUSE_MS)
    : {
      kind: 'ask-person',
      text: 'The escrow ran out. The provider returns escrows by itself, and still holds this one.',
    };
}

function judge(request: RailOperation, standing: EscrowFinding): Foregone | null {
  switch (standing.kind) {
    case 'held': return null;
    case 'returned': return {
      kind: 'outcome',
      // The return of everything proves no refund of a part: then all of it follows as a refund.
      outcome: request.kind === 'refund' && request.amount.minor === request.heldAmount.minor
        ? {
          kind: 'settled', reference: standing.reference, evidence: standing.evidence,
          expiresAtMs: null,
        }
        : {
          kind: 'rejected', code: ESCROW_RETURNED,
          message: 'the provider had already returned the escrow',
        },
    };
    case 'released': return {
      kind: 'outcome',
      outcome: {
        kind: 'rejected', code: 'escrow_released',
        message: `the provider says that it released the escrow (${standing.reference})`,
      },
    };
    case 'cannot-tell': return {
      kind: 'ask-person',
      text: 'The escrow ran out, and the provider cannot say whether it returned the money.',
    };
    case 'unavailable': return {
      kind: 'outcome',
      outcome: { kind: 'not-received', message: standing.message, retryAfterMs: null },
    };
  }
}

/** A rate may move by this much, in either direction, between the quote and the purchase: 0.5 %. */
const RATE_TOLERANCE_PARTS = 200n;

function judgeRate(purchase: Purchase, answer: RailRate): Foregone | null {
  if (answer.kind === 'unavailable') {
    return {
      kind: 'outcome',
      outcome: { kind: 'not-received', message: answer.message, retryAfterMs: null },
    };
  }
  const quoted = rateFromPrice(purchase.rate, BTC, AITBC);
  const present = rateFromPrice(answer.price, BTC, AITBC);
  if (quoted !== null && present !== null) {
    const then = quoted.numerator * present.denominator;
    const now = present.numerator * quoted.denominator;
    const moved = now > then ? now - then : then - now;
    if (moved * RATE_TOLERANCE_PARTS <= then) return null;
  }
  return {
    kind: 'outcome',
    outcome: {
      kind: 'rejected', code: 'rate_moved',
      message: `the rate moved from ${purchase.rate} to ${answer.price}; nothing was bought`,
    },
  };
}
