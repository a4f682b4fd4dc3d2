import { z } from 'zod';
import { operationKinds, operationStates } from '../domain/operation.ts';
import { paymentStatuses } from '../domain/payment.ts';
import { evidenceKinds, railNames } from '../domain/rails.ts';

/** RFC 3339 UTC. Every number is a text, so that no reader rounds one (security guide 5.2). */
const time = z.iso.datetime();
const digits = z.string().regex(/^\d+$/);

/** An amount three ways: as people write it, with its asset, and as whole minor units. */
const amount = z.strictObject({
  value: z.string().regex(/^-?\d+(\.\d+)?$/), assetCode: z.string(), assetScale: digits,
  asset: z.string(), minor: z.string().regex(/^-?\d+$/),
});
export type ReceiptAmount = z.infer<typeof amount>;

/** What proves an operation, and whose word it is. `answerSha256` names the stored raw answer. */
const evidence = z.strictObject({
  kind: z.enum(evidenceKinds), reference: z.string(), word: z.string(), answerSha256: z.string(),
});

const operation = z.strictObject({
  id: z.string(), kind: z.enum(operationKinds), ordinal: digits, state: z.enum(operationStates),
  amount, account: z.string().nullable(), reason: z.string(), requestedBy: z.string(),
  /** What reached the payee and what left the payer, where that can differ from the amount. */
  delivered: amount.nullable().default(null), debited: amount.nullable().default(null),
  reference: z.string().nullable(), evidence: evidence.nullable(), failure: z.string().nullable(),
  retryOf: z.string().nullable(), attempts: digits,
  createdAt: time, dispatchedAt: time.nullable(), endedAt: time.nullable(),
});
export type ReceiptOperation = z.infer<typeof operation>;

/**
 * One thing that was looked at while the receipt was made. `passed` and `failed` name what was
 * compared; `not-done` names what Paydesk has not looked at, so that nobody takes it for granted.
 */
const check = z.strictObject({
  what: z.string(), basis: z.string(), result: z.enum(['passed', 'failed', 'not-done']),
});
export type ReceiptCheck = z.infer<typeof check>;

/**
 * `provider-evidence`: everything that settled rests on what the provider showed ·
 * `operator-statement`: something rests on the word of two operators · `outcome-unknown`: an
 * operation is unclear · `in-progress`: something is open · `nothing-settled` · `contradicted`: a
 * check failed. None of them follows from a time (T-01).
 */
export const verificationStatuses = [
  'provider-evidence', 'operator-statement', 'outcome-unknown', 'in-progress', 'nothing-settled',
  'contradicted',
] as const;
export type VerificationStatus = (typeof verificationStatuses)[number];

const party = z.strictObject({ name: z.string(), account: z.string().nullable() });

/** A payment's receipt, format 1: everything a payee or an auditor reads, as texts. */
export const receiptShape = z.strictObject({
  format: z.literal('paydesk-receipt'), formatVersion: z.literal('1'),
  id: z.string(), number: z.string(), issuedAt: time,
  issuer: z.strictObject({ name: z.string(), software: z.string(), engineVersion: z.string() }),
  /** What stands across a document whose money is not real; null where it is. */
  notice: z.string().nullable(),
  mode: z.enum(['sandbox', 'live']),
  marketplace: z.strictObject({ id: z.string(), name: z.string() }),
  payment: z.strictObject({
    id: z.string(), externalId: z.string().nullable(), status: z.enum(paymentStatuses),
    version: digits, purchaseId: z.string().nullable(), migratedFrom: z.string().nullable(),
    refundOf: z.string().nullable().default(null), offerId: z.string().nullable().default(null),
    linked: z.array(z.string()),
  }),
  job: z.strictObject({ id: z.string(), state: z.string(), endedAt: time.nullable() }).nullable(),
  payer: party, payee: party, refundAddress: z.string().nullable(),
  rail: z.enum(railNames), paymentMethod: z.string(),
  connection: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  escrow: z.strictObject({
    reference: z.string(), state: z.string(), expiresAt: time,
  }).nullable(),
  amounts: z.strictObject({
    payment: amount, held: amount, released: amount, refunded: amount,
  }),
  times: z.strictObject({
    created: time, escrowed: time.nullable(), released: time.nullable(), refunded: time.nullable(),
    expires: time.nullable(), updated: time,
  }),
  transactionHash: z.string().nullable(), refundTransactionHash: z.string().nullable(),
  operations: z.array(operation),
  verification: z.strictObject({
    status: z.enum(verificationStatuses), statement: z.string(), checks: z.array(check),
  }),
  finality: z.string(),
  history: z.array(z.strictObject({ seq: digits, at: time, actor: z.string(), text: z.string() })),
  /** The audit log's newest entry when the receipt was made; null for an empty log. */
  audit: z.strictObject({ seq: digits, hash: z.string() }).nullable(),
});
export type Receipt = z.infer<typeof receiptShape>;
