import { openOperation, type PaymentAggregate } from '../domain/payment.ts';
import type { EngineContext } from '../context.ts';

/**
 * Waits until a payment rests: nothing is dispatching or submitted, and nothing is about to be
 * sent now. Answers it as it then is, or as it is after `timeoutMs`.
 */
export function whenAtRest(
  context: EngineContext,
  paymentId: string,
  timeoutMs: number,
): Promise<PaymentAggregate | null> {
  return whenPayment(context, paymentId, {
    timeoutMs, holds: (aggregate) => atRest(aggregate, context.clock.nowMs()),
  });
}

/** Waits until `holds` is true of a payment, looking after each of its commits. */
export function whenPayment(
  { store, clock }: EngineContext,
  paymentId: string,
  { timeoutMs, holds }: {
    readonly timeoutMs: number; readonly holds: (aggregate: PaymentAggregate) => boolean;
  },
): Promise<PaymentAggregate | null> {
  return new Promise((resolve, reject) => {
    let done = false;
    const finish = (aggregate: PaymentAggregate | null): void => {
      if (done) return;
      done = true;
      stopListening();
      cancelTimer();
      resolve(aggregate);
    };
    const look = (last: boolean): void => {
      store.read.payment(paymentId).then((aggregate) => {
        if (last || aggregate === null || holds(aggregate)) finish(aggregate);
      }, (error: unknown) => {
        stopListening();
        cancelTimer();
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    };
    const stopListening = store.onCommitted(({ paymentIds }) => {
      if (paymentIds.includes(paymentId)) look(false);
    });
    const cancelTimer = clock.after(timeoutMs, () => {
      look(true);
    });
    look(false);
  });
}

/** Nothing will change within the next moments by itself. */
function atRest({ operations }: PaymentAggregate, nowMs: number): boolean {
  const open = openOperation(operations);
  if (open === null || open.state === 'unclear') return true;
  // Waiting for a retry or in its undo window counts as rest; due now does not.
  return open.state === 'scheduled' && (open.deadAt !== null || open.dueAt > nowMs);
}
