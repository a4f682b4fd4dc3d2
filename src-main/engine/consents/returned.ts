import { ENGINE } from '../domain/actor.ts';
import { moveConsent, type Consent } from '../domain/consent.ts';
import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import { openOperation } from '../domain/payment.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { PayerReturn } from '../api.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { whenPayment } from '../payments/at-rest.ts';
import type { ConsentReturned } from '../../rails/rail.ts';
import { finishHashOf, openBox, sealBox } from './box.ts';

/**
 * A payer came back from the own wallet. The hash proves that the wallet sent it; the proof is
 * stored before anything is done with it. Once: who comes back again, or reloads the page, is told
 * how the payment stands. Refuses an address that we never gave, and parameters that prove nothing.
 */
export async function payerReturned(
  deps: OperationDeps,
  { finishKey, parameters, waitMs }: PayerReturn,
): Promise<Result<PaymentAggregate>> {
  const found = await deps.store.read.consentByFinish(finishHashOf(finishKey));
  if (found === null) return refuse('not_found');
  const recorded = await record(deps, found, parameters);
  // A link that did its work is told how the payment stands, however often it is opened.
  if (!recorded.ok && found.returnedAt === null) return recorded;
  const aggregate = await whenPayment(deps, found.paymentId, {
    timeoutMs: waitMs, holds: ({ payment, consent, operations }) =>
      isDecided(payment, consent) && openOperation(operations)?.state !== 'dispatching'
      && openOperation(operations)?.state !== 'scheduled',
  });
  return aggregate === null ? refuse('not_found') : accept(aggregate);
}

/** Nothing more happens to the consent within moments. */
function isDecided({ status }: Payment, consent: Consent | null): boolean {
  if (consent === null) return true;
  return status !== 'requested' || consent.state === 'ended' || consent.state === 'asked';
}

function record(
  deps: OperationDeps,
  found: Consent,
  parameters: Readonly<Record<string, string>>,
): Promise<Result<PaymentAggregate>> {
  return deps.transactions.change(
    found.paymentId,
    { actor: ENGINE, act: 'consent.returned', reason: '', data: { consent: found.id } },
    (aggregate, { nowMs }) => {
      const { consent, payment } = aggregate;
      // An older link, or one that has done its work: whoever holds it is told how it stands.
      if (consent?.id !== found.id || consent.state === 'ended') {
        return refuse('link_expired', { payment: payment.id });
      }
      if (consent.state !== 'asked') return accept({ aggregate });
      const rail = deps.rails[payment.rail].consent;
      const box = openBox(deps.secrets, consent);
      invariant(rail !== null && box.rail !== null, 'A rail that asks nobody asked a payer.');
      const moved = moveOn(deps, consent, {
        returned: rail.readReturn(box.rail, parameters), box, nowMs,
      });
      return moved.ok ? accept({ aggregate: { ...aggregate, consent: moved.value } }) : moved;
    },
  );
}

function moveOn(
  { secrets }: OperationDeps,
  consent: Consent,
  { returned, box, nowMs }: {
    readonly returned: ConsentReturned; readonly box: ReturnType<typeof openBox>;
    readonly nowMs: number;
  },
): Result<Consent> {
  switch (returned.kind) {
    case 'forged': return refuse('invalid_request', { hash: 'it proves nothing' });
    case 'refused': return moveConsent(consent, 'decline', {
      returnedAt: nowMs, dueAt: nowMs, failureText: returned.message,
    });
    case 'consented': return moveConsent(consent, 'return', {
      returnedAt: nowMs, dueAt: Math.max(nowMs, consent.readyAt ?? nowMs), failureText: null,
      box: sealBox(secrets, consent.id, { ...box, rail: returned.state }),
    });
  }
}
