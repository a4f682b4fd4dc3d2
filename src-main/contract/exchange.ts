/** Tokens bought with bitcoin: the rate, a user's limits, a purchase by an operator. */
import { z } from 'zod';
import { operationKinds, operationStates } from '../engine/domain/operation.ts';
import { paymentStatuses } from '../engine/domain/payment.ts';
import { purchaseStatuses } from '../engine/domain/purchase.ts';
import { command, nothing, query } from './define.ts';
import { amountText, id, instant, moneyWire, pageInput, pageOf } from './values.ts';

const userName = z.string().trim().min(1).max(200);

export const purchaseView = z.object({
  id, userId: z.string(), paymentId: id, status: z.enum(purchaseStatuses), rate: z.string(),
  rateAsOf: instant, btc: moneyWire, aitbc: moneyWire, aitbcAddress: z.string(),
  createdAt: instant, updatedAt: instant,
});
export type PurchaseView = z.infer<typeof purchaseView>;

/** One leg: an operation at the wallet daemon or at the exchange. */
const legView = z.object({
  operationId: id, kind: z.enum(operationKinds), state: z.enum(operationStates),
  amount: moneyWire, reference: z.string().nullable(), failureText: z.string().nullable(),
  endedAt: instant.nullable(),
});

export const purchases = {
  /** Of one user, or of all. */
  list: query(pageInput.extend({ userId: userName.nullable().default(null) }),
    pageOf(purchaseView)),
  get: query(z.strictObject({ purchaseId: id }), z.object({
    purchase: purchaseView, marketplaceName: z.string(), exchangeName: z.string(),
    walletName: z.string().nullable(), paymentStatus: z.enum(paymentStatuses),
    legs: z.array(legView),
  })),
};

export const exchange = {
  /** AITBC for one BTC, at most 60 s old; null with the reason where there is none to be had. */
  rate: query(nothing, z.object({
    rate: z.string().nullable(), asOf: instant.nullable(), problem: z.string().nullable(),
  })),
  allowance: query(z.strictObject({ marketplaceId: id, userId: userName }), z.object({
    thisHour: z.number().int(), perHourMax: z.number().int(), btcToday: moneyWire,
    btcPerDayMax: moneyWire,
  })),
  /** Exactly one of the two amounts is given; the other follows from the rate. */
  purchase: command(z.strictObject({
    marketplaceId: id, userId: userName, btc: amountText.nullable(), aitbc: amountText.nullable(),
    aitbcAddress: z.string().trim().min(1).max(200),
    refundAddress: z.string().trim().min(1).max(200).nullable(),
  }), z.object({ purchaseId: id, paymentId: id }), 'move', 'confirmed'),
};
