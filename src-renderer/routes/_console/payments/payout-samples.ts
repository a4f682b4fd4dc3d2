/** Builders for tests of payments to which their payer consents: honest defaults. */
import type { ConsentView } from '../../../../src-main/contract/consents.ts';
import type { OperationView, PaymentPage } from '../../../../src-main/contract/payments.ts';
import type { SellerView } from '../../../../src-main/contract/sellers.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import {
  allowed, anOperation, aPaymentPage, forbidden, SAMPLE_NOW, type PageChange,
} from './payment-samples.ts';

export const CONSENT_LINK = 'https://auth.wallet.example/interact/4c3a/nonce?clientName=Paydesk';
export const SELLER_WALLET = 'https://wallet.example/lima-works';
export const BUYER_WALLET = 'https://bank.example/berta';

export function usd(minor: bigint): MoneyWire {
  return { minor: minor.toString(), asset: 'USD/2' };
}

export function eur(minor: bigint): MoneyWire {
  return { minor: minor.toString(), asset: 'EUR/2' };
}

/** The link is there and waits: 25.00 reach the payee and 25.25 leave the payer. */
export function aConsent(change: Partial<ConsentView> = {}): ConsentView {
  return {
    id: 'cns_2', state: 'asked', endedAs: null, link: CONSENT_LINK,
    linkExpiresAt: SAMPLE_NOW + 10 * 60_000, debit: usd(2_525n), receive: usd(2_500n),
    incomingReference: `${SELLER_WALLET}/incoming-payments/2f1b`,
    quoteReference: `${BUYER_WALLET}/quotes/7d60`, quoteExpiresAt: SAMPLE_NOW + 5 * 60_000,
    failure: null, createdAt: SAMPLE_NOW - 60_000, returnedAt: null, endedAt: null,
    ...change,
  };
}

export function aPayout(change: Partial<OperationView> = {}): OperationView {
  return anOperation({
    id: 'op_payout', kind: 'payout', state: 'planned', amount: usd(2_500n),
    account: SELLER_WALLET, reference: null, evidence: null, endedAt: null, attempts: [],
    ...change,
  });
}

/** A payment over Interledger whose payer has the link. */
export function aPayoutPage(change: PageChange = {}): PaymentPage {
  return aPaymentPage({
    where: 'Berta has a link to pay 25.00 USD to Lima Works; nothing was paid yet.',
    ifNobodyActs: 'If Berta does not use the link, the payment ends unpaid.',
    job: null, operations: [aPayout()], consents: [aConsent()], postings: [], timeline: [],
    ...change,
    payment: {
      rail: 'interledger', status: 'requested', jobId: null, amount: usd(2_500n), held: usd(0n),
      released: usd(0n), refunded: usd(0n), inMotion: usd(0n), available: usd(0n),
      payer: 'Berta', payerAccount: BUYER_WALLET, payee: 'Lima Works',
      payeeAccount: SELLER_WALLET, refundAddress: null, escrowReference: null, escrowedAt: null,
      expiresAt: null, next: null, connectionName: 'Open Payments', offerId: 'offer-7',
      sellerId: 'slr_1', ...change.payment,
    },
    verbs: {
      release: forbidden('Nothing is held on this rail.'),
      refund: forbidden('Nothing is held on this rail.'), cancel: allowed, askPayer: allowed,
      payBack: forbidden('Only what has been paid can be paid back.'),
      accelerate: forbidden('This rail knows no such request.'),
      takeBack: forbidden('This rail knows no such request.'), ...change.verbs,
    },
  });
}

export function aSeller(change: Partial<SellerView> = {}): SellerView {
  return {
    id: 'slr_1', version: 2, marketplaceId: 'mkt_1', marketplaceName: 'Acme AI',
    reference: 'seller-1', name: 'Lima Works', categories: ['design'],
    walletAddress: SELLER_WALLET, asset: 'USD/2', keyId: 'key-1', enabled: true,
    createdAt: SAMPLE_NOW - 86_400_000, updatedAt: SAMPLE_NOW - 86_400_000,
    ...change,
  };
}
