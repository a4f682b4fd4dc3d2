import { useEffect, useState } from 'react';
import type { OperationView, PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { call } from '../../../../engine/call.ts';
import { shownMoney } from '../../../../format/hide-amounts.ts';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';
import { lower, t } from '../../../../words/t.ts';

/** A payment with something in its undo window. */
export type LeavingPage = PaymentPage & { readonly undo: NonNullable<PaymentPage['undo']> };

type OperationState = OperationView['state'];

/** States in which an operation has not been answered yet; before and while it leaves. */
const underWay: ReadonlySet<OperationState> =
  new Set(['planned', 'scheduled', 'dispatching']);

/**
 * What was asked for on a list and has not left yet. `reading` is what the list was drawn from:
 * with each new one the payment is asked again, and once its operation was answered the bar goes
 * and a toast says what came of it.
 */
export function useLeaving(reading: unknown) {
  const [leaving, setLeaving] = useState<LeavingPage | null>(null);

  /** After a verb: what is about to leave can be stopped where it was asked for. */
  async function settle(paymentId: string): Promise<void> {
    try {
      const page = await call('payments.get', { paymentId });
      setLeaving(page.undo === null ? null : { ...page, undo: page.undo });
    } catch (problem) {
      toastRefusal(problem);
    }
  }

  useEffect(() => {
    if (leaving === null) return undefined;
    let gone = false;
    void outcomeOf(leaving).then((state) => {
      if (gone || state === null) return;
      setLeaving(null);
      if (state === 'cancelled') return;
      toastDone(t('verbs.done.became', {
        what: leavingWords(leaving), state: lower(t(`status.operation.${state}`)),
      }));
    });
    return () => { gone = true; };
  }, [reading, leaving]);

  return { leaving, settle };
}

/**
 * What its operation became; null while it has not been answered, and where that cannot be read
 * now: it is asked again with the next reading.
 */
async function outcomeOf({ payment, undo }: LeavingPage): Promise<OperationState | null> {
  const now = await call('payments.get', { paymentId: payment.id }).catch(() => null);
  const state = now?.operations.find(({ id }) => id === undo.operationId)?.state;
  return state === undefined || underWay.has(state) ? null : state;
}

/** "Release of 0.00100000 BTC to Ana Lima". */
export function leavingWords({ undo, payment, operations }: LeavingPage): string {
  const amount = operations.find(({ id }) => id === undo.operationId)?.amount ?? payment.inMotion;
  const whom = undo.kind === 'refund' ? payment.payer : payment.payee;
  return t(`verbs.undo.${undo.kind}`, { amount: shownMoney(amount), whom });
}
