import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../engine/call.ts';
import type { DoubleHandlers } from '../../../engine/double.ts';
import { prefer } from '../../../stores/preferences.ts';
import { never, openPage } from '../payments/open-page.tsx';
import {
  aReadyRow, aReview, aTreasury, OTHER_ACCOUNT, usdc, WALLET_ACCOUNT,
} from './treasury-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => {
  opened?.close();
  prefer({ language: 'en' });
});

const two = [aReadyRow(), aReadyRow({ id: 'pay_ready_2', review: 'it is above 1000 USDC' })];

function open(handlers: DoubleHandlers = {}, address = '/payouts') {
  opened = openPage(address, {
    'payments.list': () => ({ items: two, next: null }),
    'payments.count': () => ({ count: 2, more: false }),
    'payouts.treasury': () => ({ items: [aTreasury()] }),
    'payouts.review': () => aReview(), ...handlers,
  });
  return opened;
}

const refuse = (code: string, message: string) => (): never => {
  throw new RefusalError({ code, message, details: {} });
};

async function review(handlers: DoubleHandlers = {}) {
  const page = open(handlers);
  fireEvent.click(await screen.findByRole('checkbox', { name: /Select all shown/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Pay out…' }));
  const sheet = within(await screen.findByRole('dialog', { name: /^Pay out 2 payments/ }));
  return { ...page, sheet };
}

describe('what is ready to send', () => {
  test('names payee, amount, fee, account and why it waits', async () => {
    const { asked } = open();
    const [first, second] = await screen.findAllByRole('row', { name: /Maya Okafor/ });
    expect(first?.textContent).toContain('A person lets each payout go');
    expect(second?.textContent).toContain('it is above 1000 USDC');
    expect(asked('payments.list')[0]).toMatchObject({
      filter: { rails: ['usdc'], statuses: ['requested'] },
    });
  });

  test('stands beside the treasury with its age and what is kept there', async () => {
    const { double, asked } = open();
    const treasury = within(await screen.findByRole('region', { name: 'Treasury' }));
    expect((await treasury.findByText('Circle on Arc')).parentElement?.textContent)
      .toContain('2\u202f500.000\u202f000 USDC');
    expect(treasury.getByText(/Asked/)).toBeDefined();
    act(() => double.emit('changed', { nouns: ['postings'], paymentIds: [], at: 1 }));
    await waitFor(() => expect(asked('payouts.treasury').length).toBeGreaterThan(1),
      { timeout: 4_000 });
  });

  test('tells of euros beside it', async () => {
    open({ 'payouts.treasury': () => ({
      items: [aTreasury({ others: [{ minor: '7500000', asset: 'EURC/6' }] })],
    }) });
    const treasury = within(await screen.findByRole('region', { name: 'Treasury' }));
    expect((await treasury.findByText('And beside it')).parentElement?.textContent)
      .toContain('7.500\u202f000 EURC');
  });

  test('says that the treasury cannot be read, and shows the list all the same', async () => {
    open({ 'payouts.treasury': () => ({ items: [aTreasury({
      balance: null, available: null, problem: 'The provider did not answer in time.',
    })] }) });
    expect(await screen.findByText('The balance is not known')).toBeDefined();
    expect(screen.getByText('The provider did not answer in time.')).toBeDefined();
    expect(await screen.findAllByRole('row', { name: /Maya Okafor/ })).toHaveLength(2);
  });

  test('says that there is no treasury, and where to add one', async () => {
    open({ 'payouts.treasury': () => ({ items: [] }) });
    expect(await screen.findByText('No treasury is set up')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Open connections' })).toBeDefined();
  });

  test('does not wait for a treasury that is slow', async () => {
    open({ 'payouts.treasury': () => never() });
    expect(await screen.findByText('Asking the provider…')).toBeDefined();
    expect(screen.getAllByRole('row', { name: /Maya Okafor/ })).toHaveLength(2);
  });

  test('is empty with a way to fill it', async () => {
    open({ 'payments.list': () => ({ items: [], next: null }) });
    expect(await screen.findByText('Nothing waits to be sent')).toBeDefined();
    expect(screen.getByRole('link', { name: 'Import a file' })).toBeDefined();
  });

  test('shows what failed, with a way to try again', async () => {
    open({ 'payments.list': refuse('internal', 'It broke.') });
    expect(await screen.findByText('It broke.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test('shows that it is read while that is slow', async () => {
    open({ 'payments.list': () => never() });
    expect(await screen.findByRole('status', { name: 'Loading' }, { timeout: 3_000 }))
      .toBeDefined();
  });

  test('speaks Spanish, reasons included', async () => {
    prefer({ language: 'es' });
    open({ 'payments.list': () => ({ next: null, items: [aReadyRow({
      review: 'the payee is known for less than a week; it is above 1000 USDC',
    })] }) });
    expect(await screen.findByText('el beneficiario se conoce desde hace menos de una semana; '
      + 'supera 1000 USDC')).toBeDefined();
  });
});

describe('letting payouts go', () => {
  test('shows what it does before it is done, and makes a batch of just that', async () => {
    const { asked, sheet, history } = await review({
      'batches.create': () => ({ batchId: 'bat_1' }),
    });
    expect(sheet.getByRole('row', { name: /Circle on Arc, before/ }).textContent)
      .toContain('2\u202f500.000\u202f000');
    expect(sheet.getByRole('row', { name: /Circle on Arc, after/ }).textContent)
      .toContain('2\u202f402.000\u202f000');
    fireEvent.change(sheet.getByLabelText(/^Reason/), { target: { value: 'The week.' } });
    fireEvent.click(sheet.getByRole('button', { name: /^Pay out 2/ }));
    await waitFor(() => expect(history.location.pathname).toBe('/batches/bat_1'));
    expect(asked('batches.create')).toEqual([{
      act: 'release', reason: 'The week.',
      selection: { paymentIds: ['pay_ready_1', 'pay_ready_2'] },
    }]);
  });

  test('of a large total has it typed first', async () => {
    const { asked, sheet } = await review({
      'payouts.review': () => aReview({ typed: [usdc(1_200_500_000n)] }),
      'batches.create': () => ({ batchId: 'bat_1' }),
    });
    fireEvent.change(sheet.getByLabelText(/^Reason/), { target: { value: 'The week.' } });
    const button = sheet.getByRole('button', { name: /^Pay out 2/ });
    const total = sheet.getByLabelText(/^Type the total in USDC/);
    for (const [typed, isEnough] of [['', false], ['1200', false], ['1200.5', true],
      ['1 200.50', true]] as const) {
      fireEvent.change(total, { target: { value: typed } });
      expect(button.hasAttribute('disabled'), typed).toBe(!isEnough);
    }
    fireEvent.click(button);
    await waitFor(() => expect(asked('batches.create')).toHaveLength(1));
  });

  test('names new payees, look-alike accounts and a treasury that runs short', async () => {
    const { sheet } = await review({ 'payouts.review': () => aReview({
      newPayees: ['Maya Okafor (worker-1)'],
      alike: [{
        payee: 'Maya Okafor (worker-1)', payeeAccount: WALLET_ACCOUNT, name: 'Maia Okafor',
        reference: 'worker-9', account: OTHER_ACCOUNT,
      }],
      treasuries: [{
        ...aTreasury(), takes: usdc(98_000_000n), after: usdc(1_000n), isShort: true,
      }],
    }) });
    expect(sheet.getByText('Accounts that look alike').closest('[role="alert"]')?.textContent)
      .toContain('Maia Okafor');
    expect(sheet.getByText(/less than what is kept for network fees/)).toBeDefined();
    expect(sheet.getByRole('row', { name: /Never paid before/ }).textContent)
      .toContain('Maya Okafor (worker-1)');
  });

  test('is not possible where nothing can go', async () => {
    const page = open({ 'payouts.review': () => aReview({
      count: 0, totals: [], refused: [{ message: 'The payment has ended.', count: 2 }],
    }) });
    fireEvent.click(await screen.findByRole('checkbox', { name: /Select all shown/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Pay out…' }));
    expect(await screen.findByText('None of these can be paid out.')).toBeDefined();
    expect(page.asked('batches.create')).toEqual([]);
  });

  test('takes all that match where that was chosen', async () => {
    const { asked } = open();
    fireEvent.click(await screen.findByRole('checkbox', { name: /Select all shown/ }));
    fireEvent.click(await screen.findByRole('button', { name: /Select all 2 that match/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Pay out…' }));
    await waitFor(() => expect(asked('payouts.review')).toMatchObject([
      { selection: { filter: { rails: ['usdc'], statuses: ['requested'] } } },
    ]));
  });
});
