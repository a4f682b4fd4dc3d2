import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { RefusalError } from '../../../engine/call.ts';
import type { DoubleHandlers } from '../../../engine/double.ts';
import { emptyOverview, never, openPage } from '../payments/open-page.tsx';
import {
  allowed, anAttentionItem, aPaymentPage, forbidden, SAMPLE_NOW,
} from '../payments/payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

function open(
  items: readonly AttentionItemView[], handlers: DoubleHandlers = {}, at = '/attention',
) {
  opened = openPage(at, {
    'attention.list': () => ({ items: [...items], next: null }),
    'payments.get': () => aPaymentPage(),
    ...handlers,
  });
  return opened;
}

describe('attention', () => {
  test('shows the sentence, the deadline and what happens if nobody acts', async () => {
    open([anAttentionItem()]);
    const item = await screen.findByRole('listitem', { name: 'Outcome unclear' });
    expect(item.textContent).toContain('it is not known whether money moved');
    expect(item.textContent).toContain('Paydesk asks the provider again every minute.');
    expect(within(item).getByRole('link', { name: /pay_/ }).getAttribute('href'))
      .toBe('/payments/pay_01JD8Z6Q4T9V2M0X7C5R3N1B8K');
  });

  test('says when nothing needs anyone, and what happens next by itself', async () => {
    open([], {
      'overview.get': () => ({
        ...emptyOverview,
        nextEvent: { paymentId: null, text: 'escrow returns', at: SAMPLE_NOW + 23 * 60_000 },
      }),
    });
    const title = await screen.findByText('Nothing needs you.');
    expect(title.parentElement?.textContent)
      .toContain('Next automatic event: 14:32 UTC, escrow returns');
  });

  test('shows the refusal with Try again', async () => {
    open([], {
      'attention.list': () => {
        throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
      },
    });
    expect(await screen.findByText('It broke.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test('shows that it is read while it is slow', async () => {
    open([], { 'attention.list': () => never() });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });

  test('keeps its tab in the address and asks for that group', async () => {
    const { asked, history } = open([anAttentionItem()]);
    fireEvent.click(await screen.findByRole('tab', { name: 'Decide' }));
    await waitFor(() => expect(history.location.search).toBe('?group=decide'));
    await waitFor(() => expect(asked('attention.list').at(-1)).toMatchObject({ group: 'decide' }));
  });

  test('narrows to the reason in the address', async () => {
    open([
      anAttentionItem(), anAttentionItem({ id: 'x', reason: 'dead-letter', group: 'decide' }),
    ], {}, '/attention?reason=dead-letter');
    expect(await screen.findByRole('listitem', { name: 'Tries used up' })).toBeDefined();
    expect(screen.queryByRole('listitem', { name: 'Outcome unclear' })).toBeNull();
  });
});

describe('an item', () => {
  test('opens the same sheet as the payment page, on the payment as it stands now', async () => {
    const { asked } = open([anAttentionItem({
      verbs: [{ name: 'release', label: 'Release', state: allowed }],
    })], {
      'payments.release': () => ({ paymentId: 'pay_1', operationId: 'op', status: 'releasing' }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Release' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'fine' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Release 0.00100000 BTC' }));
    await waitFor(() => expect(asked('payments.release')).toEqual([{
      paymentId: aPaymentPage().payment.id, version: 3, reason: 'fine', amount: '',
    }]));
  });

  test('says why a verb may not be used', async () => {
    open([anAttentionItem({
      verbs: [{ name: 'refund', label: 'Refund', state: forbidden('It is unclear.') }],
    })]);
    const refund = await screen.findByRole('button', { name: 'Refund' });
    expect(refund.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('It is unclear.')).toBeDefined();
  });

  test('is taken, and given back by the one who holds it', async () => {
    let claimedBy: string | null = null;
    const { asked } = open([], {
      'attention.list': () => ({ items: [anAttentionItem({ claimedBy })], next: null }),
      'attention.claim': ({ itemId, claim }) => {
        claimedBy = claim ? 'ana' : null;
        return { itemId };
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Take it' }));
    expect(await screen.findByText('you are handling it')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Give back' }));
    await screen.findByRole('button', { name: 'Take it' });
    expect(asked('attention.claim')).toEqual([
      { itemId: 'att_unclear_pay_1', claim: true }, { itemId: 'att_unclear_pay_1', claim: false },
    ]);
  });

  test('of a dead delivery is sent again', async () => {
    const { asked } = open([anAttentionItem({
      id: 'att_d', subject: 'delivery', subjectId: 'dlv_1', reason: 'webhook-undelivered',
      group: 'fix', payment: null, verbs: [{ name: 'replay', label: 'Send again', state: allowed }],
    })], { 'attention.replay': ({ itemId }) => ({ itemId }) });
    fireEvent.click(await screen.findByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(asked('attention.replay')).toEqual([{ itemId: 'att_d' }]));
  });
});
