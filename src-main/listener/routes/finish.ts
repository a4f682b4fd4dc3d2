import { z } from 'zod';
import type { PaymentAggregate, Refusal, RefusalCode } from '../engine-types.ts';
import { problem } from '../fields.ts';
import {
  finishPage, isProven, pageHeaders, tellingOf, type Paid, type Telling,
} from '../finish-page.ts';
import { finishedBody, payoutOf, receivedOf, unfinishedBody } from '../payout-views.ts';
import { get, json, refused, type Call, type Reply, type Route } from '../route.ts';
import type { PayoutDeps } from './quotes.ts';

/** What the wallet and we ourselves put there; the length of the whole is bounded at the door. */
const finishQuery = z.object({
  pendingId: z.string().optional(),
  key: z.string().optional().meta({ description: 'The unguessable part of the address.' }),
  interact_ref: z.string().optional(), hash: z.string().optional(),
  result: z.string().optional().meta({ description: 'What a wallet says instead of a hash.' }),
  message: z.string().optional(),
});
type FinishQuery = z.output<typeof finishQuery>;

/**
 * Where a payer's browser comes back to (S2-047, S3-033): open, because nobody knows the address
 * but the wallet, and the wallet's hash proves the rest. A page for browsers, JSON for programs.
 */
export function finishRoutes(deps: PayoutDeps): readonly Route[] {
  return [get({
    path: '/payments/finish', access: 'open', query: finishQuery,
    summary: 'Takes a payer back from the own wallet; answers once the payment is on its way.',
    replies: {
      200: {
        description: 'The payment left or arrived; one that failed has the form of 202.',
        schema: z.union([finishedBody, unfinishedBody]),
      },
      202: { description: 'It goes on: ask for its status.', schema: unfinishedBody },
      400: { description: 'What was brought back proves nothing.', schema: problem },
      404: { description: 'The address belongs to no payment.', schema: problem },
      410: { description: 'The payment link has expired.', schema: problem },
    },
  }, async (call, query) => {
    const returned = await deps.engine.consents.returned({
      finishKey: query.key ?? '', parameters: broughtBack(query),
      waitMs: deps.config.finishWaitMs,
    });
    const isBrowser = wantsPage(call);
    if (!returned.ok) {
      return isBrowser ? refusalPage(deps, returned.refusal) : refused(returned.refusal);
    }
    return isBrowser
      ? standingPage(deps, returned.value, hasProof(query)) : standing(deps, returned.value);
  })];
}

function broughtBack({ interact_ref, hash, result, message }: FinishQuery): Record<string, string> {
  return Object.fromEntries(Object.entries({ interact_ref, hash, result, message })
    .filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A repeated return is answered without looking at its proof again; without one, it hears less. */
function hasProof({ interact_ref, hash }: FinishQuery): boolean {
  return interact_ref !== undefined && hash !== undefined;
}

/** A program asks for JSON, or does not ask for a page. */
function wantsPage({ headers: { accept = '' } }: Call): boolean {
  return /\btext\/html\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept);
}

/** The outcome for programs: what is not proven to have left is not called done. */
function standing({ payoutViews, clock }: PayoutDeps, aggregate: PaymentAggregate): Reply {
  if (hasLeft(aggregate)) return json(200, payoutViews.finished(aggregate));
  const body = payoutViews.unfinished(aggregate, clock.nowMs());
  return json(body.ok ? 202 : 200, body);
}

function hasLeft(aggregate: PaymentAggregate): boolean {
  const state = payoutOf(aggregate)?.state;
  return state === 'submitted' || state === 'settled';
}

function standingPage(
  { payoutViews }: PayoutDeps, aggregate: PaymentAggregate, provedNow: boolean,
): Reply {
  const telling = tellingOf(aggregate);
  const paid: Paid | null = provedNow && isProven(aggregate) ? {
    amount: payoutViews.priced(receivedOf(aggregate)), payee: aggregate.payment.payee,
  } : null;
  return page(200, telling, paid);
}

const tellingOfRefusal: Readonly<Partial<Record<RefusalCode, Telling>>> = {
  not_found: 'unknown', link_expired: 'expired', invalid_request: 'forged',
};

function refusalPage({ facts }: PayoutDeps, { code }: Refusal): Reply {
  return page(facts.refusalStatus(code), tellingOfRefusal[code] ?? 'unavailable', null);
}

function page(status: number, telling: Telling, paid: Paid | null): Reply {
  return {
    kind: 'text', status, type: 'text/html; charset=utf-8', text: finishPage(telling, paid),
    headers: pageHeaders,
  };
}
