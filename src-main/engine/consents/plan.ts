import { invariant } from '../domain/result.ts';
import { latestOperation, unpaid, type PaymentAggregate } from '../domain/payment.ts';
import { endConsent, type Consent } from '../domain/consent.ts';
import { money } from '../domain/money.ts';
import { replaceOperation } from '../domain/plan.ts';
import type { EngineContext } from '../context.ts';
import { planPayout, schedulePayout, type MoveRequest } from '../payments/moves.ts';
import { finishHashOf, newBox, openBox, sealBox } from './box.ts';

export type PlanDeps = Pick<EngineContext, 'ids' | 'random' | 'secrets'>;

/**
 * Adds a payout of what is not paid yet, and the consent that it waits for; where nobody in
 * particular is asked to pay, it only asks for the money. The caller has checked that nothing is
 * planned or open.
 */
export function planConsentedPayout(
  deps: PlanDeps,
  aggregate: PaymentAggregate,
  request: MoveRequest,
): PaymentAggregate {
  const { payment } = aggregate;
  const rest = money(unpaid(payment), payment.amount.asset);
  if (payment.payerAccount === null) return schedulePayout(aggregate, rest, request);
  const planned = planPayout(aggregate, rest, request);
  return withFreshConsent(deps, planned, { nowMs: request.nowMs, keepsAnchor: false });
}

/**
 * A new consent for the payout that is planned: the one before it, if it lives, ends with this
 * commit. `keepsAnchor`: it is the same payout, so the request for money made for it before is used
 * again and nobody can pay it twice. `because`: why the payer has to be asked once more.
 */
export function withFreshConsent(
  { ids, random, secrets }: PlanDeps,
  aggregate: PaymentAggregate,
  { nowMs, keepsAnchor, because = null }: {
    readonly nowMs: number; readonly keepsAnchor: boolean; readonly because?: string | null;
  },
): PaymentAggregate {
  const operation = latestOperation(aggregate.operations);
  invariant(operation?.state === 'planned', 'A consent belongs to a planned payout.');
  const id = ids.next('cns');
  const before = aggregate.consent;
  const box = newBox(
    random, keepsAnchor && before !== null ? openBox(secrets, before).rail : null,
  );
  const consent: Consent = {
    id, paymentId: aggregate.payment.id, operationId: operation.id,
    ordinal: (before?.ordinal ?? 0) + 1, state: 'preparing', endedAs: null,
    finishHash: finishHashOf(box.finishKey), link: null, linkExpiresAt: null, readyAt: null,
    debit: null, receive: null, incomingReference: null, quoteReference: null, quoteExpiresAt: null,
    box: sealBox(secrets, id, box), failureText: because, tries: 0, dueAt: nowMs, createdAt: nowMs,
    returnedAt: null, endedAt: null, closedAt: null, version: 1,
  };
  const cleared = replaceOperation(aggregate, {
    ...operation, failureCode: null, failureText: null,
  });
  return { ...cleared, consent };
}

/**
 * The consent ended without the payout being allowed: a person decides what becomes of it. Nothing
 * was sent.
 */
export function leaveToPerson(
  aggregate: PaymentAggregate,
  { code, text }: { readonly code: string; readonly text: string },
): PaymentAggregate {
  const { consent } = aggregate;
  const operation = latestOperation(aggregate.operations);
  invariant(operation?.state === 'planned' && consent !== null, 'Only a planned payout waits.');
  const told = replaceOperation(aggregate, { ...operation, failureCode: code, failureText: text });
  return { ...told, consent: { ...endConsent(consent, 'refused'), failureText: text } };
}
