import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../../engine/call.ts';
import type { DoubleHandlers } from '../../../../engine/double.ts';
import { never, openPage } from '../open-page.tsx';
import { aConsent, aPayoutPage, aSeller, BUYER_WALLET } from '../payout-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

const sellers = [
  aSeller(), aSeller({ id: 'slr_off', reference: 'gone', name: 'Gone', enabled: false }),
];
const account = { asset: 'EUR/2', publicName: 'Berta', problem: null };

function open(handlers: DoubleHandlers = {}) {
  opened = openPage('/payments?start=true', {
    'payments.list': () => ({ items: [], next: null }),
    'sellers.list': () => ({ items: sellers }), 'sellers.account': () => account,
    'payments.get': () => aPayoutPage({ payment: { id: 'pay_new' } }), ...handlers,
  });
  return opened;
}

const form = () => screen.findByRole('dialog', { name: 'Approve quote & pay' });
const type = (label: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

async function fillAndReview(): Promise<HTMLElement> {
  await form();
  type(/^Buyer's wallet/, ` ${BUYER_WALLET} `);
  type(/^Amount in USD/, '25');
  type(/^What it pays for/, 'offer-7');
  fireEvent.click(screen.getByRole('button', { name: 'Review…' }));
  return screen.findByRole('dialog', { name: /^Ask Berta to pay 25.00 USD to Lima Works/ });
}

describe('a new payment', () => {
  test('is opened by its button and stands in the address', async () => {
    opened = openPage('/payments', {
      'payments.list': () => ({ items: [], next: null }),
      'sellers.list': () => ({ items: sellers }),
    });
    fireEvent.click(await screen.findByRole('button', { name: /New payment/ }));
    await form();
    expect(opened.history.location.search).toBe('?start=true');
  });

  test('says who could receive, where nobody can', async () => {
    open({ 'sellers.list': () => ({ items: [] }) });
    expect(await screen.findByText('No seller can receive yet')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Add a seller' }).getAttribute('href'))
      .toBe('/sellers?edit=new');
  });

  test('asks the buyer’s wallet as soon as the field is left', async () => {
    const { asked } = open();
    await form();
    expect(screen.queryByLabelText(/^Marketplace/)).toBeNull();
    type(/^Buyer's wallet/, BUYER_WALLET);
    fireEvent.blur(screen.getByLabelText(/^Buyer's wallet/));
    expect(await screen.findByText('Berta answers and counts in EUR.')).toBeDefined();
    expect(asked('sellers.account')).toEqual([{ walletAddress: BUYER_WALLET }]);
  });

  test('is not reviewed while the wallet cannot be reached, and keeps what was typed', async () => {
    open({ 'sellers.account': () => ({
      asset: null, publicName: null, problem: 'Nobody answers there.',
    }) });
    await form();
    type(/^Buyer's wallet/, BUYER_WALLET);
    type(/^Amount in USD/, '25');
    type(/^What it pays for/, 'offer-7');
    fireEvent.click(screen.getByRole('button', { name: 'Review…' }));
    expect(await screen.findByText('The wallet cannot be read: Nobody answers there.'))
      .toBeDefined();
    expect(screen.getByLabelText(/^Amount in USD/).getAttribute('value')).toBe('25');
  });

  test('says at each field what is missing', async () => {
    const { asked } = open();
    await form();
    type(/^Amount in USD/, '25.001');
    fireEvent.click(screen.getByRole('button', { name: 'Review…' }));
    expect(await screen.findByText('Whose wallet pays? Write its address.')).toBeDefined();
    expect(screen.getByText(/^Write an amount such as 25.00/)).toBeDefined();
    expect(screen.getByText('Write what it pays for.')).toBeDefined();
    expect(asked('sellers.account')).toEqual([]);
  });

  test('goes to its payment once the link is there', async () => {
    const { asked, history } = open({
      'consents.start': () => ({ paymentId: 'pay_new', consent: aConsent() }),
    });
    const review = await fillAndReview();
    expect(review.textContent).toContain(BUYER_WALLET);
    expect(review.textContent).toContain('Nothing is paid by this');
    fireEvent.click(within(review).getByRole('button', { name: 'Approve quote & pay' }));
    await waitFor(() => expect(history.location.pathname).toBe('/payments/pay_new'));
    expect(asked('consents.start')).toEqual([{
      marketplaceId: 'mkt_1', sellerReference: 'seller-1', offerId: 'offer-7', payer: 'Berta',
      payerAccount: BUYER_WALLET, amount: '25', description: '',
    }]);
  });

  test('shows that it waits for the wallet', async () => {
    open({ 'consents.start': () => never() });
    const review = await fillAndReview();
    fireEvent.click(within(review).getByRole('button', { name: 'Approve quote & pay' }));
    expect(await within(review).findByRole('progressbar')).toBeDefined();
  });

  test('shows a refusal at its field, with everything else as it was typed', async () => {
    open({ 'consents.start': () => {
      throw new RefusalError({ code: 'amount_too_large', message: 'Too large.', details: {} });
    } });
    const review = await fillAndReview();
    fireEvent.click(within(review).getByRole('button', { name: 'Approve quote & pay' }));
    expect(await screen.findByText('Too large.')).toBeDefined();
    expect(screen.getByLabelText(/^Amount in USD/).getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText(/^What it pays for/).getAttribute('value')).toBe('offer-7');
  });

  test('leads to what was recorded where the wallet gave no quote', async () => {
    open({ 'consents.start': () => {
      throw new RefusalError({
        code: 'quote_refused', message: 'No quote.', details: { pendingId: 'pay_new' },
      });
    } });
    const review = await fillAndReview();
    fireEvent.click(within(review).getByRole('button', { name: 'Approve quote & pay' }));
    expect(await within(review).findByText('No quote.')).toBeDefined();
    expect(within(review).getByRole('link', { name: 'Open the payment' }).getAttribute('href'))
      .toBe('/payments/pay_new');
  });

  test('goes to the payment where the wallet is only slow', async () => {
    const { history } = open({ 'consents.start': () => {
      throw new RefusalError({
        code: 'provider_unavailable', message: 'Slow.', details: { pendingId: 'pay_new' },
      });
    } });
    const review = await fillAndReview();
    fireEvent.click(within(review).getByRole('button', { name: 'Approve quote & pay' }));
    await waitFor(() => expect(history.location.pathname).toBe('/payments/pay_new'));
  });

  test('asks for the marketplace where there are several', async () => {
    open({ 'sellers.list': () => ({ items: [
      aSeller(), aSeller({
        id: 'slr_2', name: 'Other', marketplaceId: 'mkt_2', marketplaceName: 'Bazaar',
      }),
    ] }) });
    await form();
    expect(screen.getAllByLabelText(/^Marketplace/).length).toBeGreaterThan(0);
  });
});
