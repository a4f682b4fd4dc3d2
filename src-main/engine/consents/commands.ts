import type { PaymentAggregate } from '../domain/payment.ts';
import { isTerminal, latestOperation } from '../domain/payment.ts';
import { railAssets } from '../domain/rails.ts';
import { refuse, type RefusalCode } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { Ask, ConsentCommands, PaymentAct } from '../api.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { act } from '../payments/acts.ts';
import { whenPayment } from '../payments/at-rest.ts';
import { refundable } from '../payments/refundable.ts';
import { repay, repayable } from '../payouts/repay.ts';
import { createPayout } from './create.ts';
import { payBack } from './pay-back.ts';
import { planConsentedPayout, withFreshConsent } from './plan.ts';
import { payerReturned } from './returned.ts';

/**
 * Payments to which their payer consents at the own wallet: they are started, their payer is asked
 * again, what was paid is paid back, and payers come back.
 */
export function createConsentCommands(deps: OperationDeps): ConsentCommands {
  return {
    start: async (ask, input) => {
      const created = await createPayout(deps, ask, input);
      return created.ok ? whenAsked(deps, created.value, input.waitMs) : created;
    },
    askPayer: async (ask, input) => {
      const asked = await askAgain(deps, ask, input);
      return asked.ok ? whenAsked(deps, asked.value, input.waitMs) : asked;
    },
    refundable: async (paymentId) => {
      const paid = await deps.store.read.payment(paymentId);
      if (paid === null) return refuse('not_found', { payment: paymentId });
      return paysFromTreasury(paid) ? repayable(deps, paymentId)
        : accept(await refundable(deps, paid));
    },
    payBack: async (ask, input) => {
      const paid = await deps.store.read.payment(input.paymentId);
      if (paid !== null && paysFromTreasury(paid)) return repay(deps, ask, input);
      const created = await payBack(deps, ask, input);
      return created.ok ? whenAsked(deps, created.value, input.waitMs) : created;
    },
    returned: (input) => payerReturned(deps, input),
  };
}

function paysFromTreasury({ payment: { rail } }: PaymentAggregate): boolean {
  return railAssets[rail].paysFrom === 'treasury';
}

/** A fresh link for a payout that waits; a new payout where the one before it has ended. */
function askAgain(
  deps: OperationDeps,
  ask: Ask,
  input: PaymentAct,
): Promise<Result<PaymentAggregate>> {
  return act(deps, { ask, input, verb: 'askPayer' }, (aggregate, { nowMs }) => {
    const latest = latestOperation(aggregate.operations);
    return accept({
      aggregate: latest?.state === 'planned'
        ? withFreshConsent(deps, aggregate, { nowMs, keepsAnchor: true })
        : planConsentedPayout(deps, aggregate, {
          ids: deps.ids, nowMs, requestedBy: ask.actor.name, reason: input.reason, delayMs: 0,
          batchId: null, retryOf: latest?.state === 'rejected' ? latest.id : null,
        }),
    });
  });
}

/**
 * Waits for the link. Refuses with the provider's words where there will be none, and says where it
 * takes longer than the caller waits: the payment is there, and goes on being asked for.
 */
async function whenAsked(
  deps: OperationDeps,
  { payment }: PaymentAggregate,
  waitMs: number,
): Promise<Result<PaymentAggregate>> {
  const aggregate = await whenPayment(deps, payment.id, {
    timeoutMs: waitMs,
    holds: (current) => isTerminal(current.payment.status) || !isBeingAsked(current),
  });
  invariant(aggregate !== null, 'A payment that was just stored is gone.');
  const { consent, operations } = aggregate;
  if (consent === null && latestOperation(operations)?.state === 'submitted') {
    return accept(aggregate);
  }
  if (consent !== null && consent.state !== 'preparing' && consent.state !== 'ended') {
    return accept(aggregate);
  }
  const details = { pendingId: payment.id };
  if (isBeingAsked(aggregate)) return refuse('provider_unavailable', details);
  const told = consent?.failureText ?? latestOperation(operations)?.failureText ?? undefined;
  const code: RefusalCode = 'quote_refused';
  return refuse(code, details, told);
}

/** Nobody has said yes or no yet: to the link, or to a request for money that asks nobody. */
function isBeingAsked({ consent, operations }: PaymentAggregate): boolean {
  if (consent !== null) return consent.state === 'preparing';
  const state = latestOperation(operations)?.state;
  return state === 'scheduled' || state === 'dispatching' || state === 'unclear';
}
