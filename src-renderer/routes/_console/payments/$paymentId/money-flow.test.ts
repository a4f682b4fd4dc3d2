import { describe, expect, test } from 'vitest';
import { anOperation, aPaymentPage, btc } from '../payment-samples.ts';
import { aPayout, aPayoutPage, eur, usd } from '../payout-samples.ts';
import { moneyFlow, payoutFlow } from './money-flow.ts';

const posting = (account: 'escrow' | 'suspense' | 'payee', minor: bigint) =>
  ({ id: `${account}${minor}`, account, delta: btc(minor), at: 0, operationId: 'op' });

describe('the picture of the money', () => {
  test('shows what the ledger holds in escrow', () => {
    const flow = moneyFlow(aPaymentPage());
    expect(flow.inEscrow).toEqual(btc(100_000n));
    expect(flow.paidOut).toEqual({ done: btc(0n), moving: null });
  });

  test('shows a release on its way apart from what arrived', () => {
    const operation = anOperation({ kind: 'release', state: 'submitted', amount: btc(40_000n) });
    const flow = moneyFlow(aPaymentPage({
      operations: [operation],
      postings: [posting('escrow', 60_000n), posting('payee', 40_000n)],
    }));
    expect(flow.paidOut).toEqual({ done: btc(40_000n), moving: btc(40_000n) });
    expect(flow.inEscrow).toEqual(btc(60_000n));
  });

  test('without an escrow shows what reached the payee and what left the payer', () => {
    const page = aPayoutPage({
      payment: { released: usd(1_000n) },
      operations: [
        aPayout({ state: 'settled', debited: eur(950n) }),
        aPayout({ state: 'submitted', amount: usd(1_500n) }),
      ],
    });
    expect(payoutFlow(page)).toEqual({
      paid: { done: usd(1_000n), moving: usd(1_500n) }, debited: [eur(950n)], unclear: null,
    });
  });

  test('shows money in suspense as unclear, in nobody’s hands', () => {
    const flow = moneyFlow(aPaymentPage({
      postings: [posting('escrow', 0n), posting('suspense', 100_000n)],
    }));
    expect(flow.unclear).toEqual(btc(100_000n));
    expect(flow.inEscrow).toEqual(btc(0n));
  });
});
