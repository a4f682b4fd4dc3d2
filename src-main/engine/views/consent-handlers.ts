import type { Consent } from '../domain/consent.ts';
import { assetRef } from '../domain/money.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import { UNDO_WINDOW_MS } from '../domain/policy.ts';
import type { Seller } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type { CallParsed } from '../../contract/contract.ts';
import type { ConsentView } from '../../contract/consents.ts';
import type { SellerView } from '../../contract/sellers.ts';
import { acts, reads, type ViewDeps } from './guard.ts';
import { moneyWire } from './wire.ts';

type ConsentHandlers = Pick<Handlers, Extract<keyof Handlers, `consents.${string}`>>;
type SellerHandlers = Pick<Handlers, Extract<keyof Handlers, `sellers.${string}`>>;

/** How long a window waits for a link; the payment goes on being asked for after that. */
const LINK_WAIT_MS = 25_000;

export function consentHandlers(deps: ViewDeps): ConsentHandlers {
  const { consents, read } = deps.engine;
  return {
    'consents.start': acts(deps, async (input: CallParsed<'consents.start'>, { ask }) =>
      asked(await consents.start(ask, {
        marketplaceId: input.marketplaceId, sellerReference: orNull(input.sellerReference),
        category: null, offerId: input.offerId, externalId: null, payer: orNull(input.payer),
        payerAccount: input.payerAccount, amountText: input.amount,
        description: orNull(input.description), waitMs: LINK_WAIT_MS,
      }))),
    'consents.askPayer': acts(deps, async (input: CallParsed<'consents.askPayer'>, { ask }) =>
      asked(await consents.askPayer(ask, {
        ...input, marketplaceId: null, waitMs: LINK_WAIT_MS,
      }))),
    'consents.refundable': reads(deps, async (
      { paymentId }: CallParsed<'consents.refundable'>,
    ) => {
      const paid = await read.payment(paymentId);
      if (paid === null) return refuse('not_found', { payment: paymentId });
      const { payee, payer } = paid.payment;
      const amount = await consents.refundable(paymentId);
      return amount.ok
        ? accept({ amount: moneyWire(amount.value), from: payee, to: payer }) : amount;
    }),
    'consents.payBack': acts(deps, async (input: CallParsed<'consents.payBack'>, { ask }) => {
      const { amount, ...act } = input;
      return asked(await consents.payBack(ask, {
        ...act, marketplaceId: null, amountText: amount, waitMs: LINK_WAIT_MS,
        delayMs: UNDO_WINDOW_MS,
      }));
    }),
  };
}

export function sellerHandlers(deps: ViewDeps): SellerHandlers {
  const { sellers, read } = deps.engine;
  return {
    'sellers.list': reads(deps, async () => {
      const rows = await read.sellers();
      return accept({ items: await Promise.all(rows.map((row) => sellerView(deps, row))) });
    }),
    'sellers.save': acts(deps, async (input: CallParsed<'sellers.save'>, { ask }) => {
      const saved = await sellers.save(ask, { ...input, name: orNull(input.name) });
      return saved.ok ? accept(await sellerView(deps, saved.value)) : saved;
    }),
    'sellers.test': acts(deps, async ({ id }: CallParsed<'sellers.test'>) => sellers.test(id)),
    'sellers.account': reads(deps, async (
      { walletAddress }: CallParsed<'sellers.account'>,
    ) => {
      const told = await sellers.account(walletAddress);
      if (!told.ok) return told;
      return accept(told.value.kind === 'account'
        ? {
          asset: assetRef(told.value.asset), publicName: told.value.publicName, problem: null,
        }
        : { asset: null, publicName: null, problem: told.value.message });
    }),
  };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function asked(result: Result<PaymentAggregate>) {
  if (!result.ok) return result;
  const { payment, consent } = result.value;
  return accept({
    paymentId: payment.id, consent: consent === null ? null : consentView(consent),
  });
}

/** A consent as windows see it: a link that works no more is not shown as one. */
export function consentView(consent: Consent): ConsentView {
  const {
    id, state, endedAs, link, linkExpiresAt, debit, receive, incomingReference, quoteReference,
    quoteExpiresAt, failureText, createdAt, returnedAt, endedAt,
  } = consent;
  return {
    id, state, endedAs, link: state === 'asked' ? link : null, linkExpiresAt,
    debit: debit === null ? null : moneyWire(debit),
    receive: receive === null ? null : moneyWire(receive),
    incomingReference, quoteReference, quoteExpiresAt, failure: failureText, createdAt,
    returnedAt, endedAt,
  };
}

async function sellerView(
  { names }: ViewDeps,
  { privateKey: _sealed, asset, categories, ...seller }: Seller,
): Promise<SellerView> {
  const marketplace = await names.marketplace(seller.marketplaceId);
  return {
    ...seller, asset: assetRef(asset), categories: [...categories],
    marketplaceName: marketplace.name,
  };
}
