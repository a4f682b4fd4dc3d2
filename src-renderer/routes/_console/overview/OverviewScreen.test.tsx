import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../engine/call.ts';
import { emptyOverview, never, openPage } from '../payments/open-page.tsx';
import { aitbc, btc, SAMPLE_NOW } from '../payments/payment-samples.ts';
import type { Overview } from './OverviewScreen.tsx';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

const paid = {
  released: 8, refunded: 1, cancelled: 0, failed: 1, p50: { seconds: 30 }, p95: { seconds: null },
};
const nothing = { released: 0, refunded: 0, cancelled: 0, failed: 0, p50: null, p95: null };

const filled: Overview = {
  ...emptyOverview,
  states: [{ rail: 'aitbc', status: 'escrowed', count: 4 }],
  ends: [{
    rail: 'bitcoin', current: paid, previous: nothing, days: [{ day: '2026-11-20', ...paid }],
  }],
  top: {
    byDeadline: [{
      id: 'a', reason: 'expiring-soon', payee: 'Ana Lima', path: '/payments/pay_1',
      openedAt: SAMPLE_NOW - 60_000, deadlineAt: SAMPLE_NOW + 23 * 60_000,
    }],
    byAge: [],
  },
  needsMe: [{ reason: 'outcome-unclear', text: 'It is not known whether money moved', count: 3 }],
  money: [{
    rail: 'aitbc', asset: 'AITBC/8', held: aitbc(2n ** 60n), releasing: aitbc(0n),
    refunding: aitbc(5n), unclear: aitbc(0n), count: 12,
  }],
  expiring: [{
    paymentId: 'pay_1', payee: 'Ana Lima', amount: btc(100_000n),
    expiresAt: SAMPLE_NOW + 23 * 60_000, then: 'goes back to the payer',
  }],
  providers: [{
    connectionId: 'c1', name: 'Wallet daemon', rail: 'bitcoin', state: 'down', text: 'no answer',
  }],
  volume: [{
    day: '2026-11-20', rail: 'bitcoin', measure: 'created', count: 2, amount: btc(300_000n),
  }],
  nextEvent: { paymentId: 'pay_1', text: 'escrow returns', at: SAMPLE_NOW + 23 * 60_000 },
};

const open = (answer: () => Overview | Promise<Overview>) => {
  opened = openPage('/overview', { 'overview.get': answer });
  return opened;
};
const hrefOf = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href');

describe('the overview', () => {
  test('links every figure to its rows', async () => {
    open(() => filled);
    expect(await screen.findByText('Outcome unclear')).toBeDefined();
    expect(hrefOf(/Outcome unclear/)).toBe('/attention?reason=outcome-unclear');
    expect(hrefOf(/11.529.215.046/)).toBe('/explain?figure=money%3Aaitbc%3AAITBC%2F8%3Aheld');
    expect(hrefOf(/^4 escrowed$/)).toBe('/payments?rail=aitbc&status=escrowed');
    expect(hrefOf(/^Ana Lima$/)).toBe('/payments/pay_1');
    expect(hrefOf(/Expiring soon: Ana Lima/)).toBe('/payments/pay_1');
    expect(screen.getByText('Down')).toBeDefined();
    expect(screen.getByText(/Next automatic event/).textContent).toContain('14:32 UTC');
  });

  test('keeps a zero quiet', async () => {
    open(() => filled);
    const table = await screen.findByRole('table', { name: 'Money by rail' });
    expect(within(table).getAllByRole('link')).toHaveLength(3);
  });

  test('shows the figures of the chart one click away', async () => {
    open(() => filled);
    fireEvent.click(await screen.findByRole('button', { name: 'Show table' }));
    const table = screen.getByRole('table', { name: 'Volume per day' });
    expect(within(table).getByRole('link', { name: '2' }).getAttribute('href'))
      .toContain('from=2026-11-20');
    expect(within(table).getByRole('link', { name: /0.003.000.00/ }).getAttribute('href'))
      .toBe('/explain?figure=day%3A2026-11-20%3Abitcoin%3ABTC%2F8%3Acreated');
  });

  test('says how payments ended, beside the period before', async () => {
    open(() => filled);
    const table = await screen.findByRole('table', { name: /How payments ended/ });
    const [now, before] = within(table).getAllByRole('row').slice(1);
    expect(now?.textContent).toContain('80 %');
    expect(now?.textContent).toContain('within 30 s');
    expect(now?.textContent).toContain('over 30 d');
    expect(before?.textContent).toContain('–');
    expect(within(now ?? table).getByRole('link', { name: '8' }).getAttribute('href')).toBe(
      '/payments?rail=bitcoin&status=released&ufrom=2026-11-15&uto=2026-11-21&sort=updated',
    );
    expect(within(before ?? table).queryByRole('link')).toBeNull();
  });

  test('compares another period when it is chosen', async () => {
    const { asked, history } = open(() => filled);
    fireEvent.click(await screen.findByRole('radio', { name: '30 days' }));
    await waitFor(() => expect(history.location.search).toBe('?days=30'));
    await waitFor(() => expect(asked('overview.get').at(-1)).toEqual({ days: 30 }));
  });

  test('of a fresh installation says what would fill it', async () => {
    open(() => emptyOverview);
    expect(await screen.findByText('Nothing has been paid yet')).toBeDefined();
    expect(screen.getByText('No connection is set up; payments need one.')).toBeDefined();
  });

  test('shows the refusal with Try again', async () => {
    open(() => {
      throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
    });
    expect(await screen.findByText('It broke.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test('shows that it is read while it is slow', async () => {
    open(() => never());
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });
});
