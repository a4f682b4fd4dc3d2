import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { RefusalError } from '../../../../engine/call.ts';
import type { DoubleHandlers } from '../../../../engine/double.ts';
import { openPage } from '../open-page.tsx';
import { allowed, SAMPLE_NOW } from '../payment-samples.ts';
import {
  aConsent, aPayout, aPayoutPage, BUYER_WALLET, CONSENT_LINK, eur, usd,
} from '../payout-samples.ts';

const paymentId = 'pay_01JD8Z6Q4T9V2M0X7C5R3N1B8K';
let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

function open(page: PaymentPage, handlers: DoubleHandlers = {}, tab = '') {
  opened = openPage(`/payments/${paymentId}${tab}`, { 'payments.get': () => page, ...handlers });
  return opened;
}

const card = (name = 'Complete payment') => screen.findByRole('region', { name });

describe('a payment whose payer has the link', () => {
  test('shows the link whole, to copy, to open and to scan', async () => {
    open(aPayoutPage());
    const shown = within(await card());
    expect(shown.getByText(CONSENT_LINK)).toBeDefined();
    expect(shown.getByRole('button', { name: 'Copy payment link' })).toBeDefined();
    const link = shown.getByRole('link', { name: 'Open link' });
    expect([link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')])
      .toEqual([CONSENT_LINK, '_blank', 'noopener noreferrer']);
    expect(shown.getByRole('img', { name: `QR code of ${CONSENT_LINK}` })).toBeDefined();
  });

  test('says what leaves the payer with its fees, and what reaches the payee', async () => {
    open(aPayoutPage());
    const shown = (await card()).textContent;
    expect(shown).toContain('Payer is debited25.25 USD, fees of 0.25 USD included');
    expect(shown).toContain('Payee receives25.00 USD');
  });

  test('names no fee where the difference is exchange as well', async () => {
    open(aPayoutPage({ consents: [aConsent({ debit: eur(2_400n) })] }));
    expect((await card()).textContent).toContain('24.00 EUR, fees and exchange included');
  });

  test('lets the ids be copied by which it is found again', async () => {
    open(aPayoutPage());
    const shown = within(await card());
    for (const name of ['payment id', 'incoming payment', 'quote']) {
      expect(shown.getByRole('button', { name: `Copy ${name}` })).toBeDefined();
    }
  });

  test('runs two clocks, of the link and of the quote', async () => {
    open(aPayoutPage());
    const clocks = await screen.findByRole('group', { name: 'Clocks' });
    expect(clocks.textContent).toMatch(/^link(ends|ended).*quote(ends|ended)/);
  });

  test('has no word of an escrow', async () => {
    open(aPayoutPage());
    await card();
    expect(document.querySelector('main, body')?.textContent).not.toMatch(/escrow at|released/i);
    expect(screen.queryByRole('button', { name: /^Release|^Refund/ })).toBeNull();
  });

  test('gives no address to open that is none', async () => {
    open(aPayoutPage({ consents: [aConsent({ link: 'javascript:alert(1)' })] }));
    await card('Consent of the payer');
    expect(screen.queryByRole('link', { name: 'Open link' })).toBeNull();
  });
});

describe('a consent', () => {
  test.each([
    [{ state: 'preparing', link: null }, /is asked for a quote and a link/],
    [{ state: 'returned', link: null, returnedAt: SAMPLE_NOW }, /Berta came back/],
    [{ state: 'granted', link: null }, /Berta agreed; the payout is sent/],
    [{ state: 'ended', endedAs: 'declined', link: null }, /Berta refused at the wallet/],
    [{ state: 'ended', endedAs: 'lapsed', link: null }, /did not use the link in time/],
  ] as const)('that is %o says so, and offers no link', async (change, words) => {
    open(aPayoutPage({ consents: [aConsent(change)] }));
    expect((await card('Consent of the payer')).textContent).toMatch(words);
    expect(screen.queryByText(CONSENT_LINK)).toBeNull();
  });

  test('folds the earlier ones away, with what the wallet said', async () => {
    open(aPayoutPage({ consents: [aConsent(), aConsent({
      id: 'cns_1', state: 'ended', endedAs: 'declined', link: null, endedAt: SAMPLE_NOW - 90_000,
      failure: 'The payer refused at the wallet.',
    })] }));
    const earlier = (await screen.findByText('1 earlier consent')).closest('details');
    expect(earlier?.open).toBe(false);
    expect(earlier?.textContent).toContain('The payer refused at the wallet.');
  });

  test('changes on screen when it changes elsewhere', async () => {
    let page = aPayoutPage();
    const { double } = open(page, { 'payments.get': () => page });
    await card();
    page = aPayoutPage({ consents: [aConsent({ state: 'granted', link: null })] });
    act(() => double.emit('changed', { nouns: ['consents'], paymentIds: [], at: 1 }));
    expect(await screen.findByText(/Berta agreed/)).toBeDefined();
  });
});

describe('a paid payment', () => {
  const paid = aPayoutPage({
    payment: { status: 'released', released: usd(2_500n) },
    operations: [aPayout({
      state: 'settled', delivered: usd(2_500n), debited: usd(2_525n),
      evidence: {
        kind: 'incoming-payment', reference: 'ip', word: "the payee's wallet", raw: '{}',
      },
    })],
    consents: [aConsent({ state: 'ended', endedAs: 'used', link: null })],
    linked: [{
      paymentId: 'pay_back', kind: 'refund-of', status: 'released', amount: usd(500n),
      createdAt: SAMPLE_NOW,
    }],
    verbs: { payBack: allowed },
  });

  test('is called paid, with what was delivered and debited', async () => {
    open(paid, {}, '?tab=operations');
    const top = await screen.findByRole('region', { name: 'Where the money is' });
    expect(within(top).getByText('Paid')).toBeDefined();
    expect(top.textContent).toContain('debited 25.25 USD');
    const operation = screen.getByRole('region', { name: 'payout, number 1' });
    expect(operation.textContent).toContain('Delivered25.00 USDDebited25.25 USD');
    // The card of the consent keeps what was agreed to, and calls it that.
    const consent = await card('Consent of the payer');
    expect(consent.textContent).toContain('Quoted debit25.25 USD');
    expect(consent.textContent).not.toContain('Payer is debited');
    expect(operation.textContent).toContain('incoming payment, the payee\'s wallet');
  });

  test('names the repayment, and the repayment names it', async () => {
    open(paid);
    const facts = await screen.findByRole('complementary', { name: 'Accounts and links' });
    expect(within(facts).getByRole('link', { name: 'pay_back' }).getAttribute('href'))
      .toBe('/payments/pay_back');
    expect(facts.textContent).toContain('Paid back by');
    opened?.close();
    open(aPayoutPage({ payment: { refundOf: 'pay_first' } }));
    expect(await screen.findByRole('link', { name: 'pay_first' })).toBeDefined();
    expect(screen.getByText('Pays back')).toBeDefined();
  });

  test('is paid back after a review of who pays what, and leads to the new payment', async () => {
    const { asked, history } = open(paid, {
      'consents.refundable': () => ({ amount: usd(2_000n), from: 'Lima Works', to: 'Berta' }),
      'consents.payBack': () => ({ paymentId: 'pay_2', consent: null }),
    });
    fireEvent.click(await screen.findByRole('button', { name: /^Pay back/ }));
    const dialog = await screen.findByRole('dialog');
    const amount = await within(dialog).findByLabelText('Amount');
    await within(dialog).findByText(/all that can be paid back, 20.00 USD/);
    expect(dialog.textContent).toContain('Pay 20.00 USD back to Berta');
    expect(dialog.textContent).toContain('on top, paid by Lima Works');
    expect(dialog.textContent).toContain(BUYER_WALLET);
    fireEvent.change(amount, { target: { value: '5' } });
    fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'cancelled' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Pay back 5.00 USD' }));
    await waitFor(() => expect(history.location.pathname).toBe('/payments/pay_2'));
    expect(asked('consents.payBack')).toEqual([
      { paymentId, version: 3, reason: 'cancelled', amount: '5' },
    ]);
  });

  test('keeps what was typed where more was asked for than can be paid back', async () => {
    open(paid, {
      'consents.refundable': () => ({ amount: usd(2_000n), from: 'Lima Works', to: 'Berta' }),
      'consents.payBack': () => {
        throw new RefusalError({ code: 'above_refundable', message: 'Too much.', details: {} });
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: /^Pay back/ }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText(/20.00 USD\.$/);
    const amount = within(dialog).getByLabelText('Amount');
    fireEvent.change(amount, { target: { value: '99' } });
    fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'cancelled' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Pay back 99.00 USD' }));
    expect(await within(dialog).findByText('Too much.')).toBeDefined();
    expect(amount.getAttribute('aria-invalid')).toBe('true');
    expect(amount.getAttribute('value')).toBe('99');
  });
});

describe('a new link', () => {
  test('is asked for on a review that says nothing is paid by it', async () => {
    const { asked } = open(aPayoutPage({
      consents: [aConsent({ state: 'ended', endedAs: 'lapsed', link: null })],
    }), { 'consents.askPayer': () => ({ paymentId, consent: aConsent() }) });
    fireEvent.click(await screen.findByRole('button', { name: /^New link/ }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('Ask Berta again to pay 25.00 USD');
    expect(dialog.textContent).toContain('Nothing is paid by this.');
    fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'lapsed' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Ask for a new link' }));
    await waitFor(() => expect(asked('consents.askPayer')).toEqual([
      { paymentId, version: 3, reason: 'lapsed' },
    ]));
  });
});
