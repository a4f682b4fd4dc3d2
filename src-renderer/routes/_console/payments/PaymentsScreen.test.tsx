import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../engine/call.ts';
import { never, openPage } from './open-page.tsx';
import { aitbc, aPaymentRow, btc } from './payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

const large = 2n ** 53n;
const rows = [
  aPaymentRow({ id: 'pay_3', payee: 'Kwame', rail: 'aitbc', amount: aitbc(large),
    held: aitbc(large), released: aitbc(0n), refunded: aitbc(0n) }),
  aPaymentRow({ id: 'pay_2', payee: 'Mara', rail: 'aitbc', amount: aitbc(large),
    held: aitbc(large + 1n), released: aitbc(0n), refunded: aitbc(0n) }),
  aPaymentRow({ id: 'pay_1', payee: 'Ana Lima' }),
];
const listed = { 'payments.list': () => ({ items: rows, next: null }) };
const open = (...input: Parameters<typeof openPage>) => {
  opened = openPage(...input);
  return opened;
};
const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u202f', '');

describe('the payments list', () => {
  test('shows state, amount and payee of each payment', async () => {
    open('/payments', listed);
    const row = (await screen.findByText('Ana Lima')).closest('[role="row"]');
    expect(plain(row?.textContent)).toContain('Escrowed');
    expect(plain(row?.textContent)).toContain('0.00100000 BTC');
  });

  test('says what fills it when it is empty', async () => {
    open('/payments', { 'payments.list': () => ({ items: [], next: null }) });
    expect(await screen.findByText('No payments yet')).toBeDefined();
  });

  test('says that a filter hides all when one is on', async () => {
    open('/payments?status=unclear', { 'payments.list': () => ({ items: [], next: null }) });
    expect(await screen.findByText('No payment matches these filters')).toBeDefined();
  });

  test('shows the refusal with Try again', async () => {
    open('/payments', {
      'payments.list': () => {
        throw new RefusalError({ code: 'store_halted', message: 'It stopped.', details: {} });
      },
    });
    expect(await screen.findByText('It stopped.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test('shows that it is read while it is slow', async () => {
    open('/payments', { 'payments.list': () => never() });
    const loading = screen.findByRole('status', { name: 'Loading' }, { timeout: 5_000 });
    expect(await loading).toBeDefined();
  });
});

describe('a filter', () => {
  test('goes from the address to the engine', async () => {
    const { asked } = open('/payments?status=escrowed&rail=bitcoin&q=lima', listed);
    await screen.findByText('Ana Lima');
    expect(asked('payments.list').at(0)).toMatchObject({
      filter: { statuses: ['escrowed'], rails: ['bitcoin'], search: 'lima' },
    });
    expect(screen.getByRole('button', { name: 'Escrowed' }).getAttribute('aria-pressed'))
      .toBe('true');
  });

  test('goes from a chip to the address and back', async () => {
    const { history } = open('/payments', listed);
    await screen.findByText('Ana Lima');
    fireEvent.click(screen.getByRole('button', { name: 'Unclear' }));
    await waitFor(() => expect(history.location.search).toBe('?status=unclear'));
    fireEvent.click(screen.getByRole('button', { name: 'Unclear' }));
    await waitFor(() => expect(history.location.search).toBe(''));
  });

  test('of words goes to the address without taking the focus', async () => {
    const { history } = open('/payments', listed);
    const box = await screen.findByRole('searchbox', { name: 'Search payments' });
    box.focus();
    fireEvent.change(box, { target: { value: 'bcrt1q' } });
    await waitFor(() => expect(history.location.search).toBe('?q=bcrt1q'));
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search payments' }));
  });
});

describe('a selection', () => {
  test('is counted and summed exactly beyond 2^53', async () => {
    open('/payments', listed);
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select row 1' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select row 2' }));
    const bar = screen.getByRole('region', { name: 'Selection' });
    expect(bar.textContent).toContain('2 selected');
    expect(plain(bar.textContent)).toContain('180143985.09481985 AITBC');
  });

  test('becomes a batch only after its preview was read and a reason given', async () => {
    const { asked, history } = open('/payments', {
      ...listed,
      'batches.preview': () => ({
        count: 1, totals: [btc(100_000n)],
        largest: { paymentId: 'pay_1', amount: btc(100_000n) },
        refused: [{ message: 'It has ended.', count: 1 }],
        payees: 1, newPayees: ['Ana Lima'], shares: [{ asset: 'BTC/8', basisPoints: 1_250 }],
        items: [{
          paymentId: 'pay_1', payee: 'Ana Lima', amount: btc(100_000n), newPayee: true,
          refused: null,
        }],
      }),
      'batches.create': () => ({ batchId: 'bat_1' }),
    });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select row 1' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select row 3' }));
    fireEvent.click(screen.getByRole('button', { name: 'Release…' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('1: It has ended.');
    expect(dialog.textContent).toContain('12.5% of all BTC held');
    expect(dialog.textContent).toContain('Never paid beforeAna Lima');
    const confirm = within(dialog).getByRole('button', { name: 'Release 1 payment' });
    fireEvent.click(confirm);
    expect(asked('batches.create')).toEqual([]);
    fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'week 47' } });
    fireEvent.click(confirm);
    await waitFor(() => expect(history.location.pathname).toBe('/batches/bat_1'));
    expect(asked('batches.create')).toEqual([{
      act: 'release', selection: { paymentIds: ['pay_3', 'pay_1'] }, reason: 'week 47',
    }]);
  });

  test('of all that match sends the filter, not the rows', async () => {
    const { asked } = open('/payments?status=escrowed', {
      ...listed,
      'payments.count': () => ({ count: 1_284, more: false }),
      'batches.preview': () => ({ count: 9, totals: [], largest: null, refused: [], payees: 0,
        newPayees: [], shares: [], items: [],
      }),
    });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select row 1' }));
    fireEvent.click(await screen.findByRole('button', { name: /^Select all 1.284 that match$/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Refund…' }));
    await screen.findByRole('dialog');
    expect(asked('batches.preview')).toEqual([{
      act: 'refund', selection: { filter: expect.objectContaining({ statuses: ['escrowed'] }) },
    }]);
  });
});

describe('what changes elsewhere', () => {
  test('changes in its row, while newer payments are counted and wait', async () => {
    let items = rows;
    const { double } = open('/payments', {
      'payments.list': () => ({ items, next: null }),
    });
    await screen.findByText('Ana Lima');
    items = [
      aPaymentRow({ id: 'pay_4', payee: 'Newcomer' }), ...rows.slice(0, 2),
      aPaymentRow({ id: 'pay_1', payee: 'Ana Lima', status: 'released' }),
    ];
    act(() => double.emit('changed', { nouns: ['payments'], paymentIds: ['pay_1'], at: 1 }));
    const show = await screen.findByRole('button', { name: '1 new, show' });
    expect(screen.getByText('Ana Lima').closest('[role="row"]')?.textContent).toContain('Released');
    expect(screen.queryByText('Newcomer')).toBeNull();
    fireEvent.click(show);
    expect(await screen.findByText('Newcomer')).toBeDefined();
  });
});

describe('the export', () => {
  test('takes what the filter shows and hands it over', async () => {
    const { asked } = open('/payments?rail=aitbc', {
      ...listed,
      'files.paymentsCsv': () => ({
        fileId: 'f1', name: 'p.csv', mime: 'text/csv', bytes: 1, rows: 3, sha256: 'a',
      }),
      'files.deliver': () => ({ savedTo: 'p.csv', downloadUrl: null }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText('Saved to p.csv')).toBeDefined();
    expect(asked('files.paymentsCsv')).toEqual([
      { filter: expect.objectContaining({ rails: ['aitbc'] }) },
    ]);
  });
});
