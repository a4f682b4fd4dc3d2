/** Payments to which their payer consents at the own wallet (Interledger). */
import { z } from 'zod';
import { consentEnds, consentStates } from '../engine/domain/consent.ts';
import { command, query } from './define.ts';
import { amountText, id, instant, moneyWire, reasonText } from './values.ts';

/** One consent of a payment; nothing of it is secret but the link, which pays. */
export const consentView = z.object({
  id, state: z.enum(consentStates), endedAs: z.enum(consentEnds).nullable(),
  /** Where the payer consents; null where there is none, or none any more. */
  link: z.string().nullable(), linkExpiresAt: instant.nullable(),
  debit: moneyWire.nullable(), receive: moneyWire.nullable(),
  incomingReference: z.string().nullable(), quoteReference: z.string().nullable(),
  quoteExpiresAt: instant.nullable(), failure: z.string().nullable(),
  createdAt: instant, returnedAt: instant.nullable(), endedAt: instant.nullable(),
});
export type ConsentView = z.infer<typeof consentView>;

const asked = z.object({ paymentId: id, consent: consentView.nullable() });

export const consents = {
  /** Asks for a quote and a link for a new payment to a seller; answers once the link is there. */
  start: command(z.strictObject({
    marketplaceId: id, sellerReference: z.string().max(64),
    offerId: z.string().trim().min(1).max(128), payer: z.string().trim().max(80),
    payerAccount: z.string().trim().min(1).max(500),
    amount: z.string().trim().min(1).max(40), description: z.string().trim().max(200),
  }), asked, 'move'),
  /** A fresh link for a payout that waits, or for what a payout did not bring. */
  askPayer: command(z.strictObject({
    paymentId: id, version: z.number().int(), reason: reasonText,
  }), asked, 'move'),
  /** What may still be paid back of a paid payment, and by whom; the fees come on top. */
  refundable: query(z.strictObject({ paymentId: id }), z.object({
    amount: moneyWire, from: z.string(), to: z.string(),
  })),
  /** A linked payment the other way, with its own quote and consent; empty pays all of it back. */
  payBack: command(z.strictObject({
    paymentId: id, version: z.number().int(), reason: reasonText, amount: amountText,
  }), asked, 'move', 'confirmed'),
};
