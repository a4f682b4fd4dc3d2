import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { PaymentPage } from '../../../../src-main/contract/payments.ts';
import { openPage } from '../payments/open-page.tsx';
import { allowed, SAMPLE_NOW } from '../payments/payment-samples.ts';
import {
  aProof, aTreasuryPage, aTreasuryPayout, HASH, OTHER_ACCOUNT, payoutFactsOf, usdc,
} from './treasury-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

function open(page: PaymentPage) {
  opened = openPage(`/payments/${page.payment.id}`, {
    'payments.get': () => page,
    'payments.release': () => ({
      paymentId: page.payment.id, operationId: 'op_payout', status: 'releasing',
    }),
    'payments.accelerate': () => ({
      paymentId: page.payment.id, operationId: 'op_payout', status: 'releasing',
    }),
  });
  return opened;
}

const paid = (proof = aProof()) => aTreasuryPage({
  payment: { status: 'released', released: usdc(49_000_000n), inMotion: usdc(0n) },
  operations: [aTreasuryPayout({ state: 'settled', reference: HASH })],
  payout: payoutFactsOf({ networkFee: usdc(1_334n), proof }),
});

describe('a payment of the treasury', () => {
  test('says what it costs and whom it pays', async () => {
    open(aTreasuryPage());
    const facts = within(await screen.findByRole('complementary'));
    for (const text of ['Charged to the marketplace', 'Fee', 'Paid to the payee']) {
      expect(facts.getByText(text)).toBeDefined();
    }
    expect(facts.getByText('known once it is paid')).toBeDefined();
    expect(facts.getByRole('link', { name: 'Maya Okafor (worker-1)' }).getAttribute('href'))
      .toBe('/payouts/wallets/pwl_1');
  });

  test('is paid out, not released', async () => {
    const { asked } = open(aTreasuryPage());
    fireEvent.click(await screen.findByRole('button', { name: /^Pay out 49\.000000 USDC/ }));
    const sheet = within(await screen.findByRole('dialog', {
      name: 'Pay out 49.000000 USDC to Maya Okafor (worker-1)',
    }));
    expect(sheet.getByRole('row', { name: /Charged to Acme AI/ }).textContent)
      .toContain('50.000\u202f000');
    fireEvent.change(sheet.getByLabelText(/^Reason/), { target: { value: 'It was accepted.' } });
    fireEvent.click(sheet.getByRole('button', { name: /^Pay out/ }));
    await waitFor(() => expect(asked('payments.release')).toMatchObject([{ amount: '' }]));
    expect(screen.queryByRole('button', { name: /Release/ })).toBeNull();
  });

  test('has to be looked at where the payee is new, looks alike or something is odd', async () => {
    open(aTreasuryPage({ payout: payoutFactsOf({
      isNewPayee: true, review: 'it is above 1000 USDC',
      alike: [{ name: 'Maia Okafor', reference: 'worker-9', account: OTHER_ACCOUNT }],
    }) }));
    expect(await screen.findByText('This payee was never paid before')).toBeDefined();
    expect(screen.getByText('Look before it is paid')).toBeDefined();
    expect(screen.getByText('it is above 1000 USDC')).toBeDefined();
    expect(screen.getByText('The account looks like another payee\'s')).toBeDefined();
  });

  test('that is stuck can be sped up or taken back', async () => {
    const { asked } = open(aTreasuryPage({
      payment: { status: 'releasing' }, operations: [aTreasuryPayout({ state: 'submitted' })],
      verbs: { accelerate: allowed, takeBack: allowed },
      attention: [{
        id: 'a', reason: 'payout-stuck', text: 'It does not move on.', deadlineAt: null,
      }],
      payout: payoutFactsOf({ stuckSince: SAMPLE_NOW - 60_000 }),
    }));
    expect(await screen.findByText('The payout is stuck')).toBeDefined();
    expect(screen.queryByText('It does not move on.')).toBeNull();
    expect(screen.getByRole('button', { name: /^Take back/ })).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: /^Speed up/ }));
    const sheet = within(await screen.findByRole('dialog', { name: /^Speed up/ }));
    fireEvent.change(sheet.getByLabelText(/^Reason/), { target: { value: 'It waits.' } });
    fireEvent.click(sheet.getByRole('button', { name: /^Speed up/ }));
    await waitFor(() => expect(asked('payments.accelerate')).toHaveLength(1));
  });

  test('that is paid shows both proofs side by side', async () => {
    open(paid());
    const provider = within(await screen.findByRole('region', { name: 'Circle\'s record' }));
    expect(provider.getByText('COMPLETE')).toBeDefined();
    expect(provider.getByText('49 USDC')).toBeDefined();
    const chain = within(screen.getByRole('region', { name: 'Receipt on the chain' }));
    expect(chain.getByText(HASH)).toBeDefined();
    expect(screen.getByText('Both name the same transaction.')).toBeDefined();
    expect(screen.getByText(/no public explorer shows it/)).toBeDefined();
    expect(screen.queryByRole('link', { name: /explorer/ })).toBeNull();
  });

  test('leads to the explorer of its chain, and says where the proofs differ', async () => {
    const url = `https://testnet.arcscan.app/tx/${HASH}`;
    open(paid(aProof({
      explorerUrl: url, provider: { ...aProof().provider, hash: `0x${'cd'.repeat(32)}` },
    })));
    expect((await screen.findByRole('link', { name: 'Open in the explorer' })).getAttribute('href'))
      .toBe(url);
    expect(screen.getByRole('alert').textContent).toContain('different transactions');
  });
});
