/** Payments to which their payer consents, as marketplaces of S2 and S3 read them. */
import { z } from 'zod';
import type { Consent, DomainFacts, Money, Operation, PaymentAggregate } from './engine-types.ts';
import { interledgerWord, interledgerWords } from './vocabulary.ts';

const nullableText = z.string().nullable();

/** S2-099 to S2-107. `amount` in major units with all places of its asset. */
export const quoteBody = z.object({
  success: z.literal(true), pendingId: z.string(), redirectUrl: z.string(), paymentUrl: z.string(),
  incomingPaymentId: z.string(), quoteId: z.string(), amount: z.string(), assetCode: z.string(),
});

/** S3-061, S3-062, and the link to send the payer to. */
export const incomingBody = z.object({
  success: z.literal(true), paymentId: z.string(), payment_id: z.string(),
  redirectUrl: nullableText.meta({ description: 'Null where nobody in particular is asked.' }),
  data: z.object({
    incomingPaymentId: z.string(), walletAddress: nullableText, amount: z.string(),
    assetCode: z.string(), assetScale: z.int(),
  }),
});

/** Minor units, as Open Payments writes amounts (DESIGN 10). */
const openAmount = z.object({
  value: z.string(), assetCode: z.string(), assetScale: z.int(),
});

const listed = {
  pendingId: z.string(), status: z.enum(interledgerWords), buyerWalletAddressUrl: nullableText,
  incomingPaymentId: nullableText, outgoingPaymentId: nullableText,
  refundOf: nullableText.meta({
    description: 'The payment that this one pays back: its payer is the seller, not the buyer.',
  }),
};
/** S3-054: no quote. */
export const pendingItem = z.object({ ...listed, offerId: nullableText });
/** S3-056. */
export const offerItem = z.object({ ...listed, quoteId: nullableText });
/** S3-049, and what a marketplace needs while it waits. */
export const statusBody = z.object({
  ...listed, offerId: nullableText, quoteId: nullableText,
  redirectUrl: nullableText.meta({ description: 'The payment link, while it works.' }),
  amount: z.string(), received: z.string(), assetCode: z.string(),
});

/** S3-037 to S3-040. */
export const finishedBody = z.object({
  ok: z.literal(true),
  outgoingPayment: z.object({
    id: nullableText, walletAddress: nullableText, receiveAmount: openAmount,
  }),
});
export const unfinishedBody = z.object({
  ok: z.boolean(), status: z.enum(['pending', 'failed']), pendingId: z.string(),
  redirectUrl: nullableText.meta({
    description: 'Where the payer has to consent once more; null where nothing is asked.',
  }),
});

export type PayoutViews = {
  /** Null where the link, or what it stands for, is not there. */
  readonly quote: (aggregate: PaymentAggregate) => z.infer<typeof quoteBody> | null;
  readonly incoming: (aggregate: PaymentAggregate) => z.infer<typeof incomingBody> | null;
  readonly pending: (aggregate: PaymentAggregate) => z.infer<typeof pendingItem>;
  readonly ofOffer: (aggregate: PaymentAggregate) => z.infer<typeof offerItem>;
  readonly status: (aggregate: PaymentAggregate, nowMs: number) => z.infer<typeof statusBody>;
  readonly finished: (aggregate: PaymentAggregate) => z.infer<typeof finishedBody>;
  readonly unfinished: (
    aggregate: PaymentAggregate, nowMs: number,
  ) => z.infer<typeof unfinishedBody>;
  /** `100.00 USD`. */
  readonly priced: (amount: Money) => string;
};

export function createPayoutViews(facts: Pick<DomainFacts, 'amountText'>): PayoutViews {
  const whole = (amount: Money): string => allPlaces(facts.amountText(amount), amount);
  const quote: PayoutViews['quote'] = ({ payment, consent }) => {
    if (consent === null) return null;
    const { link, incomingReference, quoteReference } = consent;
    if (link === null || incomingReference === null || quoteReference === null) return null;
    return {
      success: true, pendingId: payment.id, redirectUrl: link, paymentUrl: link,
      incomingPaymentId: incomingReference, quoteId: quoteReference,
      amount: whole(payment.amount), assetCode: payment.amount.asset.code,
    };
  };
  return {
    quote,
    incoming: (aggregate) => {
      const { id, payeeAccount, payerAccount, amount } = aggregate.payment;
      const redirectUrl = quote(aggregate)?.redirectUrl ?? null;
      const incomingPaymentId = incomingOf(aggregate);
      if (incomingPaymentId === null) return null;
      if (payerAccount !== null && redirectUrl === null) return null;
      return {
        success: true, paymentId: id, payment_id: id, redirectUrl,
        data: {
          incomingPaymentId, walletAddress: payeeAccount,
          amount: facts.amountText(amount), assetCode: amount.asset.code,
          assetScale: amount.asset.scale,
        },
      };
    },
    pending: (aggregate) => ({ ...itemOf(aggregate), offerId: aggregate.payment.offerId }),
    ofOffer: (aggregate) => ({ ...itemOf(aggregate), quoteId: quoteOf(aggregate) }),
    status: (aggregate, nowMs) => ({
      ...itemOf(aggregate), offerId: aggregate.payment.offerId, quoteId: quoteOf(aggregate),
      redirectUrl: workingLink(aggregate.consent, nowMs),
      amount: whole(aggregate.payment.amount), received: whole(aggregate.payment.released),
      assetCode: aggregate.payment.amount.asset.code,
    }),
    finished: (aggregate) => ({
      ok: true,
      outgoingPayment: {
        id: outgoingOf(aggregate), walletAddress: aggregate.payment.payerAccount,
        receiveAmount: openAmountOf(receivedOf(aggregate)),
      },
    }),
    unfinished: ({ payment, consent }, nowMs) => {
      const hasFailed = interledgerWord(payment) === 'failed';
      return {
        ok: !hasFailed, status: hasFailed ? 'failed' : 'pending', pendingId: payment.id,
        redirectUrl: workingLink(consent, nowMs),
      };
    },
    priced: (amount) => `${whole(amount)} ${amount.asset.code}`,
  };
}

/** The newest payout; null before the first. */
export function payoutOf({ operations }: PaymentAggregate): Operation | null {
  return operations.findLast(({ kind }) => kind === 'payout') ?? null;
}

function itemOf(aggregate: PaymentAggregate) {
  const { payment } = aggregate;
  return {
    pendingId: payment.id, status: interledgerWord(payment),
    buyerWalletAddressUrl: payment.payerAccount, incomingPaymentId: incomingOf(aggregate),
    outgoingPaymentId: outgoingOf(aggregate),
    refundOf: payment.link?.kind === 'refund-of' ? payment.link.paymentId : null,
  };
}

/** The request for money at the seller's wallet: what proves the payout, or what was asked for. */
function incomingOf(aggregate: PaymentAggregate): string | null {
  const payout = payoutOf(aggregate);
  const evidence = payout?.evidence ?? null;
  // Where nobody in particular is asked, the request is all that there is.
  if (aggregate.payment.payerAccount === null) return payout?.reference ?? null;
  return evidence?.kind === 'incoming-payment'
    ? evidence.reference : aggregate.consent?.incomingReference ?? null;
}

/**
 * The payment at the payer's wallet: what the payout's reference says unless that names the request
 * for money, which is known as such.
 */
function outgoingOf(aggregate: PaymentAggregate): string | null {
  const reference = payoutOf(aggregate)?.reference ?? null;
  return reference === incomingOf(aggregate) ? null : reference;
}

function quoteOf({ consent }: PaymentAggregate): string | null {
  return consent?.quoteReference ?? null;
}

/** What arrived, or what was quoted to arrive. */
export function receivedOf(aggregate: PaymentAggregate): Money {
  return payoutOf(aggregate)?.delivered ?? aggregate.consent?.receive ?? aggregate.payment.amount;
}

function openAmountOf({ minor, asset }: Money): z.infer<typeof openAmount> {
  return { value: minor.toString(), assetCode: asset.code, assetScale: asset.scale };
}

function workingLink(consent: Consent | null, nowMs: number): string | null {
  if (consent?.state !== 'asked') return null;
  const { link, linkExpiresAt } = consent;
  return linkExpiresAt === null || nowMs < linkExpiresAt ? link : null;
}

/** The shortest decimal written out to every place of the asset: `100` as `100.00`. */
function allPlaces(shortest: string, { asset }: Money): string {
  if (asset.scale === 0) return shortest;
  const [units = '0', places = ''] = shortest.split('.');
  return `${units}.${places.padEnd(asset.scale, '0')}`;
}
