import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../engine/call.ts';
import { never, openPage } from '../payments/open-page.tsx';
import { aBatch, btc } from '../payments/payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });
const open = (...input: Parameters<typeof openPage>) => {
  opened = openPage(...input);
  return opened;
};
const broken = (): never => {
  throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
};
const items = () => ({
  items: [{
    position: 1, paymentId: 'pay_1', state: 'refused' as const, detail: 'The payment has ended.',
    payee: 'Ana Lima', amount: btc(250_000n),
  }],
  next: null,
});

describe('the batches list', () => {
  test('shows how far each batch is', async () => {
    open('/batches', { 'batches.list': () => ({ items: [aBatch()], next: null }) });
    expect(await screen.findByText('week 47, accepted work')).toBeDefined();
    const bar = screen.getByRole('progressbar', { name: 'Items ended' });
    expect(bar.getAttribute('aria-valuenow')).toBe('56');
    expect(bar.getAttribute('aria-valuetext')).toContain('2 unclear');
  });

  test('leaves as a file, every page of it', async () => {
    const { asked } = open('/batches', { 'batches.list': ({ cursor }) => cursor === null
      ? { items: [aBatch()], next: 'older' }
      : { items: [aBatch({ id: 'bat_2', reason: '=1+1' })], next: null } });
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(asked('files.tableCsv')).toMatchObject([{
      name: 'batches',
      columns: expect.arrayContaining(['Id', 'State', 'Items', 'Unclear', 'Finished']),
      rows: [
        expect.arrayContaining([aBatch().id, 'Running', 'release', `${aBatch().total}`]),
        expect.arrayContaining(['bat_2', '=1+1']),
      ],
    }]));
  });

  test('says what fills it when it is empty', async () => {
    open('/batches', { 'batches.list': () => ({ items: [], next: null }) });
    expect(await screen.findByText('No batches yet')).toBeDefined();
  });

  test.each(['/batches', '/batches/b'])('%s shows the refusal with Try again', async (address) => {
    open(address, { 'batches.list': broken, 'batches.get': broken, 'batches.items': items });
    expect(await screen.findByText('It broke.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test.each(['/batches', '/batches/b'])('%s shows that it is read while slow', async (address) => {
    open(address, {
      'batches.list': () => never(), 'batches.get': () => never(), 'batches.items': items,
    });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });
});

describe('the batch page', () => {
  test('says what came of an item, and why, whose it is and over how much', async () => {
    open('/batches/b', { 'batches.get': () => aBatch(), 'batches.items': items });
    expect(await screen.findByText('The payment has ended.')).toBeDefined();
    expect(screen.getByText('Ana Lima')).toBeDefined();
    expect(screen.getByTitle('0.00250000 BTC')).toBeDefined();
    expect(screen.getByText('56 of 120 ended')).toBeDefined();
  });

  test('pauses at the version that was read, and says why it cannot resume', async () => {
    const { asked } = open('/batches/bat_01JD9', {
      'batches.get': () => aBatch(), 'batches.items': items,
      'batches.pause': () => aBatch({ state: 'paused', version: 3 }),
    });
    const resume = await screen.findByRole('button', { name: /^Resume/ });
    expect(resume.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('The batch is running.')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: /^Pause/ }));
    await waitFor(() => expect(asked('batches.pause'))
      .toEqual([{ batchId: 'bat_01JD9', version: 2 }]));
    expect(await screen.findByText(/4 payments are on their way and will end/)).toBeDefined();
  });

  test('follows what the engine does', async () => {
    let done = 50;
    const { double } = open('/batches/bat_01JD9', {
      'batches.get': () => aBatch({ total: 120, counts: { done, waiting: 120 - done } }),
      'batches.items': items,
    });
    expect(await screen.findByText('50 of 120 ended')).toBeDefined();
    done = 120;
    act(() => double.emit('changed', { nouns: ['batches'], paymentIds: [], at: 1 }));
    expect(await screen.findByText('120 of 120 ended')).toBeDefined();
  });

  test('tries its failed items again as a new batch, once it has finished', async () => {
    const { asked, history } = open('/batches/b', {
      'batches.get': () => aBatch({
        state: 'finished', counts: { done: 1, refused: 2, rejected: 1 }, retryOf: 'bat_0',
      }),
      'batches.items': ({ state }) => state === 'refused' ? items() : { items: [], next: null },
      'batches.preview': () => ({
        count: 3, totals: [btc(750_000n)], refused: [], payees: 1, newPayees: [], shares: [],
        largest: { paymentId: 'pay_1', amount: btc(250_000n) }, items: [],
      }),
      'batches.retryFailed': () => ({ batchId: 'bat_2' }),
    });
    fireEvent.click(await screen.findByRole('button', { name: /^Retry the failed/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Try 3 failed items again' });
    expect(asked('batches.preview'))
      .toEqual([{ act: 'release', selection: { paymentIds: ['pay_1'] } }]);
    expect(within(dialog).getByTitle('0.00750000 BTC')).toBeDefined();
    fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'fixed' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Try 3 failed items again' }));
    await waitFor(() => expect(history.location.pathname).toBe('/batches/bat_2'));
    expect(asked('batches.retryFailed')).toEqual([{ batchId: aBatch().id, reason: 'fixed' }]);
    expect(screen.getByRole('link', { name: 'this batch' }).getAttribute('href'))
      .toBe('/batches/bat_0');
  });

  test('that is tried again already is not tried a second time', async () => {
    open('/batches/b', {
      'batches.get': () => aBatch({
        state: 'finished', counts: { done: 1, rejected: 1 }, retriedBy: 'bat_2',
      }),
      'batches.items': items,
    });
    const retry = await screen.findByRole('button', { name: /^Retry the failed/ });
    expect(retry.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/tried again already/)).toBeDefined();
  });
});
