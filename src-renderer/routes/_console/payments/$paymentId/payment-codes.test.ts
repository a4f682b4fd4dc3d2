import { describe, expect, test } from 'vitest';
import { aPaymentPage, btc } from '../payment-samples.ts';
import { bitcoinUri, paymentCodes } from './payment-codes.ts';

const browser = new URL('http://127.0.0.1:4400/payments/pay_1?tab=ledger');
const codes = (payment: Parameters<typeof aPaymentPage>[0] = {}, page = browser) =>
  paymentCodes(aPaymentPage(payment), page);
const codeOf = (kind: string, payment: Parameters<typeof aPaymentPage>[0] = {}) =>
  codes(payment).find((code) => code.kind === kind);

describe('a bitcoin code', () => {
  test.each([
    ['0.00100000', 'bitcoin:bc1qexample?amount=0.001&label=Paydesk%20pay_1'],
    ['20.00000000', 'bitcoin:bc1qexample?amount=20&label=Paydesk%20pay_1'],
    ['20', 'bitcoin:bc1qexample?amount=20&label=Paydesk%20pay_1'],
    [null, 'bitcoin:bc1qexample?label=Paydesk%20pay_1'],
  ])('of %s is %s', (amount, uri) => {
    expect(bitcoinUri('bc1qexample', { amount, label: 'Paydesk pay_1' })).toBe(uri);
  });

  test('takes nothing of an address for a parameter', () => {
    expect(bitcoinUri('a?amount=9&x', { amount: null, label: 'x' }))
      .toBe('bitcoin:a%3Famount%3D9%26x?label=x');
  });
});

describe('the codes of a payment', () => {
  test('ask for the amount only before anything is held', () => {
    const due = codeOf('escrow', { payment: { status: 'holding', held: btc(0n) } });
    expect(due).toMatchObject({ asksForMoney: true });
    expect(due?.text).toContain('amount=0.001&');
    for (const status of ['escrowed', 'released', 'unclear', 'refunded'] as const) {
      const held = codeOf('escrow', { payment: { status } });
      expect(held).toMatchObject({ asksForMoney: false });
      expect(held?.text).not.toContain('amount');
    }
  });

  test('never ask for a refund', () => {
    const refund = codeOf('refund', { payment: { status: 'holding', held: btc(0n) } });
    expect(refund).toMatchObject({ asksForMoney: false });
    expect(refund?.text).toMatch(/^bitcoin:[a-z0-9]+\?label=/);
  });

  test('carry an escrow id of another rail as it is', () => {
    expect(codeOf('escrow', { payment: { rail: 'aitbc', escrowReference: 'esc_7' } }))
      .toMatchObject({ text: 'esc_7', asksForMoney: false });
  });

  test('link to the page in a browser, and not from the window', () => {
    expect(codeOf('link')?.text).toMatch(/^http:\/\/127\.0\.0\.1:4400\/payments\/pay_[A-Z0-9]+$/i);
    expect(codes({}, new URL('paydesk://app/payments/pay_1')).map(({ kind }) => kind))
      .not.toContain('link');
  });
});
