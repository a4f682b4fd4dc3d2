import { ENGINE } from '../domain/actor.ts';
import { isOpen, type Operation } from '../domain/operation.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import { replaceOperation } from '../domain/plan.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { openItem } from '../attention/items.ts';
import type { Write } from '../ports.ts';
import { outcomeContext, type OperationDeps } from './intent.ts';
import { lose } from './outcome.ts';

/** What was answered (settled, submitted, rejected, …), by which reference where it names one. */
export type LateAnswer = { readonly kind: string; readonly reference?: string | null };

/** An answer of the provider that could not be recorded as it came. */
export type Unrecorded = {
  readonly paymentId: string;
  readonly operationId: string;
  readonly answer: LateAnswer;
  /** What keeps the answer itself (the attempt), whatever becomes of the operation. */
  readonly attempt: readonly Write[];
};

/** The pause before a provider is asked again whose evidence could not be used. */
const ASK_AGAIN_MS = 60_000;

/**
 * Keeps an answer that does not fit. Either its operation is still open and the store refused the
 * evidence (a reference that already proves another operation): then the outcome is not known. Or
 * it was ended otherwise meanwhile (two operators declared it, say), and ended operations never
 * change (R7). Where the answer says that money moved, it stands in front of a person either way.
 */
export async function recordContradiction(
  deps: OperationDeps,
  unrecorded: Unrecorded,
): Promise<void> {
  const { store, log } = deps;
  const aggregate = await store.read.payment(unrecorded.paymentId);
  const operation = aggregate?.operations.find(({ id }) => id === unrecorded.operationId);
  const open = operation !== undefined && isOpen(operation.state);
  log.error('an answer could not be recorded', {
    payment: unrecorded.paymentId, operation: unrecorded.operationId,
    answer: unrecorded.answer.kind, operationState: operation?.state,
  });
  if (open && (await recordUnusable(deps, unrecorded)).ok) return;
  await recordLate(deps, unrecorded, operation);
}

/** It says what the operation was ended with: by two operators, say, who had looked there. */
function agrees({ state, reference }: Operation, answer: LateAnswer): boolean {
  return state === answer.kind && (state !== 'settled' || reference === answer.reference);
}

async function recordUnusable(
  deps: OperationDeps,
  { paymentId, operationId, answer, attempt }: Unrecorded,
): Promise<Result<PaymentAggregate>> {
  const item = await itemFor(deps, paymentId, {
    word: answer.kind,
    text: 'The provider named a reference that already proves another operation.',
  });
  return deps.transactions.change(
    paymentId, { actor: ENGINE, act: 'operation.unusable-evidence', reason: '' },
    (aggregate, { nowMs }) => {
      const operation = aggregate.operations.find(({ id }) => id === operationId);
      if (operation === undefined) return refuse('not_found', { operation: operationId });
      const lost = operation.state === 'dispatching'
        ? lose(outcomeContext(deps, nowMs, aggregate), aggregate, operation, UNUSABLE)
        : accept(aggregate);
      if (!lost.ok) return lost;
      return accept({
        aggregate: askLater(lost.value, operationId, nowMs), also: [...attempt, ...item],
      });
    },
  );
}

const UNUSABLE = 'the provider named a reference that already proves another operation';

function askLater(
  aggregate: PaymentAggregate,
  operationId: string,
  nowMs: number,
): PaymentAggregate {
  const operation: Operation | undefined =
    aggregate.operations.find(({ id }) => id === operationId);
  return operation === undefined ? aggregate : replaceOperation(aggregate, {
    ...operation, failureText: UNUSABLE, dueAt: nowMs + ASK_AGAIN_MS,
  });
}

async function recordLate(
  deps: OperationDeps,
  { paymentId, operationId, answer, attempt }: Unrecorded,
  operation: Operation | undefined,
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const item = operation !== undefined && agrees(operation, answer) ? []
    : await itemFor(deps, paymentId, { word: answer.kind, text: ENDED_OTHERWISE });
  await deps.store.commit({
    writes: [...attempt, ...item],
    audit: {
      at: nowMs, actor: ENGINE, act: 'operation.late-answer', subject: 'payment',
      subjectId: paymentId, reason: '', data: { operation: operationId, answer: answer.kind },
    },
  });
}

const ENDED_OTHERWISE =
  'The provider reports an operation as done or taken that had been ended otherwise.';

async function itemFor(
  { store, clock }: OperationDeps,
  paymentId: string,
  { word, text }: { readonly word: string; readonly text: string },
): Promise<readonly Write[]> {
  if (word !== 'settled' && word !== 'submitted' && word !== 'contradiction') return [];
  return openItem(store, {
    subject: 'payment', subjectId: paymentId, reason: 'contradiction', nowMs: clock.nowMs(), text,
  });
}
