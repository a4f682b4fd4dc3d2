/** Jobs, payments and batches as marketplaces read them (S0-032 to S0-047, S0-065 to S0-068). */
import { z } from 'zod';
import { jobView as jobLine } from '../contract/jobs.ts';
import { paymentRow } from '../contract/payments.ts';
import type {
  DomainFacts, Job, Money, Operation, PaymentAggregate,
} from './engine-types.ts';
import { numeral, readJson, type Numeral } from './exact-json.ts';
import { amountNumber, isoOf, isoOrNull, isoTime } from './fields.ts';
import { aitbcWords, paymentWord } from './vocabulary.ts';

const word = z.enum(aitbcWords);
const state = paymentRow.shape.status;
const nullableText = z.string().nullable();

/** A payment: the source documents' names, `status` in their words, `state` in Paydesk's own. */
export const paymentBody = z.object({
  id: z.string(), payment_id: z.string(), job_id: nullableText, external_id: nullableText,
  amount: amountNumber, currency: z.string(), status: word, state, payment_method: z.string(),
  held_amount: amountNumber, released_amount: amountNumber, refunded_amount: amountNumber,
  payer: z.string(), payer_address: nullableText, payee: z.string(), payee_address: nullableText,
  escrow_address: nullableText, refund_address: nullableText,
  transaction_hash: nullableText, refund_transaction_hash: nullableText,
  created_at: isoTime, updated_at: isoTime, escrowed_at: isoTime.nullable(),
  released_at: isoTime.nullable(), refunded_at: isoTime.nullable(), expires_at: isoTime.nullable(),
});

export const jobState = jobLine.shape.state;

export const jobBody = z.object({
  job_id: z.string(), state: jobState, payload: z.unknown(), reason: z.string(),
  ttl_seconds: z.int(), created_at: isoTime, updated_at: isoTime, ended_at: isoTime.nullable(),
  expires_at: isoTime, payment_id: nullableText, payment_status: word.nullable(),
  payment_amount: amountNumber.nullable(), payment_currency: nullableText,
  payment_method: nullableText,
});

/** The answer to a release or refund: what was asked for, and how far it is. */
export const movedBody = z.object({
  status: word, state, payment_id: z.string(), job_id: nullableText,
  operation_id: nullableText, operation_state: z.string().nullable(),
  failure_code: nullableText, amount: amountNumber.nullable(), currency: z.string(),
  transaction_hash: nullableText,
});

export type Views = {
  readonly payment: (aggregate: PaymentAggregate) => z.infer<typeof paymentBody>;
  readonly job: (job: Job, payment: PaymentAggregate | null) => z.infer<typeof jobBody>;
  readonly moved: (
    aggregate: PaymentAggregate, operation: Operation | null,
  ) => z.infer<typeof movedBody>;
};

export function createViews(facts: DomainFacts): Views {
  const number = (amount: Money): Numeral => numeral(facts.amountText(amount));
  return {
    payment: ({ payment, operations, escrow }) => ({
      id: payment.id, payment_id: payment.id, job_id: payment.jobId,
      external_id: payment.externalId, amount: number(payment.amount),
      currency: payment.amount.asset.code, status: paymentWord(payment, escrow),
      state: payment.status, payment_method: facts.paymentMethod(payment.rail),
      held_amount: number(payment.held), released_amount: number(payment.released),
      refunded_amount: number(payment.refunded), payer: payment.payer,
      payer_address: payment.payerAccount, payee: payment.payee,
      payee_address: payment.payeeAccount, escrow_address: escrow?.reference ?? null,
      refund_address: payment.refundAddress, transaction_hash: hashOf(operations, 'release'),
      refund_transaction_hash: hashOf(operations, 'refund'),
      created_at: isoOf(payment.createdAt), updated_at: isoOf(payment.updatedAt),
      escrowed_at: isoOrNull(payment.escrowedAt), released_at: isoOrNull(payment.releasedAt),
      refunded_at: isoOrNull(payment.refundedAt), expires_at: isoOrNull(payment.expiresAt),
    }),
    job: (job, aggregate) => ({
      job_id: job.id, state: job.state, payload: storedJson(job.payload), reason: job.reason,
      ttl_seconds: Math.floor(job.ttlMs / 1_000), created_at: isoOf(job.createdAt),
      updated_at: isoOf(job.updatedAt), ended_at: isoOrNull(job.endedAt),
      expires_at: isoOf(job.expiresAt), payment_id: aggregate?.payment.id ?? null,
      payment_status: aggregate && paymentWord(aggregate.payment, aggregate.escrow),
      payment_amount: aggregate && number(aggregate.payment.amount),
      payment_currency: aggregate && aggregate.payment.amount.asset.code,
      payment_method: aggregate && facts.paymentMethod(aggregate.payment.rail),
    }),
    moved: ({ payment, escrow }, operation) => ({
      status: paymentWord(payment, escrow), state: payment.status, payment_id: payment.id,
      job_id: payment.jobId, operation_id: operation?.id ?? null,
      operation_state: operation?.state ?? null, failure_code: operation?.failureCode ?? null,
      amount: operation && number(operation.amount), currency: payment.amount.asset.code,
      transaction_hash: operation === null ? null : transactionOf(operation),
    }),
  };
}

/** The transaction of the newest settled release or refund; null where none is proven. */
function hashOf(operations: readonly Operation[], kind: Operation['kind']): string | null {
  const settled = operations.findLast((one) => one.kind === kind && one.state === 'settled');
  return settled === undefined ? null : transactionOf(settled);
}

function transactionOf({ evidence }: Operation): string | null {
  return evidence?.kind === 'transaction' ? evidence.reference : null;
}

/** The payload as it was stored: canonical JSON, whose numbers must come out as they went in. */
function storedJson(payload: string): unknown {
  const read = readJson(payload);
  return read.ok ? read.value : null;
}
