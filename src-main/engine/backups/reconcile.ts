import { ENGINE } from '../domain/actor.ts';
import { money } from '../domain/money.ts';
import type { Operation } from '../domain/operation.ts';
import {
  available, openOperation, paymentStatuses, isTerminal, type PaymentAggregate,
} from '../domain/payment.ts';
import { EVERY_PAYMENT } from '../domain/payment-filter.ts';
import { moveOne } from '../domain/plan.ts';
import type { Purchase } from '../domain/purchase.ts';
import type { Connection } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { PAGE_LIMIT_MAX, type Lists } from '../lists.ts';
import { outcomeContext, type OperationDeps } from '../operations/intent.ts';
import { lose } from '../operations/outcome.ts';
import { providerCall, railOperation } from '../operations/provider-call.ts';
import type { EscrowFinding } from '../../rails/rail.ts';
import type { Hold, Restored } from './restored.ts';

export type Reconciler = { readonly start: () => void; readonly stop: () => void };

/** What asking about one payment came to; `silent`: the provider gave no usable answer yet. */
type Asked = 'agrees' | 'differs' | 'silent';

/** A provider that did not answer is asked again after this pause. */
const AGAIN_MS = 15_000;
const SENT_SINCE = 'Paydesk was restored from a copy; this may have been sent after the copy.';

/**
 * Asks the providers about every payment of a restored store that had not ended. What was
 * scheduled in the copy may have been sent since: it becomes `unclear` and is inquired under the
 * same key. Where money is held, the provider is asked whether it still is; "no" and "cannot tell"
 * stand in front of a person, and expiry waits for that person. Nothing is sent.
 */
export function createReconciler(
  deps: OperationDeps,
  { hold, lists }: { readonly hold: Hold; readonly lists: Pick<Lists, 'payments'> },
): Reconciler {
  const { clock, log } = deps;
  const settled = new Map<string, Asked>();
  let running = false;
  let cancel: () => void = () => undefined;

  const run = async (): Promise<void> => {
    const restored = hold.state();
    if (!running || restored === null || restored.done) return;
    const silent = await askAll(restored);
    if (!running) return;
    if (silent > 0) again();
  };
  const start = (): void => {
    run().catch((error: unknown) => {
      log.error('the reconciling of a restored store failed', { error });
      if (running) again();
    });
  };
  const again = (): void => { cancel = clock.after(AGAIN_MS, start); };

  const askAll = async (restored: Restored): Promise<number> => {
    for (const status of paymentStatuses.filter((one) => !isTerminal(one))) {
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof lists.payments>> = await lists.payments({
          filter: { ...EVERY_PAYMENT, statuses: [status] }, cursor, limit: PAGE_LIMIT_MAX,
        });
        for (const { payment: { id } } of page.items) {
          if (!running) return 0;
          const known = settled.get(id);
          if (known === undefined || known === 'silent') {
            settled.set(id, await reconcileOne(deps, restored, id));
          }
        }
        await report(restored, false);
        cursor = page.next;
      } while (cursor !== null);
    }
    const silent = counted('silent');
    await report(restored, silent === 0);
    return silent;
  };
  const counted = (which: Asked): number =>
    [...settled.values()].filter((one) => one === which).length;
  const report = (restored: Restored, done: boolean): Promise<void> => hold.report({
    ...restored, done, asked: settled.size, differing: counted('differs'),
    silent: counted('silent'),
  });

  return {
    start: () => {
      running = true;
      start();
    },
    stop: () => {
      running = false;
      cancel();
    },
  };
}

async function reconcileOne(
  deps: OperationDeps,
  restored: Restored,
  paymentId: string,
): Promise<Asked> {
  const aggregate = await deps.store.read.payment(paymentId);
  if (aggregate === null) return 'agrees';
  const open = openOperation(aggregate.operations);
  if (open !== null) {
    return isOfCopy(open, restored) ? callInQuestion(deps, paymentId, open) : 'agrees';
  }
  const asked = askedInCopy(aggregate, restored);
  if (asked !== null) return callInQuestion(deps, paymentId, asked);
  const { escrow, payment } = aggregate;
  if (escrow === null || escrow.decisionNeeded !== null || available(payment) <= 0n) {
    return 'agrees';
  }
  return askStanding(deps, aggregate, escrow.connectionId);
}

/** Scheduled in the copy, and not yet called in question since. */
function isOfCopy({ state, createdAt, dispatchedAt }: Operation, { at }: Restored): boolean {
  return state === 'scheduled' && createdAt <= at && (dispatchedAt === null || dispatchedAt < at);
}

/**
 * A payout of the copy whose payer had been given a link: the payer may have agreed and been
 * debited since. What the payee's bank received says so.
 */
function askedInCopy(
  { operations, consent }: PaymentAggregate, { at }: Restored,
): Operation | null {
  const planned = operations.find(({ state }) => state === 'planned');
  return planned !== undefined && planned.kind === 'payout' && planned.createdAt <= at
    && consent !== null && consent.createdAt <= at && consent.incomingReference !== null
    ? planned : null;
}

/** What was scheduled in the copy may have left since: the same as a lost answer (R4, R5). */
async function callInQuestion(
  deps: OperationDeps,
  paymentId: string,
  { id }: Operation,
): Promise<Asked> {
  const moved = await deps.transactions.change(
    paymentId, { actor: ENGINE, act: 'operation.restored', reason: SENT_SINCE },
    async (aggregate, { nowMs, purchase }) => {
      const found = aggregate.operations.find((one) => one.id === id);
      const begun = found?.state === 'planned' && found.kind === 'payout'
        ? moveOne(aggregate, id, { signal: 'schedule', patch: {} }) : accept(aggregate);
      if (!begun.ok) return begun;
      const open = begun.value.operations.find((one) => one.id === id);
      if (open?.state !== 'scheduled') return refuse('state_forbids');
      const connection = await routeOf(deps, aggregate, { open, purchase });
      if (connection === null) return refuse('no_connection');
      const sent = sentOver(begun.value, open, { connection, nowMs });
      if (!sent.ok) return sent;
      const dispatched = sent.value.operations.find((one) => one.id === id) ?? open;
      const lost = lose(
        outcomeContext(deps, nowMs, { connection, payment: aggregate.payment }), sent.value,
        dispatched, SENT_SINCE,
      );
      return lost.ok ? accept({ aggregate: lost.value }) : lost;
    },
  );
  if (moved.ok) return 'agrees';
  // Ended or moved by someone meanwhile; without any connection, a person adds one first.
  return moved.refusal.code === 'no_connection' ? 'silent' : 'agrees';
}

/** Over which connection it would have gone: the pinned one, else the first of the rail. */
async function routeOf(
  { directory }: OperationDeps,
  { payment }: PaymentAggregate,
  { open, purchase }: { readonly open: Operation; readonly purchase: Purchase | null },
): Promise<Connection | null> {
  const pinned = open.kind === 'purchase' ? purchase?.exchangeConnectionId ?? null
    : open.connectionId ?? payment.connectionId;
  if (pinned !== null) return directory.connection(pinned);
  return (await directory.connectionsOf(payment.rail)).find(({ enabled }) => enabled) ?? null;
}

function sentOver(
  aggregate: PaymentAggregate,
  open: Operation,
  { connection, nowMs }: { readonly connection: Connection; readonly nowMs: number },
): Result<PaymentAggregate> {
  const sent = moveOne(aggregate, open.id, {
    signal: 'dispatch',
    patch: {
      connectionId: connection.id, dispatchedAt: nowMs, deadlineAt: nowMs, deadAt: null,
    },
  });
  if (!sent.ok || open.kind === 'purchase') return sent;
  return accept({
    ...sent.value, payment: { ...sent.value.payment, connectionId: connection.id },
  });
}

/** Asks whether money that the copy says is held still is. */
async function askStanding(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  connectionId: string,
): Promise<Asked> {
  const connection = await deps.directory.connection(connectionId);
  const hold = aggregate.operations.find(({ kind, state }) =>
    kind === 'hold' && state === 'settled');
  if (connection === null || hold === undefined) return 'silent';
  const { payment } = aggregate;
  const deadlineAt = deps.clock.nowMs() + connection.deadlineMs;
  const { call } = providerCall(deps, connection, { deadlineAt, seller: null });
  const standing = await deps.rails[payment.rail].escrowStanding(call, {
    ...railOperation(aggregate, hold, { purchase: null }), kind: 'refund',
    amount: money(available(payment), payment.amount.asset), account: payment.refundAddress,
    reference: null,
  }).catch((error: unknown): EscrowFinding => {
    deps.log.error('rail failed', { rail: payment.rail, payment: payment.id, error });
    return { kind: 'unavailable', message: 'the adapter failed' };
  });
  switch (standing.kind) {
    case 'held': return 'agrees';
    case 'unavailable': return 'silent';
    case 'cannot-tell': case 'returned': case 'released':
      return putBefore(deps, payment.id, questionOf(standing));
  }
}

function questionOf(
  standing: Extract<EscrowFinding, { kind: 'cannot-tell' | 'returned' | 'released' }>,
): string {
  if (standing.kind === 'cannot-tell') {
    return 'Paydesk was restored from a copy, and the provider cannot say whether the money is '
      + 'still held. Look it up, then record what the provider did, or decide anew.';
  }
  const what = standing.kind === 'returned' ? 'returned' : 'released';
  return `Paydesk was restored from a copy that holds this money; the provider says that it was `
    + `${what} (${standing.reference}). Record that, so that it is not paid twice.`;
}

/** Nothing happens with this money by itself before a person has decided. */
async function putBefore(
  deps: OperationDeps,
  paymentId: string,
  text: string,
): Promise<Asked> {
  const asked = await deps.transactions.change(
    paymentId, { actor: ENGINE, act: 'escrow.restored', reason: text },
    (aggregate) => {
      const { escrow, operations } = aggregate;
      if (escrow === null || openOperation(operations) !== null) return refuse('state_forbids');
      return accept({ aggregate: { ...aggregate, escrow: { ...escrow, decisionNeeded: text } } });
    },
  );
  return asked.ok ? 'differs' : 'agrees';
}
