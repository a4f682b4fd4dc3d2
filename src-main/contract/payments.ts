import { z } from 'zod';
import { MINOR_MAX, parseAssetRef } from '../engine/domain/money.ts';
import { onExpiryPolicies, paymentLinks, paymentStatuses } from '../engine/domain/payment.ts';
import {
  filterConflict, filterConflicts, paymentSorts,
} from '../engine/domain/payment-filter.ts';
import { operationKinds, operationStates } from '../engine/domain/operation.ts';
import { evidenceKinds, railNames } from '../engine/domain/rails.ts';
import { accountKinds } from '../engine/domain/ledger.ts';
import { consentView } from './consents.ts';
import { command, query } from './define.ts';
import { payoutFacts } from './payout-facts.ts';
import { told } from './sentences.ts';
import {
  amountText, id, instant, moneyWire, pageInput, pageOf, reasonText, secondOperator, verb,
} from './values.ts';

const minorBound = z.string().regex(/^\d{1,19}$/).transform(BigInt)
  .refine((minor) => minor <= MINOR_MAX, 'The amount is larger than Paydesk can hold.');

/** `domain/payment-filter.ts`; a combination that no index answers is refused with its reason. */
export const paymentFilter = z.object({
  statuses: z.array(z.enum(paymentStatuses)).max(paymentStatuses.length).default([]),
  rails: z.array(z.enum(railNames)).max(railNames.length).default([]),
  marketplaceId: id.nullable().default(null),
  connectionId: id.nullable().default(null),
  payee: z.string().min(1).max(500).nullable().default(null),
  needsAttention: z.boolean().default(false),
  createdFromMs: instant.nullable().default(null),
  createdToMs: instant.nullable().default(null),
  updatedFromMs: instant.nullable().default(null),
  updatedToMs: instant.nullable().default(null),
  amount: z.object({
    asset: z.string().refine((text) => parseAssetRef(text) !== null, 'This is no asset.'),
    fromMinor: minorBound.nullable(), toMinor: minorBound.nullable(),
  }).nullable().default(null),
  expiresByMs: instant.nullable().default(null),
  search: z.string().max(200).default(''),
  sort: z.enum(paymentSorts).default('created'),
}).superRefine((filter, context) => {
  const conflict = filterConflict(filter);
  if (conflict !== null) {
    context.addIssue({ code: 'custom', message: filterConflicts[conflict], path: ['sort'] });
  }
});

/** One line of the payments list. `next`: what happens by itself, and when, if nobody acts. */
export const paymentRow = z.object({
  id, jobId: id.nullable(), marketplaceId: id, marketplaceName: z.string(),
  rail: z.enum(railNames), status: z.enum(paymentStatuses),
  amount: moneyWire, held: moneyWire, released: moneyWire, refunded: moneyWire,
  payee: z.string(), payeeAccount: z.string().nullable(),
  next: z.object({ text: z.string(), at: instant }).nullable(),
  attention: z.boolean(), createdAt: instant, updatedAt: instant,
  expiresAt: instant.nullable().default(null),
  /** What the marketplace is charged besides, and why somebody has to look: payouts only. */
  fee: moneyWire.nullish(), review: z.string().nullish(),
});
export type PaymentRowView = z.infer<typeof paymentRow>;

const evidence = z.object({
  kind: z.enum(evidenceKinds), reference: z.string(), word: z.string(), raw: z.string(),
});

const attemptView = z.object({
  id, number: z.number().int(), purpose: z.enum(['send', 'inquire']), startedAt: instant,
  endedAt: instant.nullable(), outcome: z.string().nullable(), key: z.string(),
  request: z.string(), response: z.string(),
});

export const operationView = z.object({
  id, kind: z.enum(operationKinds), ordinal: z.number().int(), state: z.enum(operationStates),
  amount: moneyWire, account: z.string().nullable(), reason: z.string(),
  /** What reached the payee and what left the payer, where that can differ from the amount. */
  delivered: moneyWire.nullable().default(null), debited: moneyWire.nullable().default(null),
  connectionName: z.string().nullable(), reference: z.string().nullable(),
  evidence: evidence.nullable(),
  /** Figures of the provider that do not agree, as the rail noted them with the evidence. */
  notes: z.array(z.object({ text: z.string(), told })).default([]),
  failure: z.string().nullable(), key: z.string(),
  requestedBy: z.string(), createdAt: instant, dueAt: instant, endedAt: instant.nullable(),
  dead: z.boolean(), retryOf: id.nullable(), attempts: z.array(attemptView),
});
export type OperationView = z.infer<typeof operationView>;

export const timelineEntry = z.object({
  seq: z.number().int(), at: instant, kind: z.string(), actor: z.string(),
  text: z.string(), told: told.nullish(), from: z.string().nullable(),
  to: z.string().nullable(),
  operationId: id.nullable(),
});

const posting = z.object({
  id, account: z.enum(accountKinds), delta: moneyWire, at: instant, operationId: id,
});

/** Everything the payment page shows. `where` and `ifNobodyActs` are the two sentences on top. */
export const paymentPage = z.object({
  payment: paymentRow.extend({
    payer: z.string(), payerAccount: z.string().nullable(), refundAddress: z.string().nullable(),
    onExpiry: z.enum(onExpiryPolicies), inMotion: moneyWire, available: moneyWire,
    connectionName: z.string().nullable(), escrowReference: z.string().nullable(),
    escrowedAt: instant.nullable(), releasedAt: instant.nullable(),
    refundedAt: instant.nullable(), version: z.number().int(),
    externalId: z.string().nullable(), purchaseId: id.nullable(),
    migratedFrom: id.nullable(), refundOf: id.nullable().default(null),
    offerId: z.string().nullable().default(null), sellerId: id.nullable().default(null),
    transactionHash: z.string().nullable(),
    refundTransactionHash: z.string().nullable(), finality: z.string(),
    partial: z.boolean(),
  }),
  where: z.string(),
  /** Set where ledger and provider evidence disagree. */
  disagreement: z.string().nullable(),
  ifNobodyActs: z.string(),
  /** The three sentences by key, for windows that speak another language. */
  told: z.object({
    where: told, disagreement: told.nullable(), ifNobodyActs: told.nullable(),
  }).optional(),
  job: z.object({ id, state: z.string(), expiresAt: instant, createdAt: instant }).nullable(),
  attention: z.array(z.object({
    id, reason: z.string(), text: z.string(), deadlineAt: instant.nullable(),
    told: told.nullish(),
  })),
  verbs: z.object({
    release: verb, refund: verb, cancel: verb, retry: verb, check: verb, stop: verb,
    attachEvidence: verb, declareNotDone: verb, recordReturn: verb, recordRelease: verb,
    setRefundAddress: verb, migrate: verb, giveUp: verb, askPayer: verb, payBack: verb,
    accelerate: verb, takeBack: verb,
  }),
  /** The payer's consents, newest first; empty on rails that ask none. */
  consents: z.array(consentView).default([]),
  /** Where a treasury pays: fee, network fee, wallet, proofs. */
  payout: payoutFacts.nullish(),
  /** Payments that follow this one: it moved to them, or they pay it back. */
  linked: z.array(z.object({
    paymentId: id, kind: z.enum(paymentLinks), status: z.enum(paymentStatuses),
    amount: moneyWire, createdAt: instant,
  })).default([]),
  /** Whether the escrow's end can be put off, by the rail's own declaration. */
  extend: verb.optional(),
  /** An operation in its undo window: it leaves at `at` unless stopped. */
  undo: z.object({ operationId: id, kind: z.enum(operationKinds), at: instant }).nullable(),
  operations: z.array(operationView),
  timeline: z.array(timelineEntry),
  postings: z.array(posting),
});
export type PaymentPage = z.infer<typeof paymentPage>;

const moved = z.object({
  paymentId: id, operationId: id.nullable(), status: z.enum(paymentStatuses),
});
const act = z.strictObject({ paymentId: id, version: z.number().int(), reason: reasonText });

export const payments = {
  /** A page of payments, newest first. */
  list: query(pageInput.extend({ filter: paymentFilter }), pageOf(paymentRow)),
  /** How many a filter lets through; `more`: it is more than were counted. */
  count: query(z.strictObject({ filter: paymentFilter }), z.object({
    count: z.number().int(), more: z.boolean(),
  })),
  /** Counts per status and rail, and how many need a person; from counters. */
  counts: query(z.strictObject({}), z.object({
    byStatus: z.array(z.object({
      rail: z.enum(railNames), asset: z.string(), status: z.enum(paymentStatuses),
      count: z.number().int(), amount: moneyWire,
    })),
  })),
  get: query(z.strictObject({ paymentId: id }), paymentPage),
  /** Starts a release with the 10 s undo window; `amount` empty releases all that is held. */
  release: command(act.extend({ amount: amountText }), moved, 'move', 'confirmed'),
  refund: command(act.extend({ amount: amountText }), moved, 'move', 'confirmed'),
  /** Takes back what has not left yet: stops the undo window or withdraws a scheduled operation. */
  stop: command(z.strictObject({ paymentId: id, operationId: id }), moved, 'move'),
  /** Cancels a payment before any money moved. */
  cancel: command(act, moved, 'move'),
  /** Repeats a proven rejection as a new operation, or replays a dead letter under its own key. */
  retry: command(act, moved, 'move', 'confirmed'),
  /** Ends a stalled payment for good, with proof that no money is out. */
  giveUp: command(act, moved, 'move'),
  /** Asks the provider to speed up what it has and has not finished; nothing is sent again. */
  accelerate: command(act, moved, 'move'),
  /** Asks the provider to take it back. Whether it did is learnt by asking, as always. */
  takeBack: command(act, moved, 'move'),
  /** Asks the provider now what became of the open operation. */
  check: command(z.strictObject({ paymentId: id }), moved, 'move'),
  /** Settles an unclear operation on evidence that two operators stand for. */
  attachEvidence: command(act.extend({
    reference: z.string().trim().min(1).max(200), second: secondOperator,
  }), moved, 'move', 'confirmed'),
  /** Declares an unclear operation not done, on the word of two operators with a reason. */
  declareNotDone: command(act.extend({ second: secondOperator }), moved, 'move', 'confirmed'),
  /** Records that the provider itself returned the escrow; two operators, nothing is sent. */
  recordReturn: command(act.extend({
    reference: z.string().trim().min(1).max(200), second: secondOperator,
  }), moved, 'move', 'confirmed'),
  /** Records that the provider itself paid the escrow out; two operators, nothing is sent. */
  recordRelease: command(act.extend({
    reference: z.string().trim().min(1).max(200), second: secondOperator,
  }), moved, 'move', 'confirmed'),
  /** Supplies or changes the refund address (two operators, R8). */
  setRefundAddress: command(act.extend({
    address: z.string().trim().min(1).max(128), second: secondOperator,
  }), moved, 'move', 'confirmed'),
  /** Refunds a Bitcoin job payment and creates the linked AITBC one (bitcoin phase 2). */
  migrate: command(act.extend({ amount: z.string().trim().min(1).max(40) }),
    z.object({ paymentId: id }), 'move', 'confirmed'),
};
