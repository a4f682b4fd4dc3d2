import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { RefusalError } from '../../../../engine/call.ts';
import type { DoubleHandlers } from '../../../../engine/double.ts';
import { never, openPage } from '../../payments/open-page.tsx';
import { aMarketplace } from '../../settings/settings-samples.ts';
import { aWallet, aWalletFile, OTHER_ACCOUNT, WALLET_ACCOUNT } from '../treasury-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

function open(address: string, handlers: DoubleHandlers = {}) {
  opened = openPage(address, {
    'payouts.wallets': () => ({ items: [aWallet()], next: null }),
    'payouts.wallet': () => aWalletFile(),
    'payouts.look': () => ({ ours: false, alike: [], problem: null }),
    'marketplaces.list': () => ({ items: [aMarketplace()] }), ...handlers,
  });
  return opened;
}

const type = (label: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label, { selector: 'input' }), { target: { value } });
};
const save = (): void => { fireEvent.click(screen.getByRole('button', { name: 'Save' })); };

describe('the wallets', () => {
  test('are listed with account, score and who added them, and follow what changes', async () => {
    let items = [aWallet()];
    const { double } = open('/payouts/wallets', {
      'payouts.wallets': () => ({ items, next: null }),
    });
    const row = (await screen.findByText('Maya Okafor')).closest('[role="row"]');
    for (const text of ['worker-1', 'Acme AI', 'The payee\'s own', '110', 'ben']) {
      expect(row?.textContent).toContain(text);
    }
    items = [aWallet({ enabled: false })];
    act(() => double.emit('changed', { nouns: ['payeeWallets'], paymentIds: [], at: 1 }));
    expect(await screen.findByText('Off')).toBeDefined();
  });

  test('are searched by the engine', async () => {
    const { asked } = open('/payouts/wallets?q=maya');
    await screen.findByText('Maya Okafor');
    expect(asked('payouts.wallets')).toMatchObject([{ search: 'maya', cursor: null }]);
  });

  test('say what a wallet is where there is none', async () => {
    open('/payouts/wallets', { 'payouts.wallets': () => ({ items: [], next: null }) });
    expect(await screen.findByText('No payee has a wallet yet')).toBeDefined();
  });

  test('show what failed, with a way to try again', async () => {
    open('/payouts/wallets', { 'payouts.wallets': () => {
      throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
    } });
    expect(await screen.findByText('It broke.')).toBeDefined();
  });

  test('show that they are read while that is slow', async () => {
    open('/payouts/wallets', { 'payouts.wallets': () => never() });
    expect(await screen.findByRole('status', { name: 'Loading' }, { timeout: 3_000 }))
      .toBeDefined();
  });
});

describe('a new wallet', () => {
  const filled = async (handlers: DoubleHandlers = {}) => {
    const page = open('/payouts/wallets?add=true', {
      'payouts.saveWallet': () => aWallet(), ...handlers,
    });
    await screen.findByRole('dialog', { name: 'Add a wallet' });
    type(/^Reference/, 'worker-9');
    type(/^Account/, ` ${WALLET_ACCOUNT} `);
    return page;
  };

  test('of an account that the payee brings is looked at and saved', async () => {
    const { asked } = await filled();
    fireEvent.blur(screen.getByLabelText(/^Account/, { selector: 'input' }));
    expect(await screen.findByText('It can be paid to, and belongs to the payee.')).toBeDefined();
    save();
    await waitFor(() => expect(asked('payouts.saveWallet')).toEqual([{
      marketplaceId: 'mkt_1', reference: 'worker-9', version: null, name: '',
      account: WALLET_ACCOUNT, enabled: true,
    }]));
    expect(asked('payouts.look')).toEqual([{ account: WALLET_ACCOUNT }]);
  });

  test('that looks like another is compared before it is saved', async () => {
    const { asked } = await filled({ 'payouts.look': () => ({
      ours: false, problem: null,
      alike: [{ name: 'Maia Okafor', reference: 'worker-3', account: OTHER_ACCOUNT }],
    }) });
    save();
    expect(await screen.findByText('This account looks like another payee\'s')).toBeDefined();
    expect(await screen.findByText('Compare the accounts first, then say so.')).toBeDefined();
    expect(asked('payouts.saveWallet')).toEqual([]);
    fireEvent.click(screen.getByLabelText('I compared them: it is another account.'));
    save();
    await waitFor(() => expect(asked('payouts.saveWallet')).toHaveLength(1));
  });

  test('that cannot be paid to is not saved, and says why at its field', async () => {
    const { asked } = await filled({ 'payouts.look': () => ({
      ours: false, alike: [], problem: 'An address has 40 digits after 0x; this one has 39.',
    }) });
    save();
    expect(await screen.findByText(/this one has 39/)).toBeDefined();
    expect(asked('payouts.saveWallet')).toEqual([]);
  });

  test('is made by the provider where no account is brought', async () => {
    const { asked } = await filled();
    fireEvent.click(screen.getByLabelText('Let Circle make one'));
    save();
    await waitFor(() => expect(asked('payouts.saveWallet')).toMatchObject([{ account: null }]));
    expect(asked('payouts.look')).toEqual([]);
  });

  test('needs a reference', async () => {
    const { asked } = await filled();
    type(/^Reference/, 'no blanks');
    save();
    expect(await screen.findByText(/Up to 64 letters/)).toBeDefined();
    expect(asked('payouts.saveWallet')).toEqual([]);
  });
});

describe('one wallet', () => {
  test('tells who set its account and what moved its score', async () => {
    open('/payouts/wallets/pwl_1');
    const history = within(await screen.findByRole('table', { name: 'Who set this account' }));
    const [, changed, added] = history.getAllByRole('row');
    expect(changed?.textContent).toContain('ana');
    expect(changed?.textContent).toContain('Account changed');
    expect(added?.textContent).toContain('Added');
    const moves = within(screen.getByRole('table', { name: 'Moves of the score' }));
    expect(moves.getByText('+10')).toBeDefined();
    expect(moves.getByRole('link', { name: 'pay_7' })).toBeDefined();
  });

  test('warns before the first payout and of look-alike accounts', async () => {
    open('/payouts/wallets/pwl_1', { 'payouts.wallet': () => aWalletFile({
      isNew: true, moves: [],
      alike: [{ name: 'Maia Okafor', reference: 'worker-3', account: OTHER_ACCOUNT }],
    }) });
    expect(await screen.findByText('The first payout to this payee is still to come'))
      .toBeDefined();
    expect(screen.getByText('Accounts that look alike')).toBeDefined();
    expect(screen.getByText(/The score has not moved yet/)).toBeDefined();
  });

  test('keeps its account where only the rest is changed', async () => {
    const { asked } = open('/payouts/wallets/pwl_1?edit=true', {
      'payouts.saveWallet': () => aWallet(),
    });
    await screen.findByRole('dialog', { name: /^Wallet of Maya/ });
    fireEvent.click(screen.getByRole('switch', { name: /^In use/ }));
    save();
    await waitFor(() => expect(asked('payouts.saveWallet')).toEqual([{
      marketplaceId: 'mkt_1', reference: 'worker-1', version: 3, name: 'Maya Okafor',
      account: null, enabled: false,
    }]));
  });
});
