import { z } from 'zod';
import type { PaymentFilter } from '../../engine/lists.ts';
import type { PaymentAggregate } from '../engine-types.ts';
import { problem } from '../fields.ts';
import { pageFields, pageOrRefusal, pageSize } from '../paging.ts';
import { offerItem, pendingItem, statusBody } from '../payout-views.ts';
import { get, json, notFound, type Route } from '../route.ts';
import { interledgerWords, statusesOf, type InterledgerWord } from '../vocabulary.ts';
import { ownPayment } from './payments.ts';
import { noOffer, offerOf, type PayoutDeps } from './quotes.ts';

const pendingQuery = z.object({
  ...pageFields,
  status: z.enum(interledgerWords).optional().meta({
    description: 'Only payments with this word; all where it is left out (S3-053).',
  }),
});
const pendingPage = z.object({
  payments: z.array(pendingItem),
  next: z.string().nullable().meta({
    description: 'The cursor of the next page; null on the last one.',
  }),
});
const offerBody = z.object({
  offerId: z.string(),
  payments: z.array(offerItem).max(100).meta({ description: 'Newest first, at most 100.' }),
});

/** How payments of S2 and S3 stand: one of them, all of them, those of one offer. */
export function payoutRoutes(deps: PayoutDeps): readonly Route[] {
  return [statusRoute(deps), pendingRoute(deps), offerRoute(deps)];
}

function statusRoute(deps: PayoutDeps): Route {
  return get({
    path: '/payments/:pendingId/status', access: ['payments:read'], legacy: true,
    summary: 'Says how a payment stands.', query: z.object({}),
    replies: { 200: { description: 'The payment.', schema: statusBody } },
  }, async (call) => {
    const found = await ownPayment(deps, call, call.params['pendingId'] ?? '');
    return found?.payment.rail !== 'interledger' ? notFound('payment')
      : json(200, deps.payoutViews.status(found, deps.clock.nowMs()));
  });
}

function pendingRoute(deps: PayoutDeps): Route {
  const { engine, payoutViews } = deps;
  return get({
    path: '/payments/pending', access: ['payments:read'], legacy: true, query: pendingQuery,
    summary: "Lists the caller's payments, newest first, page by page.",
    replies: {
      200: { description: 'A page of payments.', schema: pendingPage },
      429: { description: 'Too many lists are read at once.', schema: problem },
    },
  }, async (call, { cursor, limit, status }) => {
    const page = await pageOrRefusal(engine.lists.payments({
      filter: filterOf(call.key.marketplaceId, status ?? null), cursor: cursor ?? null,
      limit: pageSize(limit),
    }), cursor);
    if ('kind' in page) return page;
    const whole = await wholeOf(deps, page.items.map(({ payment }) => payment.id));
    return json(200, { payments: whole.map(payoutViews.pending), next: page.next });
  });
}

function offerRoute(deps: PayoutDeps): Route {
  const { engine, payoutViews } = deps;
  return get({
    path: '/offers/:offerId/payments', access: ['payments:read'], legacy: true,
    summary: 'Lists the payments of an offer, newest first.', query: z.object({}),
    replies: { 200: { description: 'The newest hundred.', schema: offerBody } },
  }, async (call) => {
    const offerId = offerOf(call);
    if (offerId === null) return noOffer();
    const found = await engine.read.paymentsOfOffer(call.key.marketplaceId, offerId);
    const whole = await wholeOf(deps, found.map(({ id }) => id));
    return json(200, { offerId, payments: whole.map(payoutViews.ofOffer) });
  });
}

/** With their consents and payouts, which a list does not carry. */
async function wholeOf(
  { engine }: PayoutDeps, ids: readonly string[],
): Promise<readonly PaymentAggregate[]> {
  const found = await Promise.all(ids.map((id) => engine.read.payment(id)));
  return found.filter((aggregate) => aggregate !== null);
}

function filterOf(marketplaceId: string, word: InterledgerWord | null): PaymentFilter {
  return {
    marketplaceId, rails: ['interledger'], statuses: statusesOf(word), connectionId: null,
    payee: null, needsAttention: false, createdFromMs: null, createdToMs: null,
    updatedFromMs: null, updatedToMs: null, amount: null, expiresByMs: null, search: '',
    sort: 'created',
  };
}
