import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { CallInput } from '../../../../src-main/contract/contract.ts';
import type { PayeeRowView } from '../../../../src-main/contract/payees.ts';
import { RefusalError } from '../../../engine/call.ts';
import { never, openPage } from '../payments/open-page.tsx';
import { aitbc, aPaymentRow, btc, SAMPLE_NOW } from '../payments/payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });
const open = (...input: Parameters<typeof openPage>) => {
  opened = openPage(...input);
  return opened;
};

const ana: PayeeRowView = {
  payee: 'Ana/Lima?', payments: 4, open: 1, paid: 2, refunded: 1, failed: 0,
  firstSeenAt: SAMPLE_NOW - 86_400_000, lastSeenAt: SAMPLE_NOW, lastPaidAt: SAMPLE_NOW,
  totals: [{ payments: 4, held: btc(0n), released: btc(300_000n), refunded: btc(5n) }],
};
const account = (name: string, alike: string[] = []) => ({
  rail: 'bitcoin' as const, account: name, payments: 1, firstSeenAt: SAMPLE_NOW,
  lastSeenAt: SAMPLE_NOW, alike,
});
const listed = { 'payees.list': () => ({ items: [ana], next: null }) };
const filed = {
  'payees.get': () => ({ payee: ana, accounts: [account('bcrt1qone', ['bcrt1qtwo'])] }),
  'payments.list': () => ({ items: [aPaymentRow()], next: null }),
};

describe('the payees', () => {
  test('open the dossier of one, whatever its name is made of', async () => {
    const { asked, history } = open('/payees', { ...listed, ...filed });
    fireEvent.click(await screen.findByText('Ana/Lima?'));
    await waitFor(() => expect(asked('payees.get')).toEqual([{ payee: 'Ana/Lima?' }]));
    expect(history.location.pathname).toBe('/payees/Ana%2FLima%3F');
  });

  test('leave as a file with a line for each asset, amounts in cells of their own', async () => {
    const both = {
      ...ana, totals: [...ana.totals, {
        payments: 1, held: aitbc(250_000_000n), released: aitbc(0n), refunded: aitbc(0n),
      }],
    };
    const { asked } = open('/payees', {
      'payees.list': () => ({ items: [both, { ...ana, payee: 'New', totals: [] }], next: null }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(asked('files.tableCsv')).toHaveLength(1));
    const [{ columns, rows }] = asked('files.tableCsv') as [CallInput<'files.tableCsv'>];
    const cells = (name: string) => rows.map((row) => row[columns.indexOf(name)]);
    expect(cells('Payee')).toEqual(['Ana/Lima?', 'Ana/Lima?', 'New']);
    expect(cells('Asset')).toEqual(['BTC', 'AITBC', '']);
    expect(cells('Paid')).toEqual(['0.00300000', '0.00000000', '']);
    expect(cells('Held')).toEqual(['0.00000000', '2.50000000', '']);
  });

  test('are searched by what stands in the address', async () => {
    const { asked, history } = open('/payees', listed);
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Search payees' }), {
      target: { value: 'lim' },
    });
    await waitFor(() => expect(history.location.search).toBe('?q=lim'));
    await waitFor(() => expect(asked('payees.list').at(-1)).toMatchObject({ search: 'lim' }));
  });

  test.each([
    ['/payees', 'No payees yet'], ['/payees?q=x', 'No payee is called so'],
  ])('%s says what is missing', async (address, text) => {
    open(address, { 'payees.list': () => ({ items: [], next: null }) });
    expect(await screen.findByText(text)).toBeDefined();
  });

  test.each(['/payees', '/payees/Ana'])('%s shows the refusal with Try again', async (address) => {
    const broken = (): never => {
      throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
    };
    open(address, { 'payees.list': broken, 'payees.get': broken });
    expect(await screen.findByText('It broke.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test.each(['/payees', '/payees/Ana'])('%s shows that it is read while slow', async (address) => {
    open(address, { 'payees.list': () => never(), 'payees.get': () => never() });
    expect(await screen.findByRole('status', { name: 'Loading' }, { timeout: 5_000 }))
      .toBeDefined();
  });

  test('are never shown with a cut amount: of several assets one stands whole', async () => {
    const usdc = { minor: '5000000', asset: 'USDC/6' };
    open('/payees', { 'payees.list': () => ({
      items: [{ ...ana, totals: [
        ...ana.totals,
        { payments: 1, held: usdc, released: usdc, refunded: { ...usdc, minor: '0' } },
      ] }],
      next: null,
    }) });
    const paid = await screen.findByTitle('0.00300000 BTC; 5.000000 USDC');
    expect(paid.textContent).toContain('+1');
  });
});

describe('a dossier', () => {
  test('tells of accounts that look alike, whole', async () => {
    open('/payees/Ana', filed);
    expect(await screen.findByText('Two accounts look alike')).toBeDefined();
    expect(screen.getByText(/differs only little from bcrt1qtwo/)).toBeDefined();
  });

  test('says where the statement and the ledger differ', async () => {
    open('/payees/Ana', {
      ...filed,
      'payees.statement': ({ payee, fromMs, toMs }) => ({
        payee, fromMs: fromMs - 86_400_000_000, toMs: toMs + 864_000_000_000,
        totals: [btc(299_999n)],
        lines: [{
          at: SAMPLE_NOW, paymentId: 'pay_1', operationId: 'op_1', jobId: null, account: null,
          reference: null, amount: btc(299_999n),
        }],
      }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show' }));
    expect((await screen.findByText(/The ledger says 0.00300000 BTC/)).textContent)
      .toContain('the lines add up to 0.00299999 BTC');
  });

  test('says by one press what was paid last month', async () => {
    const { asked } = open('/payees/Ana', {
      ...filed,
      'payees.statement': ({ payee, fromMs, toMs }) => ({
        payee, fromMs, toMs, totals: [], lines: [],
      }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Last month' }));
    await screen.findByText(/The ledger has no line/);
    const at = new Date(SAMPLE_NOW);
    const firstOf = (monthsBack: number): number =>
      Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - monthsBack, 1);
    expect(asked('payees.statement'))
      .toEqual([{ payee: ana.payee, fromMs: firstOf(1), toMs: firstOf(0) - 1 }]);
  });
});
