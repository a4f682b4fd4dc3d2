import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { EscrowRowView } from '../../../../src-main/contract/escrows.ts';
import { RefusalError } from '../../../engine/call.ts';
import { never, openPage } from '../payments/open-page.tsx';
import { aitbc, aPaymentPage, btc, forbidden, SAMPLE_NOW } from '../payments/payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });
const open = (...input: Parameters<typeof openPage>) => {
  opened = openPage(...input);
  return opened;
};

const MINUTE_MS = 60_000;
const free = { allowed: true, reason: null };
const row = (change: Partial<EscrowRowView> = {}): EscrowRowView => ({
  id: 'esc_1', paymentId: 'pay_1', payee: 'Ana Lima', marketplaceName: 'Acme', rail: 'bitcoin',
  connectionName: 'Wallet daemon', reference: 'bcrt1qescrow', status: 'escrowed',
  held: btc(100_000n), expiresAt: SAMPLE_NOW + 23 * MINUTE_MS,
  actsAt: SAMPLE_NOW + 23 * MINUTE_MS, then: 'refund',
  ifNobodyActs: 'If nobody acts, it goes back to acme.', decisionNeeded: null,
  release: free, refund: free,
  extend: forbidden('This rail cannot put off the end of an escrow.'), ...change,
});
const counts = {
  totals: [
    {
      rail: 'bitcoin' as const, asset: 'BTC/8', count: 1, held: btc(100_000n),
      releasing: btc(0n), refunding: btc(0n), unclear: btc(0n),
    },
    {
      rail: 'aitbc' as const, asset: 'AITBC/8', count: 0, held: aitbc(0n), releasing: aitbc(0n),
      refunding: aitbc(0n), unclear: aitbc(0n),
    },
  ],
  connections: [{ id: 'con_1', name: 'Wallet daemon', rail: 'bitcoin' as const }],
};
const listed = {
  'escrows.list': () => ({ items: [row()], next: null }), 'escrows.counts': () => counts,
  'views.list': () => ({ items: [] }),
};

describe('the escrows', () => {
  test('show what is left, and what happens if nobody acts', async () => {
    open('/escrows', listed);
    const line = (await screen.findByText('Ana Lima')).closest('[role="row"]');
    expect(line?.querySelector('time')?.textContent).toMatch(/^2[23]:\d\d$/);
    expect(line?.textContent).toContain('Refund the payer');
    expect(line?.querySelector('[title*="it goes back to acme"]')).not.toBeNull();
  });

  test('leave as a file with the amount and its asset in two cells', async () => {
    const { asked } = open('/escrows', listed);
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(asked('files.tableCsv')).toMatchObject([{
      columns: ['Payment', 'Time left', 'Held', 'Asset', 'Payee', 'If nobody acts', 'State'],
      rows: [expect.arrayContaining(['0.00100000', 'BTC', 'Ana Lima'])],
    }]));
  });

  test('show a total that opens its rows, and no link at zero', async () => {
    open('/escrows', listed);
    const totals = await screen.findByRole('region', { name: 'Held now' });
    const [link, ...others] = within(totals).getAllByRole('link');
    expect(decodeURIComponent(link?.getAttribute('href') ?? ''))
      .toContain('/explain?figure=money:bitcoin:BTC/8:held');
    expect(others).toEqual([]);
  });

  test('disable what no rail can do, with its reason', async () => {
    open('/escrows', listed);
    const extend = await screen.findByRole('button', { name: 'Extend' });
    expect(extend.getAttribute('aria-disabled')).toBe('true');
    expect(document.querySelector(`[id="${extend.getAttribute('aria-describedby')}"]`)?.textContent)
      .toBe('This rail cannot put off the end of an escrow.');
  });

  test('review a release as the payment stands now', async () => {
    const { asked } = open('/escrows', {
      ...listed, 'payments.get': () => aPaymentPage({ payment: { id: 'pay_1' } }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Release…' }));
    expect(await screen.findByRole('dialog')).toBeDefined();
    expect(asked('payments.get')).toEqual([{ paymentId: 'pay_1' }]);
  });

  test('ask for what the address says', async () => {
    const { asked } = open('/escrows?rail=bitcoin&within=1h&connection=con_1', listed);
    await screen.findByText('Ana Lima');
    expect(asked('escrows.list').at(0)).toMatchObject({
      filter: { rail: 'bitcoin', connectionId: 'con_1', withinMs: 3_600_000 },
    });
  });

  test('say what fills them when nothing is held', async () => {
    open('/escrows', { ...listed, 'escrows.list': () => ({ items: [], next: null }) });
    expect(await screen.findByText('Nothing is held')).toBeDefined();
  });

  test('show the refusal with Try again', async () => {
    open('/escrows', {
      ...listed,
      'escrows.list': () => {
        throw new RefusalError({ code: 'store_halted', message: 'It stopped.', details: {} });
      },
    });
    expect(await screen.findByText('It stopped.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test('show that they are read while it is slow', async () => {
    open('/escrows', { ...listed, 'escrows.list': () => never() });
    await waitFor(() => expect(screen.getByRole('status', { name: 'Loading' })).toBeDefined(),
      { timeout: 5_000 });
  });
});
