import { money, sameAsset, type Money } from '../domain/money.ts';
import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import type { LimitRow } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { OperationDeps } from '../operations/intent.ts';
import type { Write } from '../ports.ts';
import { amountOf } from './create.ts';

/** What is asked back of what can be: all of it where nothing is said. Refuses more than that. */
export function repayAmount(text: string | null, atMost: Money): Result<Money> {
  const amount = text === null || text === '' ? accept(atMost) : amountOf(text, atMost.asset);
  if (!amount.ok) return amount;
  return amount.value.minor > atMost.minor || atMost.minor <= 0n
    ? refuse('above_refundable', { amount: text ?? '' }) : amount;
}

/** What may still be paid back, in the asset of the one who gets it. */
export async function refundable(
  { store }: { readonly store: Pick<OperationDeps['store'], 'read'> },
  { payment, operations }: PaymentAggregate,
): Promise<Money> {
  const payouts = operations.filter(({ kind, state }) => kind === 'payout' && state === 'settled');
  const other = payouts.map(({ debited }) => debited).find((debited) =>
    debited !== null && !sameAsset(debited.asset, payment.amount.asset));
  const asset = other?.asset ?? payment.amount.asset;
  let minor = 0n;
  for (const { delivered, debited, amount } of payouts) {
    const counted = other === undefined ? delivered ?? amount : debited;
    if (counted !== null) minor += counted.minor;
  }
  for (const linked of await store.read.paymentsLinkedTo(payment.id)) {
    if (linked.link?.kind === 'refund-of') minor -= claimed(linked);
  }
  return money(minor > 0n ? minor : 0n, asset);
}

/** One that ended counts with what it brought; one that has not, with all that it may bring. */
function claimed({ status, amount, released }: Payment): bigint {
  const isOver = status === 'cancelled' || status === 'failed' || status === 'released';
  if (isOver) return released.minor;
  return released.minor > amount.minor ? released.minor : amount.minor;
}

/** Two repayments decided at once would each see the other's money as free: they take turns. */
export async function takeTurn(
  { store }: { readonly store: Pick<OperationDeps['store'], 'read'> },
  paymentId: string,
): Promise<Write> {
  const key = `pay-back:${paymentId}`;
  const before = await store.read.limit(key);
  const row: LimitRow = {
    key, count: (before?.count ?? 0) + 1, minor: 0n, version: (before?.version ?? 0) + 1,
  };
  return before === null
    ? { write: 'insert', noun: 'limits', row }
    : { write: 'update', noun: 'limits', row, expectedVersion: before.version };
}
