import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { RefusalError } from '../../../../engine/call.ts';
import type { DoubleHandlers } from '../../../../engine/double.ts';
import { never, openPage } from '../open-page.tsx';
import {
  allowed, anOperation, aPaymentPage, btc, forbidden, SAMPLE_NOW,
} from '../payment-samples.ts';

const address = '/payments/pay_01JD8Z6Q4T9V2M0X7C5R3N1B8K';
const paymentId = 'pay_01JD8Z6Q4T9V2M0X7C5R3N1B8K';
let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

function open(page: PaymentPage, handlers: DoubleHandlers = {}, at = address) {
  opened = openPage(at, { 'payments.get': () => page, ...handlers });
  return opened;
}

const button = (name: RegExp | string) => screen.findByRole('button', { name });
const confirmAs = async (name: RegExp) => {
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'work accepted' } });
  fireEvent.click(within(dialog).getByRole('button', { name }));
  return dialog;
};

describe('the payment page', () => {
  test('says where the money is and what happens if nobody acts', async () => {
    open(aPaymentPage());
    const where = 'The wallet daemon holds 0.00100000 BTC in escrow.';
    expect(await screen.findByText(where)).toBeDefined();
    expect(screen.getByText('It goes back to the payer at 14:32 UTC.')).toBeDefined();
    expect(screen.getByRole('group', { name: 'Clocks' }).textContent).toMatch(/^job(ends|ended)/);
  });

  test('says so where nothing has happened yet', async () => {
    open(aPaymentPage({ operations: [], timeline: [], postings: [] }));
    expect(await screen.findByText(/Nothing has happened yet/)).toBeDefined();
  });

  test('shows the refusal with Try again', async () => {
    open(aPaymentPage(), {
      'payments.get': () => {
        throw new RefusalError({ code: 'not_found', message: 'Nothing is there.', details: {} });
      },
    });
    expect(await screen.findByText('Nothing is there.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test('shows that it is read while it is slow', async () => {
    open(aPaymentPage(), { 'payments.get': () => never() });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });

  test('warns where ledger and provider disagree', async () => {
    open(aPaymentPage({ disagreement: 'The ledger says held, the daemon says gone.' }));
    expect(await screen.findByText('The ledger says held, the daemon says gone.')).toBeDefined();
  });

  test('says where the figures of the payer\'s wallet do not agree', async () => {
    const text = 'The grant has spent 10.51 USD, and the payment debited 10.50 USD.';
    const values = { spent: '10.51 USD', debit: '10.50 USD' };
    open(aPaymentPage({ operations: [
      anOperation({ notes: [{ text, told: { key: 'evidence.spent', values } }] }),
    ] }));
    const note = await screen.findByText(text);
    expect(note.closest('[role="alert"]')?.textContent)
      .toContain('The figures of the payer\'s wallet do not agree');
  });
});

describe('a verb', () => {
  test('that may not be used says why and does nothing', async () => {
    const { asked } = open(aPaymentPage({
      verbs: { release: forbidden('The outcome is unclear; check it first.') },
    }));
    const release = await button(/^Release/);
    expect(release.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(release.getAttribute('aria-describedby') ?? '')?.textContent)
      .toBe('The outcome is unclear; check it first.');
    fireEvent.click(release);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked('payments.release')).toEqual([]);
  });

  test('is explained in the open where none is left to press', async () => {
    const why = 'The payment has ended and never changes again.';
    const { verbs } = aPaymentPage();
    open(aPaymentPage({ verbs: Object.fromEntries(
      Object.keys(verbs).map((name) => [name, forbidden(why)])) }));
    await button(/^Release/);
    expect(screen.getAllByText(why).map(({ className }) => className)).toContain('pd-secondary');
  });

  test('release sends exactly what the contract asks for, after a review', async () => {
    const { asked } = open(aPaymentPage(), {
      'payments.release': () => ({ paymentId, operationId: 'op_2', status: 'releasing' }),
    });
    fireEvent.click(await button(/^Release/));
    const dialog = await confirmAs(/^Release 0.00100000 BTC$/);
    expect(dialog.textContent).toContain('Release 0.00100000 BTC to Ana Lima');
    expect(dialog.textContent).toContain('bcrt1q6rhpng9evdsfnn833a4f4vej0asu6dk5srld6x');
    expect(dialog.textContent).toContain('It cannot be taken back once sent.');
    await waitFor(() => expect(asked('payments.release')).toEqual([
      { paymentId, version: 3, reason: 'work accepted', amount: '' },
    ]));
  });

  test('opens by its letter', async () => {
    open(aPaymentPage());
    await button(/^Refund/);
    fireEvent.keyDown(document.documentElement, { key: 'f', code: 'KeyF' });
    expect((await screen.findByRole('dialog')).textContent)
      .toContain('Refund 0.00100000 BTC to acme-ai');
  });

  test('takes a part where the rail can, and shows the engine’s no there', async () => {
    open(aPaymentPage({ payment: { partial: true } }), {
      'payments.release': () => {
        throw new RefusalError({
          code: 'above_held', message: 'The amount is above what is still held.', details: {},
        });
      },
    });
    fireEvent.click(await button(/^Release/));
    const field = await screen.findByLabelText('Amount');
    fireEvent.change(field, { target: { value: '5' } });
    await confirmAs(/^Release 5.00000000 BTC$/);
    expect(await screen.findByText('The amount is above what is still held.')).toBeDefined();
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });

  test('of two operators sends the second one’s word', async () => {
    const { asked } = open(aPaymentPage({
      operations: [anOperation({ state: 'unclear', kind: 'release' })],
      verbs: { attachEvidence: allowed, check: allowed },
    }), {
      'payments.attachEvidence': () => ({ paymentId, operationId: 'op', status: 'released' }),
    });
    fireEvent.click(await button(/^Attach evidence/));
    const dialog = await screen.findByRole('dialog');
    const type = (label: RegExp, value: string) => fireEvent.change(
      within(dialog).getByLabelText(label, { selector: 'input' }), { target: { value } });
    type(/^Evidence/, 'f4184fc596403b9d638783cf57adfe4c');
    type(/^Name/, 'ben');
    type(/^Password/, 'correct horse');
    await confirmAs(/^Attach evidence$/);
    await waitFor(() => expect(asked('payments.attachEvidence')).toEqual([{
      paymentId, version: 3, reason: 'work accepted',
      reference: 'f4184fc596403b9d638783cf57adfe4c',
      second: { name: 'ben', password: 'correct horse', code: '' },
    }]));
  });

  test('check asks the provider at once, without a sheet', async () => {
    const { asked } = open(aPaymentPage({ verbs: { check: allowed } }), {
      'payments.check': () => ({ paymentId, operationId: null, status: 'unclear' }),
    });
    fireEvent.click(await button(/^Check/));
    await waitFor(() => expect(asked('payments.check')).toEqual([{ paymentId }]));
  });
});

describe('the undo window', () => {
  test('says what leaves and stops it', async () => {
    const { asked } = open(aPaymentPage({
      undo: { operationId: 'op_9', kind: 'release', at: Date.now() + 86_400_000 },
      payment: { inMotion: btc(100_000n) }, verbs: { stop: allowed },
    }), { 'payments.stop': () => ({ paymentId, operationId: 'op_9', status: 'escrowed' }) });
    expect(await screen.findByText('Release of 0.00100000 BTC to Ana Lima')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(asked('payments.stop'))
      .toEqual([{ paymentId, operationId: 'op_9' }]));
  });
});

describe('the tabs', () => {
  test('stand in the address, and an attempt opens to request and answer', async () => {
    open(aPaymentPage(), {}, `${address}?tab=operations`);
    expect(await screen.findByText(/the daemon's word/)).toBeDefined();
    expect(screen.getByLabelText('Request of attempt 1').textContent).toContain('escrow/create');
    fireEvent.click(screen.getByRole('tab', { name: 'Ledger' }));
    await waitFor(() => expect(opened?.history.location.search).toContain('tab=ledger'));
    const accounts = await screen.findByRole('table', { name: 'Accounts' });
    expect(within(accounts).getByText('together').closest('tr')?.textContent).toContain('0.000');
  });

  test('show the receipt as it would be written, under headings in their order', async () => {
    open(aPaymentPage({ payment: { transactionHash: 'ab12' } }), {}, `${address}?tab=receipt`);
    await screen.findByRole('heading', { name: 'Receipt as of now', level: 2 });
    expect(screen.getByRole('heading', { name: 'Everything known of it', level: 2 })).toBeDefined();
    const panel = within(screen.getByRole('tabpanel', { name: 'Receipt' }));
    expect(panel.getByText('Release transaction').nextElementSibling?.textContent).toBe('ab12');
    expect(panel.queryByText('Refund transaction')).toBeNull();
  });

  test('save the receipt in the form that was asked for', async () => {
    const { asked } = open(aPaymentPage(), {
      'files.receipt': () => ({
        fileId: 'file_1', name: 'r.pdf', mime: 'application/pdf', bytes: 1, rows: 1, sha256: 'a',
      }),
      'files.deliver': () => ({ savedTo: '/tmp/r.pdf', downloadUrl: null }),
    }, `${address}?tab=receipt`);
    fireEvent.click(await button('Save as PDF'));
    await waitFor(() => expect(asked('files.deliver')).toEqual([{ fileId: 'file_1' }]));
    expect(asked('files.receipt')).toEqual([{ paymentId, format: 'pdf', zone: 'UTC' }]);
    expect(await screen.findByText('Saved to /tmp/r.pdf')).toBeDefined();
  });

  test('show the file with everything known of it, and its checksum', async () => {
    const { asked } = open(aPaymentPage(), {
      'files.evidence': () => ({
        fileId: 'file_2', name: 'evidence.zip', mime: 'application/zip', bytes: 1, rows: 1,
        sha256: 'ab'.repeat(32),
      }),
      'files.deliver': () => ({ savedTo: '/tmp/evidence.zip', downloadUrl: null }),
    }, `${address}?tab=receipt`);
    fireEvent.click(await button('Save everything as ZIP'));
    expect(await screen.findByText('ab'.repeat(32))).toBeDefined();
    expect(asked('files.evidence')).toEqual([{ paymentId }]);
  });

  test('say why a file was not written', async () => {
    open(aPaymentPage(), {
      'files.evidence': () => {
        throw new RefusalError({ code: 'not_found', message: 'Nothing is there.', details: {} });
      },
    }, `${address}?tab=receipt`);
    fireEvent.click(await button('Save everything as ZIP'));
    expect(await screen.findByText('The file was not saved')).toBeDefined();
    expect(screen.getByText('Nothing is there.').closest('[role=alert]')).not.toBeNull();
  });

  test('stand beside two menus, for the evidence and the receipt', async () => {
    const { asked } = open(aPaymentPage(), {
      'files.receipt': () => ({
        fileId: 'file_1', name: 'r.json', mime: 'application/json', bytes: 1, rows: 1, sha256: 'a',
      }),
      'files.deliver': () => ({ savedTo: '/tmp/r.json', downloadUrl: null }),
    });
    fireEvent.click(await button('Evidence'));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Show operations and answers' }));
    await waitFor(() => expect(opened?.history.location.search).toContain('tab=operations'));
    fireEvent.click(await button('Receipt'));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Save as JSON' }));
    await waitFor(() => expect(asked('files.receipt')).toEqual([{ paymentId, format: 'json' }]));
  });

  test('show a code of the escrow that asks for nothing once it is held', async () => {
    open(aPaymentPage({ payment: { expiresAt: SAMPLE_NOW } }));
    const code = await screen.findByRole('img', { name: /^QR code of bitcoin:bcrt1qw508/ });
    expect(code.getAttribute('aria-label')).not.toContain('amount');
    expect(screen.getByText(/nothing is to be paid in/)).toBeDefined();
    expect(screen.getByRole('button', { name: 'Copy text of the code' })).toBeDefined();
  });
});
