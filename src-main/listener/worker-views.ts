/** Payments from a treasury as GigStream's clients read them (S4-066 to S4-070; the guide, 4.1). */
import { z } from 'zod';
import type { WalletSum } from '../engine/lists.ts';
import type { DomainFacts, Money, Payment, PaymentAggregate } from './engine-types.ts';
import { numeral, type Numeral } from './exact-json.ts';
import { amountNumber, isoOf, isoOrNull, isoTime } from './fields.ts';
import { payoutOf } from './payout-views.ts';
import { gigstreamWord, gigstreamWords } from './vocabulary.ts';

const nullableText = z.string().nullable();

/** GigStream's `TransactionResult`. */
export const transactionResult = z.object({
  id: z.string(),
  taskId: nullableText.meta({ description: 'Your id of the task.' }),
  workerId: z.string(),
  amount: amountNumber.meta({ description: 'What the task comes to, the fee included.' }),
  fee: amountNumber, netAmount: amountNumber, currency: z.string(),
  txHash: nullableText.meta({ description: 'Once the chain proves that it was paid.' }),
  circleTxId: nullableText, status: z.enum(gigstreamWords),
  error: z.string().optional(),
  timestamp: isoTime.meta({ description: 'When the payment was made here.' }),
  paidAt: isoTime.nullable(),
});

/** `getWorkerPaymentStats`, of one currency. */
export const workerStats = z.object({
  currency: z.string(),
  totalPayments: z.int().meta({ description: 'All there are, paid or not.' }),
  totalAmount: amountNumber.meta({ description: 'What was paid, fees included.' }),
  totalFees: amountNumber,
  successRate: z.custom<Numeral>((value) => JSON.isRawJSON(value)).meta({
    type: 'number',
    description: 'Percent of those that have ended, with two places; 0.00 before the first.',
  }),
  averagePaymentTime: z.int().meta({
    description: 'Milliseconds from the payment being made to the proof that it is paid; 0 before '
      + 'the first.',
  }),
  completedPayments: z.int(), failedPayments: z.int(), openPayments: z.int(),
  reputationScore: z.int(),
});

export type WorkerViews = {
  readonly transaction: (
    aggregate: PaymentAggregate, workerId: string,
  ) => z.infer<typeof transactionResult>;
  readonly stats: (
    sums: readonly WalletSum[],
    about: { readonly currency: string; readonly score: number },
  ) => z.infer<typeof workerStats>;
};

export function createWorkerViews({ amountText }: Pick<DomainFacts, 'amountText'>): WorkerViews {
  const number = (amount: Money): Numeral => numeral(amountText(amount));
  const totalOf = (amounts: readonly Money[]): Numeral => {
    const [first] = amounts;
    if (first === undefined) return numeral('0');
    const minor = amounts.reduce((sum, amount) => sum + amount.minor, 0n);
    return number({ minor, asset: first.asset });
  };
  return {
    transaction: (aggregate, workerId) => {
      const { payment } = aggregate;
      const { amount } = payment;
      const fee = payment.fee ?? { minor: 0n, asset: amount.asset };
      const error = errorOf(aggregate);
      return {
        id: payment.id, taskId: payment.offerId ?? payment.jobId, workerId,
        amount: totalOf([amount, fee]), fee: number(fee), netAmount: number(amount),
        currency: amount.asset.code, txHash: hashOf(aggregate),
        circleTxId: payoutOf(aggregate)?.reference ?? null, status: gigstreamWord(payment),
        ...(error === null ? {} : { error }),
        timestamp: isoOf(payment.createdAt), paidAt: isoOrNull(payment.releasedAt),
      };
    },
    stats: (all, { currency, score }) => {
      const sums = all.filter(({ amount }) => amount.asset.code === currency);
      const paid = withWord(sums, 'completed');
      const completed = countOf(paid);
      const failed = countOf(withWord(sums, 'failed'));
      const total = countOf(sums);
      const paidMs = paid.reduce((sum, one) => sum + one.paidMs, 0);
      return {
        currency, totalPayments: total,
        totalAmount: totalOf(paid.flatMap(({ amount, fees }) => [amount, fees])),
        totalFees: totalOf(paid.map(({ fees }) => fees)),
        successRate: numeral(percent(completed, completed + failed)),
        averagePaymentTime: completed === 0 ? 0 : Math.round(paidMs / completed),
        completedPayments: completed, failedPayments: failed,
        openPayments: total - completed - failed, reputationScore: score,
      };
    },
  };
}

function withWord(
  sums: readonly WalletSum[], word: (typeof gigstreamWords)[number],
): readonly WalletSum[] {
  return sums.filter((sum) => gigstreamWord(sum) === word);
}

function countOf(sums: readonly WalletSum[]): number {
  return sums.reduce((count, sum) => count + sum.count, 0);
}

/** Two places, rounded down: 100.00 is said only where everything was paid. */
function percent(part: number, whole: number): string {
  if (whole === 0) return '0.00';
  const hundredths = BigInt(part) * 10_000n / BigInt(whole);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

/** The transaction that proves the payout; null while none does. */
function hashOf({ operations }: PaymentAggregate): string | null {
  const settled = operations.findLast(({ kind, state }) =>
    kind === 'payout' && state === 'settled');
  return settled?.evidence?.kind === 'transaction' ? settled.evidence.reference : null;
}

const halted: ReadonlySet<Payment['status']> = new Set(['stalled', 'failed', 'cancelled']);

/** Why it is not paid, where it is not on its way either. */
function errorOf(aggregate: PaymentAggregate): string | null {
  const { payment } = aggregate;
  if (!halted.has(payment.status)) return null;
  return payoutOf(aggregate)?.failureText
    ?? (payment.status === 'cancelled' ? 'It was cancelled before it was sent.' : null);
}
