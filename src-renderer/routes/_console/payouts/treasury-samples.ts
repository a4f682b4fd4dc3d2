/** Builders for tests of payouts from a treasury: honest defaults, every field overridable. */
import type {
  PayoutFacts, PayoutProof, WalletView,
} from '../../../../src-main/contract/payout-facts.ts';
import type {
  OperationView, PaymentPage, PaymentRowView,
} from '../../../../src-main/contract/payments.ts';
import type {
  PayoutReview, ReconciledRow, TreasuryView, WalletFile,
} from '../../../../src-main/contract/payouts.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import {
  allowed, anOperation, aPaymentPage, forbidden, SAMPLE_NOW, type PageChange,
} from '../payments/payment-samples.ts';

export const WALLET_ACCOUNT = '0x8626f6940e2eb28930efb4cef49b2d1f2c9c1199';
export const OTHER_ACCOUNT = '0x8626f6940e2eb289300000000000000f2c9c1199';
export const HASH = `0x${'ab'.repeat(32)}`;

export function usdc(minor: bigint): MoneyWire {
  return { minor: minor.toString(), asset: 'USDC/6' };
}

export function aTreasury(change: Partial<TreasuryView> = {}): TreasuryView {
  return {
    connectionId: 'con_treasury', name: 'Circle on Arc', mode: 'sandbox',
    balance: usdc(2_500_000_000n), others: [], reserve: usdc(10_000n),
    available: usdc(2_499_990_000n), problem: null, asOf: SAMPLE_NOW - 4_000, ...change,
  };
}

export function aWallet(change: Partial<WalletView> = {}): WalletView {
  return {
    id: 'pwl_1', version: 3, marketplaceId: 'mkt_1', marketplaceName: 'Acme AI',
    reference: 'worker-1', name: 'Maya Okafor', payee: 'Maya Okafor (worker-1)',
    account: WALLET_ACCOUNT, origin: 'imported', enabled: true, score: 110, createdBy: 'ben',
    createdAt: SAMPLE_NOW - 86_400_000, accountSince: SAMPLE_NOW - 3_600_000,
    updatedAt: SAMPLE_NOW - 3_600_000, ...change,
  };
}

export function aWalletFile(change: Partial<WalletFile> = {}): WalletFile {
  return {
    wallet: aWallet(), isNew: false, alike: [],
    stats: {
      paid: 4, failed: 1, recent: 3, volume: [usdc(120_000_000n)],
      lastPaidAt: SAMPLE_NOW - 60_000,
    },
    moves: [{
      paymentId: 'pay_7', taskId: 'task-7', delta: 10, before: 100, after: 110,
      at: SAMPLE_NOW - 60_000,
    }],
    changes: [
      {
        seq: 12, at: SAMPLE_NOW - 3_600_000, actor: 'ana', act: 'wallet.change',
        account: WALLET_ACCOUNT, previousAccount: OTHER_ACCOUNT,
      },
      {
        seq: 4, at: SAMPLE_NOW - 86_400_000, actor: 'ben', act: 'wallet.create',
        account: OTHER_ACCOUNT, previousAccount: null,
      },
    ],
    ...change,
  };
}

/** A payment whose payout is planned and waits. */
export function aReadyRow(change: Partial<PaymentRowView> = {}): PaymentRowView {
  return {
    id: 'pay_ready_1', jobId: 'job_1', marketplaceId: 'mkt_1', marketplaceName: 'Acme AI',
    rail: 'usdc', status: 'requested', amount: usdc(49_000_000n), held: usdc(0n),
    released: usdc(0n), refunded: usdc(0n), payee: 'Maya Okafor (worker-1)',
    payeeAccount: WALLET_ACCOUNT, next: null, attention: false,
    createdAt: SAMPLE_NOW - 600_000, updatedAt: SAMPLE_NOW - 600_000, expiresAt: null,
    fee: usdc(1_000_000n), review: null, ...change,
  };
}

export function aReview(change: Partial<PayoutReview> = {}): PayoutReview {
  return {
    count: 2, totals: [usdc(98_000_000n)], fees: [usdc(2_000_000n)],
    largest: {
      paymentId: 'pay_ready_1', payee: 'Maya Okafor (worker-1)', amount: usdc(49_000_000n),
    },
    payees: 1, newPayees: [], alike: [], reviews: [], typed: [], refused: [],
    treasuries: [{
      ...aTreasury(), takes: usdc(98_000_000n), after: usdc(2_402_000_000n), isShort: false,
    }],
    items: ['pay_ready_1', 'pay_ready_2'].map((paymentId) => ({
      paymentId, payee: 'Maya Okafor (worker-1)', amount: usdc(49_000_000n), newPayee: false,
      refused: null,
    })),
    ...change,
  };
}

export function aProof(change: Partial<PayoutProof> = {}): PayoutProof {
  return {
    provider: {
      id: 'tx-circle-1', state: 'COMPLETE', amount: '49', account: WALLET_ACCOUNT, hash: HASH,
      block: '77', networkFee: '0.0015', createdAt: SAMPLE_NOW - 30_000,
    },
    chain: {
      chainId: '5042002', genesisHash: `0x${'01'.repeat(32)}`, hash: HASH, block: '77',
      blockHash: `0x${'02'.repeat(32)}`, logIndex: '1',
      emitter: '0xfffffffffffffffffffffffffffffffffffffffe', fee: '0.001333',
      feePayer: `0x${'03'.repeat(20)}`,
    },
    explorerUrl: null, ...change,
  };
}

export function payoutFactsOf(change: Partial<PayoutFacts> = {}): PayoutFacts {
  return {
    gross: usdc(50_000_000n), fee: usdc(1_000_000n), networkFee: null, review: null,
    stuckSince: null, identity: 'ab'.repeat(32), wallet: aWallet(), alike: [],
    isNewPayee: false, proof: null, ...change,
  };
}

export function aTreasuryPayout(change: Partial<OperationView> = {}): OperationView {
  return anOperation({
    id: 'op_payout', kind: 'payout', state: 'planned', amount: usdc(49_000_000n),
    account: WALLET_ACCOUNT, reference: null, evidence: null, endedAt: null, attempts: [],
    ...change,
  });
}

/** A payment of the treasury that waits to be let go; `payout` is what its page says more. */
export function aTreasuryPage(
  { payout, ...change }: PageChange & { readonly payout?: PayoutFacts } = {},
): PaymentPage {
  const page = aPaymentPage({
    where: '49.000000 USDC is owed to Maya Okafor (worker-1); nothing was sent yet.',
    ifNobodyActs: 'Nothing happens by itself: a person has to decide.', job: null,
    operations: [aTreasuryPayout()], consents: [], postings: [], timeline: [],
    ...change,
    payment: {
      rail: 'usdc', status: 'requested', amount: usdc(49_000_000n), held: usdc(0n),
      released: usdc(0n), refunded: usdc(0n), inMotion: usdc(49_000_000n), available: usdc(0n),
      payer: 'Acme AI', payerAccount: null, payee: 'Maya Okafor (worker-1)',
      payeeAccount: WALLET_ACCOUNT, refundAddress: null, escrowReference: null, escrowedAt: null,
      expiresAt: null, next: null, connectionName: 'Circle on Arc', offerId: 'task-7',
      finality: 'A payout on Arc is final within a second of being sent and cannot be called '
        + 'back; only the payee can send it back.',
      partial: false, ...change.payment,
    },
    verbs: {
      release: allowed, refund: forbidden('Nothing is held on this rail.'), cancel: allowed,
      ...change.verbs,
    },
  });
  return { ...page, payout: payout ?? payoutFactsOf() };
}

export function aReconciledRow(change: Partial<ReconciledRow> = {}): ReconciledRow {
  return {
    reference: 'tx-circle-1', key: 'key-1',
    ledger: {
      paymentId: 'pay_7', operationId: 'op_7', state: 'settled', amount: usdc(49_000_000n),
      account: WALLET_ACCOUNT, hash: HASH,
    },
    provider: {
      state: 'COMPLETE', amount: usdc(49_000_000n), account: WALLET_ACCOUNT,
      at: SAMPLE_NOW - 60_000,
    },
    chain: {
      hash: HASH, status: 'success', amount: usdc(49_000_000n), account: WALLET_ACCOUNT,
      block: '77',
    },
    differences: [], ...change,
  };
}
