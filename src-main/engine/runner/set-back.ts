import { ENGINE } from '../domain/actor.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import { replaceOperation } from '../domain/plan.ts';
import { accept } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import type { OperationDeps } from '../operations/intent.ts';

/** The longest pause between two questions is a minute, or a call's deadline (two minutes). */
const PAUSE_MS_MAX = 120_000;
const ROUND_MAX = 200;

/**
 * Asks now what would be asked later than any pause lasts: the clock was set back since that was
 * decided, and a payment in doubt must not wait in silence until the time is back (R11, R14), nor
 * a payer who came back. Asking moves no money. One that cannot be moved is asked when its time
 * comes.
 */
export async function askAtOnce({ store, clock, transactions }: OperationDeps): Promise<void> {
  for (;;) {
    let moved = 0;
    const far = await store.read.questionsBeyond(clock.nowMs() + PAUSE_MS_MAX, ROUND_MAX);
    await Promise.all(far.map((work) =>
      transactions.change(
        work.paymentId ?? '',
        { actor: ENGINE, act: 'operation.inquire', reason: 'The clock was set back.' },
        (aggregate, { nowMs }) => {
          const asked = work.kind === 'consent' ? consentNow(aggregate, work, nowMs)
            : operationNow(aggregate, work, nowMs);
          if (asked === null) return accept({ aggregate });
          moved += 1;
          return accept({ aggregate: asked });
        },
      )));
    // A round that moved nothing would find the same rows again, for ever.
    if (far.length < ROUND_MAX || moved === 0) return;
  }
}

/** Null where a person ended it meanwhile: it has nothing left to be asked. */
function operationNow(
  aggregate: PaymentAggregate, { subjectId }: Work, nowMs: number,
): PaymentAggregate | null {
  const operation = aggregate.operations.find(({ id }) => id === subjectId);
  const isAsked = operation?.state === 'submitted' || operation?.state === 'unclear';
  return isAsked && operation.dueAt > nowMs + PAUSE_MS_MAX
    ? replaceOperation(aggregate, { ...operation, dueAt: nowMs }) : null;
}

/** Null for a link that its payer has: it works as long as its bank says. */
function consentNow(
  aggregate: PaymentAggregate, { subjectId }: Work, nowMs: number,
): PaymentAggregate | null {
  const { consent } = aggregate;
  return consent?.id === subjectId && consent.state !== 'asked'
    && consent.dueAt > nowMs + PAUSE_MS_MAX
    ? { ...aggregate, consent: { ...consent, dueAt: nowMs } } : null;
}
