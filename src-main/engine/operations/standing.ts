import { AITBC, BTC, rateFromPrice } from '../domain/money.ts';
import type { Purchase } from '../domain/purchase.ts';
import type { EngineContext } from '../context.ts';
import { ESCROW_RETURNED } from '../payments/follow-up.ts';
import type {
  EscrowFinding, RailCall, RailOperation, RailOutcome, RailRate,
} from '../../rails/rail.ts';
import type { Intent } from './intent.ts';

/** An answer that makes the call needless, or the question that only a person can decide. */
export type Foregone =
  | { readonly kind: 'outcome'; readonly outcome: RailOutcome }
  | { readonly kind: 'ask-person'; readonly text: string };

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
  if (clock.nowMs() < escrow.expiresAt) return null;
  const standing = await rails[payment.rail].escrowStanding(call, request);
  // Where the provider cannot tell, a person was asked before: this is what the person decided.
  if (standing.kind === 'cannot-tell' && escrow.decisionNeeded !== null) return null;
  return judge(request, standing);
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
