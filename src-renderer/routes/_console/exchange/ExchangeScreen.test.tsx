import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { PurchaseView } from '../../../../src-main/contract/exchange.ts';
import { RefusalError } from '../../../engine/call.ts';
import { never, openPage } from '../payments/open-page.tsx';
import { aMarketplace } from '../settings/settings-samples.ts';

let close = (): void => undefined;
afterEach(() => close());

function open(...given: Parameters<typeof openPage>) {
  const page = openPage(...given);
  close = page.close;
  return page;
}

const purchase: PurchaseView = {
  id: 'pur_1', userId: 'user-7', paymentId: 'pay_1', status: 'frozen', rate: '100000',
  rateAsOf: 1, btc: { minor: '1000000', asset: 'BTC/8' },
  aitbc: { minor: '100000000000', asset: 'AITBC/8' }, aitbcAddress: 'aitbc1buyer', createdAt: 1,
  updatedAt: 1,
};
const usual = {
  'exchange.rate': () => ({ rate: '100000', asOf: 1, problem: null }),
  'marketplaces.list': () => ({ items: [aMarketplace()] }),
  'purchases.list': () => ({ items: [purchase], next: null }),
} as const;

describe('the exchange', () => {
  test('shows the rate with its age, and what was bought', async () => {
    open('/exchange', usual);
    const rate = await screen.findByRole('region', { name: 'Present rate' });
    expect(rate.textContent).toMatch(/1 BTC = 100.000 AITBC/);
    const row = within(screen.getByRole('grid', { name: 'Purchases' })).getAllByRole('row')[1];
    expect(row?.textContent).toContain('Frozen');
    expect(row?.textContent).toMatch(/0\.010.000.00/);
  });

  test('says why there is no rate, and what fills the list', async () => {
    open('/exchange', {
      ...usual, 'exchange.rate': () => ({ rate: null, asOf: null, problem: 'It is too old.' }),
      'purchases.list': () => ({ items: [], next: null }),
    });
    expect(await screen.findByText('No rate is to be had')).toBeDefined();
    expect(screen.getByText('No purchases yet')).toBeDefined();
  });

  test('is narrowed to one user by its address', async () => {
    const { asked, history } = open('/exchange', usual);
    fireEvent.change(await screen.findByLabelText('Only this user'), {
      target: { value: 'user-7' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(history.location.search).toContain('user-7'));
    await waitFor(() => expect(asked('purchases.list').at(-1))
      .toEqual({ userId: 'user-7', cursor: null, limit: 100 }));
  });

  test('shows what failed, and that it is read while slow', async () => {
    open('/exchange', { ...usual, 'purchases.list': () => {
      throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
    } });
    expect(await screen.findByText('It broke.')).toBeDefined();
    close();
    open('/exchange', { ...usual, 'purchases.list': never });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });
});

describe('a purchase', () => {
  test('by an operator names the limits of the user and sends what was typed', async () => {
    const { asked } = open('/exchange?buy=true', {
      ...usual,
      'exchange.allowance': () => ({
        thisHour: 3, perHourMax: 10, btcToday: { minor: '25000000', asset: 'BTC/8' },
        btcPerDayMax: { minor: '100000000', asset: 'BTC/8' },
      }),
      'exchange.purchase': () => ({ purchaseId: 'pur_1', paymentId: 'pay_1' }),
    });
    const sheet = await screen.findByRole('dialog', { name: 'Buy tokens for a user' });
    const type = (label: RegExp, value: string): void => {
      fireEvent.change(within(sheet).getByLabelText(label), { target: { value } });
    };
    type(/^User/, 'user-7');
    expect(await within(sheet).findByText('3 of 10 purchases this hour')).toBeDefined();
    const confirm = within(sheet).getByRole('button', { name: 'Buy the tokens' });
    expect(confirm.hasAttribute('disabled')).toBe(true);
    type(/^Bitcoin to pay/, '0.01');
    type(/^Token address/, 'aitbc1buyer');
    fireEvent.click(confirm);
    await waitFor(() => expect(asked('exchange.purchase')).toEqual([{
      marketplaceId: aMarketplace().id, userId: 'user-7', btc: '0.01', aitbc: null,
      aitbcAddress: 'aitbc1buyer', refundAddress: null,
    }]));
  });

  test('says where the money is and shows both legs', async () => {
    open('/exchange/pur_1', {
      'purchases.get': () => ({
        purchase, marketplaceName: 'Acme', exchangeName: 'AITBC exchange',
        walletName: 'Wallet daemon', paymentStatus: 'unclear',
        legs: [
          { operationId: 'op_1', kind: 'hold', state: 'settled', amount: purchase.btc,
            reference: 'bcrt1q', failureText: null, endedAt: 2 },
          { operationId: 'op_2', kind: 'purchase', state: 'unclear', amount: purchase.aitbc,
            reference: null, failureText: 'no answer', endedAt: null },
        ],
      }),
    });
    expect(await screen.findByText(/both legs stand still/)).toBeDefined();
    const legs = screen.getByRole('grid', { name: 'Legs' });
    expect(within(legs).getByText('Wallet daemon')).toBeDefined();
    expect(within(legs).getByText('Unclear')).toBeDefined();
    expect(screen.getByRole('link', { name: 'pay_1' }).getAttribute('href'))
      .toBe('/payments/pay_1');
  });
});
