import { z } from 'zod';
import { purchaseView } from '../../contract/exchange.ts';
import type { PaymentAggregate, Purchase } from '../engine-types.ts';
import { exactAmount, isoOf, isoOrNull, isoTime, optional, optionalText, problem, text }
  from '../fields.ts';
import { get, json, notFound, post, refused, type Route } from '../route.ts';
import { restingPayment, type PaymentDeps } from './payments.ts';

const newPurchase = z.object({
  user_id: text(128), btc_amount: optional(exactAmount), aitbc_amount: optional(exactAmount),
  aitbc_address: text(128), refund_address: optionalText(128),
}).refine((body) => (body.btc_amount === null) !== (body.aitbc_amount === null), {
  error: 'exactly one of btc_amount and aitbc_amount is needed', path: ['btc_amount'],
});

const rateBody = z.object({
  base: z.literal('BTC'), quote: z.literal('AITBC'), rate: z.string(), as_of: isoTime,
});

const purchaseBody = z.object({
  purchase_id: z.string(), status: purchaseView.shape.status, user_id: z.string(),
  rate: z.string(), btc_amount: z.string(), aitbc_amount: z.string(), aitbc_address: z.string(),
  escrow_address: z.string().nullable(), expires_at: isoTime.nullable(), payment_id: z.string(),
  created_at: isoTime, updated_at: isoTime,
});

export function exchangeRoutes(deps: PaymentDeps): readonly Route[] {
  const { engine } = deps;
  return [
    get({
      path: '/api/exchange/rate', summary: 'Reads what one BTC buys.', access: 'any-key',
      query: z.object({}),
      replies: {
        200: { description: 'The rate and when it was quoted.', schema: rateBody },
        503: { description: 'No rate is to be had.', schema: problem },
      },
    }, async () => {
      const rate = await engine.exchange.rate();
      if (!rate.ok) return refused(rate.refusal);
      return json(200, {
        base: 'BTC', quote: 'AITBC', rate: rate.value.rate, as_of: isoOf(rate.value.asOfMs),
      });
    }),
    purchaseRoute(deps),
    get({
      path: '/api/exchange/purchases/:id', summary: 'Reads a purchase.',
      access: ['exchange:purchase'], query: z.object({}),
      replies: { 200: { description: 'The purchase.', schema: purchaseBody } },
    }, async (call) => {
      const purchase = await engine.read.purchase(call.params['id'] ?? '');
      if (purchase?.marketplaceId !== call.key.marketplaceId) return notFound('purchase');
      return json(200, viewOf(deps, purchase, await engine.read.payment(purchase.paymentId)));
    }),
  ];
}

function purchaseRoute(deps: PaymentDeps): Route {
  const { engine } = deps;
  return post({
    path: '/api/exchange/purchase', access: ['exchange:purchase'], body: newPurchase,
    summary: 'Buys AITBC for BTC at the present rate, the bitcoin held until tokens are credited.',
    replies: {
      201: { description: 'The purchase, after its hold or two seconds.', schema: purchaseBody },
      429: { description: 'The limit of this user is reached.', schema: problem },
      503: { description: 'No rate is to be had.', schema: problem },
    },
  }, {
    run: async (call, body) => {
      const bought = await engine.exchange.purchase(call.ask, {
        marketplaceId: call.key.marketplaceId, userId: body.user_id, btcText: body.btc_amount,
        aitbcText: body.aitbc_amount, aitbcAddress: body.aitbc_address,
        refundAddress: body.refund_address,
      });
      if (!bought.ok) return refused(bought.refusal);
      const payment = await restingPayment(deps, bought.value.payment);
      const purchase = await engine.read.purchase(bought.value.purchase.id);
      return json(201, viewOf(deps, purchase ?? bought.value.purchase, payment));
    },
    again: async (call, subjectId) => {
      const purchase = await engine.read.purchase(subjectId)
        ?? await engine.read.purchaseOfPayment(subjectId);
      if (purchase?.marketplaceId !== call.key.marketplaceId) return notFound('purchase');
      return json(201, viewOf(deps, purchase, await engine.read.payment(purchase.paymentId)));
    },
  });
}

function viewOf(
  { facts }: PaymentDeps, purchase: Purchase, payment: PaymentAggregate | null,
): z.infer<typeof purchaseBody> {
  return {
    purchase_id: purchase.id, status: purchase.status, user_id: purchase.userId,
    rate: purchase.rate, btc_amount: facts.amountText(purchase.btc),
    aitbc_amount: facts.amountText(purchase.aitbc), aitbc_address: purchase.aitbcAddress,
    escrow_address: payment?.escrow?.reference ?? null,
    expires_at: isoOrNull(payment?.payment.expiresAt ?? null), payment_id: purchase.paymentId,
    created_at: isoOf(purchase.createdAt), updated_at: isoOf(purchase.updatedAt),
  };
}
