import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../engine/call.ts';
import { emptyOverview, never, openPage } from '../payments/open-page.tsx';
import { aitbc, btc, SAMPLE_NOW } from '../payments/payment-samples.ts';
import type { Overview } from './OverviewScreen.tsx';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

const filled: Overview = {
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
  let first = true;
  // The frame asks for the overview as well; only the page's own reading fails or hangs.
  opened = openPage('/overview', {
    'overview.get': () => {
      if (!first) return answer();
      first = false;
      return emptyOverview;
    },
  });
  return opened;
};
const hrefOf = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href');

describe('the overview', () => {
  test('links every figure to its rows', async () => {
    open(() => filled);
    expect(await screen.findByText('It is not known whether money moved')).toBeDefined();
    expect(hrefOf(/It is not known/)).toBe('/attention?reason=outcome-unclear');
    expect(hrefOf(/11.529.215.046/)).toBe('/payments?rail=aitbc&status=escrowed');
    expect(hrefOf(/^Ana Lima$/)).toBe('/payments/pay_1');
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
    expect(within(table).getByRole('link', { name: '2026-11-20' }).getAttribute('href'))
      .toContain('from=2026-11-20');
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
