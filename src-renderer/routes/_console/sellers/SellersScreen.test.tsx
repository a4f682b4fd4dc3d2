import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../engine/call.ts';
import type { DoubleHandlers } from '../../../engine/double.ts';
import { never, openPage } from '../payments/open-page.tsx';
import { aSeller } from '../payments/payout-samples.ts';
import { aMarketplace } from '../settings/settings-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

const KEY = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIO\n-----END PRIVATE KEY-----\n';

function open(address: string, handlers: DoubleHandlers = {}) {
  opened = openPage(address, {
    'sellers.list': () => ({ items: [aSeller()] }),
    'marketplaces.list': () => ({ items: [aMarketplace()] }),
    'sellers.account': () => ({ asset: 'USD/2', publicName: 'Lima', problem: null }), ...handlers,
  });
  return opened;
}

const refuse = (code: string, message: string, details = {}) => (): never => {
  throw new RefusalError({ code, message, details });
};
const type = (label: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label, { selector: 'input, textarea' }), {
    target: { value },
  });
};
const save = (): void => {
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
};

describe('the sellers', () => {
  test('are listed with wallet, asset and key id, and follow what changes', async () => {
    let items = [aSeller()];
    const { double } = open('/sellers', { 'sellers.list': () => ({ items }) });
    const row = (await screen.findByText('Lima Works')).closest('[role="row"]');
    expect(row?.textContent).toContain('https://wallet.example/lima-works');
    expect(row?.textContent).toContain('USD');
    items = [aSeller(), aSeller({ id: 'slr_2', name: 'Second', enabled: false })];
    act(() => double.emit('changed', { nouns: ['sellers'], paymentIds: [], at: 1 }));
    const second = (await screen.findByText('Second')).closest('[role="row"]');
    expect(second?.textContent).toContain('Off');
  });

  test('say what a seller is where there is none', async () => {
    open('/sellers', { 'sellers.list': () => ({ items: [] }) });
    expect(await screen.findByText('There is no seller yet')).toBeDefined();
    expect(screen.getByText(/A seller is an account that receives/)).toBeDefined();
  });

  test('need a marketplace first', async () => {
    open('/sellers', {
      'sellers.list': () => ({ items: [] }), 'marketplaces.list': () => ({ items: [] }),
    });
    expect(await screen.findByText(/Add a marketplace in the settings first/)).toBeDefined();
  });

  test('show what failed, with a way to try again', async () => {
    open('/sellers', { 'sellers.list': refuse('internal', 'It broke.') });
    expect(await screen.findByText('It broke.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test('show that they are read while that is slow', async () => {
    open('/sellers', { 'sellers.list': () => never() });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });

  test('are tested in their row without opening it', async () => {
    const { asked, history } = open('/sellers', {
      'sellers.test': () => ({ ok: false, message: 'The wallet publishes another key.' }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Test Lima Works' }));
    expect(await screen.findByText(/Lima Works: The wallet publishes another key/)).toBeDefined();
    expect(asked('sellers.test')).toEqual([{ id: 'slr_1' }]);
    expect(history.location.search).toBe('');
  });

  test('leave as a file', async () => {
    const { asked } = open('/sellers', {
      'files.tableCsv': () => ({
        fileId: 'f', name: 's.csv', mime: 'text/csv', bytes: 1, rows: 1, sha256: 'a',
      }),
      'files.deliver': () => ({ savedTo: 's.csv', downloadUrl: null }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(asked('files.tableCsv')).toMatchObject([
      { name: 'sellers', rows: [expect.arrayContaining(['Lima Works', 'key-1'])] },
    ]));
  });
});

describe('a new seller', () => {
  const filled = async (handlers: DoubleHandlers = {}) => {
    const page = open('/sellers?edit=new', handlers);
    await screen.findByRole('dialog', { name: 'Add a seller' });
    type(/^Reference/, 'seller-9');
    type(/^Wallet address/, ' https://wallet.example/nine ');
    type(/^Key id/, 'key-9');
    type(/^Private key/, KEY);
    return page;
  };

  test('is saved with its key, and the wallet says in what it counts', async () => {
    const { asked } = await filled({ 'sellers.save': () => aSeller({ name: 'Nine' }) });
    fireEvent.blur(screen.getByLabelText(/^Wallet address/));
    expect(await screen.findByText('Lima answers and counts in USD.')).toBeDefined();
    save();
    expect(await screen.findByText('Saved Nine.')).toBeDefined();
    expect(asked('sellers.save')).toEqual([{
      marketplaceId: 'mkt_1', reference: 'seller-9', version: null, name: '', categories: [],
      walletAddress: 'https://wallet.example/nine', keyId: 'key-9', privateKey: KEY, enabled: true,
    }]);
    expect(screen.queryByText(/BEGIN PRIVATE KEY/)).toBeNull();
  });

  test('takes the key from a file', async () => {
    const { asked } = await filled({ 'sellers.save': () => aSeller() });
    type(/^Private key/, '');
    const input = document.querySelector('input[type=file]');
    if (input === null) throw new Error('There is no way to choose a file.');
    fireEvent.change(input, { target: { files: [new File([KEY], 'seller.key')] } });
    expect(await screen.findByDisplayValue(/BEGIN PRIVATE KEY/)).toBeDefined();
    save();
    await waitFor(() => expect(asked('sellers.save')).toMatchObject([{ privateKey: KEY }]));
  });

  test('says at each field what is missing, and asks nothing', async () => {
    const { asked } = open('/sellers?edit=new');
    await screen.findByRole('dialog', { name: 'Add a seller' });
    save();
    for (const text of [
      /^Give letters, digits/, 'A wallet address is needed.', 'A key id is needed.',
      'A new seller needs its private key.',
    ]) expect(await screen.findByText(text)).toBeDefined();
    expect(asked('sellers.save')).toEqual([]);
  });

  test.each([
    ['invalid_key', {}, /^Private key/], ['invalid_address', { walletAddress: 'x' }, /^Wallet/],
    ['provider_unavailable', { walletAddress: 'x' }, /^Wallet/],
    ['invalid_request', { id: 'It is wrong.' }, /^Reference/],
  ])('shows the refusal %s at its field and keeps the rest', async (code, details, label) => {
    await filled({ 'sellers.save': refuse(code, 'It is wrong.', details) });
    save();
    expect(await screen.findByText('It is wrong.')).toBeDefined();
    const field = screen.getByLabelText(label, { selector: 'input, textarea' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText(/^Key id/).getAttribute('value')).toBe('key-9');
  });
});

describe('a stored seller', () => {
  test('keeps its key, which is never in the form', async () => {
    const { asked } = open('/sellers?edit=slr_1', { 'sellers.save': () => aSeller() });
    const sheet = within(await screen.findByRole('dialog', { name: 'Seller Lima Works' }));
    expect(sheet.getByText('A key is stored and sealed. It is never shown.')).toBeDefined();
    expect(sheet.queryByRole('textbox', { name: /^Private key/ })).toBeNull();
    expect(sheet.getByLabelText(/^Reference/).hasAttribute('disabled')).toBe(true);
    fireEvent.click(sheet.getByLabelText(/^In use/));
    save();
    await waitFor(() => expect(asked('sellers.save')).toMatchObject([
      { version: 2, reference: 'seller-1', privateKey: null, enabled: false },
    ]));
  });

  test('gets another key only where one is given', async () => {
    const { asked } = open('/sellers?edit=slr_1', { 'sellers.save': () => aSeller() });
    await screen.findByRole('dialog', { name: 'Seller Lima Works' });
    fireEvent.click(screen.getByRole('button', { name: 'Replace the key' }));
    save();
    expect(await screen.findByText('A new seller needs its private key.')).toBeDefined();
    expect(asked('sellers.save')).toEqual([]);
    type(/^Private key/, KEY);
    type(/^Key id/, 'key-2');
    save();
    await waitFor(() => expect(asked('sellers.save')).toMatchObject([
      { keyId: 'key-2', privateKey: expect.stringContaining('BEGIN PRIVATE KEY') },
    ]));
  });

  test('says what its wallet answers to the test', async () => {
    open('/sellers?edit=slr_1', {
      'sellers.test': () => ({ ok: true, message: 'The wallet publishes this key.' }),
    });
    const sheet = within(await screen.findByRole('dialog', { name: 'Seller Lima Works' }));
    fireEvent.click(sheet.getByRole('button', { name: 'Test' }));
    expect(await sheet.findByText('The wallet publishes this key.')).toBeDefined();
  });
});
