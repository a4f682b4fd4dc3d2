import { z } from 'zod';
import type { NewPayout } from '../../engine/api.ts';
import type { ListenerDeps } from '../deps.ts';
import type { PaymentAggregate, Refusal } from '../engine-types.ts';
import { exactAmount, optionalText, problem, text } from '../fields.ts';
import { incomingBody, quoteBody, type PayoutViews } from '../payout-views.ts';
import { json, notFound, post, refused, type Call, type Reply, type Route } from '../route.ts';
import { walletAddressOf } from '../wallet-address.ts';
import { ownPayment } from './payments.ts';

export type PayoutDeps = ListenerDeps & { readonly payoutViews: PayoutViews };

const OFFER_LENGTH_MAX = 128;

const forPayment = {
  sellerId: optionalText(64), buyerWalletAddressUrl: text(500), amount: exactAmount,
  description: optionalText(200),
  category: optionalText(80).meta({
    description: 'Chooses among sellers where sellerId is left out.',
  }),
};
const newQuote = z.object(forPayment);
/** S3-057 to S3-060. Without a buyer the money is asked for, and whoever likes may pay it. */
const newIncoming = z.object({
  ...forPayment, buyerWalletAddressUrl: optionalText(500), offerId: optionalText(OFFER_LENGTH_MAX),
});
type NewQuote = z.output<typeof newQuote> | z.output<typeof newIncoming>;

const askedWallet = z.object({ walletAddressUrl: text(500) });
const walletProfile = z.object({
  success: z.literal(true), walletAddressUrl: z.string(), assetCode: z.string(),
  assetScale: z.int(), publicName: z.string().nullable(), reachable: z.literal(true),
});

const refusals = {
  422: { description: 'No quote is to be had; nothing will be paid.', schema: problem },
  503: {
    description: 'A wallet did not answer in time; it is asked again, and the status tells.',
    schema: problem,
  },
};

/** Payments that wait for their payer's consent: started, and their accounts looked up (S2, S3). */
export function quoteRoutes(deps: PayoutDeps): readonly Route[] {
  return [startRoute(deps), incomingRoute(deps), profileRoute(deps)];
}

/** The offer that a path names; null where it is no name that is kept. */
export function offerOf({ params }: Pick<Call, 'params'>): string | null {
  const offerId = (params['offerId'] ?? '').trim();
  return offerId === '' || offerId.length > OFFER_LENGTH_MAX || /\p{Cc}/u.test(offerId)
    ? null : offerId;
}

export function noOffer(): Reply {
  return refused({
    code: 'invalid_request', details: { offerId: 'is no id' },
    message: `The id of an offer has 1 to ${OFFER_LENGTH_MAX} plain characters; nothing was done.`,
  });
}

function startRoute(deps: PayoutDeps): Route {
  const { quote } = deps.payoutViews;
  return post({
    path: '/offers/:offerId/quotes/start', access: ['quotes:write'], legacy: true, body: newQuote,
    summary: 'Asks for a quote and a payment link; answers once the link is there.',
    replies: {
      200: { description: 'Send the payer to redirectUrl.', schema: quoteBody }, ...refusals,
    },
  }, {
    run: async (call, body) => {
      const offerId = offerOf(call);
      return offerId === null ? noOffer() : start(deps, call, { offerId, body, view: quote });
    },
    again: (call, subjectId) => startedBefore(deps, call, { subjectId, view: quote }),
  });
}

function incomingRoute(deps: PayoutDeps): Route {
  const { incoming } = deps.payoutViews;
  return post({
    path: '/api/payments/incoming', access: ['quotes:write'], legacy: true, body: newIncoming,
    summary: "Asks for money at a seller's wallet; with a payment link where a buyer is named.",
    replies: {
      200: { description: 'The request for money stands.', schema: incomingBody }, ...refusals,
    },
  }, {
    run: (call, body) => start(deps, call, { offerId: body.offerId, body, view: incoming }),
    again: (call, subjectId) => startedBefore(deps, call, { subjectId, view: incoming }),
  });
}

type View = (aggregate: PaymentAggregate) => object | null;

async function start(
  deps: PayoutDeps, call: Call,
  { offerId, body, view }: {
    readonly offerId: string | null; readonly body: NewQuote; readonly view: View;
  },
): Promise<Reply> {
  const { buyerWalletAddressUrl: buyer } = body;
  const payer = buyer === null ? { ok: true as const, value: null }
    : walletAddressOf(deps, 'buyerWalletAddressUrl', buyer);
  if (!payer.ok) return refused(payer.refusal);
  const wanted: NewPayout = {
    marketplaceId: call.key.marketplaceId, sellerReference: body.sellerId,
    category: body.category, offerId, externalId: null, payer: null, payerAccount: payer.value,
    amountText: body.amount, description: body.description, waitMs: deps.config.linkWaitMs,
  };
  const started = await deps.engine.consents.start(call.ask, wanted);
  return started.ok ? asked(started.value, view) : refused(started.refusal);
}

/** Its payment is there; its first answer said that the link takes longer, or was lost. */
async function startedBefore(
  deps: PayoutDeps, call: Call,
  { subjectId, view }: { readonly subjectId: string; readonly view: View },
): Promise<Reply> {
  const aggregate = await ownPayment(deps, call, subjectId);
  return aggregate === null ? notFound('payment') : asked(aggregate, view);
}

function asked(aggregate: PaymentAggregate, view: View): Reply {
  const body = view(aggregate);
  return body === null ? refused(withoutLink(aggregate)) : json(200, body);
}

/** In the words of the engine, which says the same to the first request. */
function withoutLink({ payment, consent }: PaymentAggregate): Refusal {
  const details = { pendingId: payment.id };
  return consent?.state === 'preparing'
    ? {
      code: 'provider_unavailable', details,
      message: 'The payment link is not there yet; it is still being asked for.',
    } : {
      code: 'quote_refused', details,
      message: consent?.failureText ?? 'There is no payment link; nothing will be paid.',
    };
}

function profileRoute(deps: PayoutDeps): Route {
  const look = async (_call: Call, body: z.output<typeof askedWallet>): Promise<Reply> => {
    const address = walletAddressOf(deps, 'walletAddressUrl', body.walletAddressUrl);
    if (!address.ok) return refused(address.refusal);
    const told = await deps.engine.sellers.account(address.value);
    if (!told.ok) return refused(told.refusal);
    const { value: account } = told;
    if (account.kind === 'account') {
      return json(200, {
        success: true, walletAddressUrl: address.value, assetCode: account.asset.code,
        assetScale: account.asset.scale, publicName: account.publicName, reachable: true,
      });
    }
    return refused({
      code: account.kind === 'unknown' ? 'invalid_address' : 'provider_unavailable',
      message: account.message, details: { walletAddressUrl: address.value },
    });
  };
  return post({
    path: '/api/wallet/profile', access: ['quotes:write'], legacy: true, body: askedWallet,
    summary: 'Asks a wallet what it says of an account; changes nothing.',
    replies: {
      200: { description: 'The account is there, and what it counts in.', schema: walletProfile },
      503: { description: 'The wallet did not answer.', schema: problem },
    },
  }, { run: look, again: (call, _subjectId, body) => look(call, body) });
}
