import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { RefusalError } from '../../../engine/call.ts';
import type { DoubleHandlers } from '../../../engine/double.ts';
import { never, noAttention, openPage } from '../payments/open-page.tsx';
import {
  allowed, anAttentionItem, anOperation, aPaymentPage, btc, forbidden, SAMPLE_NOW,
} from '../payments/payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

function open(
  items: readonly AttentionItemView[], handlers: DoubleHandlers = {}, at = '/attention',
) {
  opened = openPage(at, {
    // Each item stands in the group that is asked for.
    'attention.list': ({ group }) => ({
      items: items.filter((item) => group === null || item.group === group), next: null,
    }),
    'attention.counts': () => ({
      ...noAttention, now: { decide: 2, check: 1, approve: 0, fix: 0 }, waiting: 4,
    }),
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
      'attention.counts': () => ({
        ...noAttention,
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

  test('keeps what waits apart, and its tab in the address', async () => {
    const { asked, history } = open([anAttentionItem()]);
    fireEvent.click(await screen.findByRole('tab', { name: 'Waiting 4' }));
    await waitFor(() => expect(history.location.search).toBe('?queue=waiting'));
    await waitFor(() =>
      expect(asked('attention.list').at(-1)).toMatchObject({ queue: 'waiting', group: null }));
  });

  test('groups what needs me by what is asked, the most pressing first', async () => {
    open([
      anAttentionItem(), anAttentionItem({ id: 'x', reason: 'dead-letter', group: 'decide' }),
    ]);
    await screen.findByRole('heading', { name: 'Decide 2' });
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent))
      .toEqual(['Decide 2', 'Check 1']);
    expect(screen.getAllByRole('listitem').map((item) => item.getAttribute('aria-label')))
      .toEqual(['Tries used up', 'Outcome unclear']);
  });

  test('narrows to the reason in the address', async () => {
    const { asked } = open([], {}, '/attention?reason=dead-letter');
    await screen.findByText('Nothing here needs you.');
    expect(asked('attention.list')).toEqual([expect.objectContaining({ reason: 'dead-letter' })]);
  });
});

describe('the keys', () => {
  const two = [
    anAttentionItem({ id: 'one', reason: 'dead-letter', group: 'decide' }),
    anAttentionItem({ id: 'two' }),
  ];
  const focused = () => document.activeElement?.getAttribute('aria-label');

  test('J and K go from item to item, across the groups', async () => {
    open(two);
    const [first] = await screen.findAllByRole('listitem');
    first?.focus();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'j' });
    expect(focused()).toBe('Outcome unclear');
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'j' });
    expect(focused()).toBe('Outcome unclear');
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'k' });
    expect(focused()).toBe('Tries used up');
  });

  test('act on the item with the focus alone', async () => {
    const { asked } = open(two, {
      'attention.claim': ({ itemId }) => ({ itemId }),
    });
    const items = await screen.findAllByRole('listitem');
    items[1]?.focus();
    await waitFor(() => expect(items[1]?.getAttribute('data-current')).toBe('true'));
    fireEvent.keyDown(items[1] ?? document.body, { key: 'h' });
    await waitFor(() => expect(asked('attention.claim')).toEqual([
      { itemId: 'two', claim: true, takeOver: false },
    ]));
    expect(within(items[0] ?? document.body).queryByText('H')).toBeNull();
  });

  test('go on with the next item when the one with the focus is done', async () => {
    let done = false;
    const { double } = open(two, {
      'attention.list': ({ group }) => ({
        items: two.filter((item) => item.group === group && !(done && item.id === 'one')),
        next: null,
      }),
    });
    (await screen.findByRole('listitem', { name: 'Tries used up' })).focus();
    done = true;
    act(() => double.emit('changed', { nouns: ['attention'], paymentIds: [], at: 1 }));
    await waitFor(() => expect(focused()).toBe('Outcome unclear'));
  });
});

describe('an outcome that is not known', () => {
  test('says what was asked when, how often since, and when next', async () => {
    open([anAttentionItem({
      question: {
        operation: 'release', amount: btc(5n), connectionName: 'Wallet <b>daemon</b>', key: 'k-1',
        sentAt: SAMPLE_NOW - 240_000, tries: 0, asked: 7, lastAskedAt: SAMPLE_NOW - 60_000,
        lastAnswer: 'unavailable', nextAskAt: SAMPLE_NOW + 3_000_000,
      },
    })], {}, '/attention?queue=unknown');
    const item = await screen.findByRole('listitem', { name: 'Outcome unclear' });
    expect(item.textContent).toContain('Release sent to Wallet <b>daemon</b> 4 min ago');
    expect(item.textContent).toContain('Asked 7 times, last 1 min ago: no answer');
    expect(item.textContent).toMatch(/Next question in (50:00|49:\d\d)/);
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

  test('that was acted on can be stopped below the list, until it is told what it became',
    async () => {
      let state: 'scheduled' | 'settled' = 'scheduled';
      const { double } = open([anAttentionItem({
        verbs: [{ name: 'release', label: 'Release', state: allowed }],
      })], {
        'payments.get': () => aPaymentPage({
          operations: [anOperation({ id: 'op_9', kind: 'release', state, amount: btc(5n) })],
          undo: state === 'settled' ? null
            : { operationId: 'op_9', kind: 'release', at: Date.now() + 86_400_000 },
        }),
        'payments.release': () => ({
          paymentId: 'pay_1', operationId: 'op_9', status: 'releasing',
        }),
      });
      fireEvent.click(await screen.findByRole('button', { name: 'Release' }));
      const dialog = await screen.findByRole('dialog');
      fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'fine' } });
      fireEvent.click(within(dialog).getByRole('button', { name: /^Release/ }));
      const stop = await screen.findByRole('button', { name: 'Stop' });
      const tabs = screen.getByRole('tablist');
      expect(tabs.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
      state = 'settled';
      act(() => double.emit('changed', { nouns: ['payments'], paymentIds: ['pay_1'], at: 1 }));
      expect(await screen.findByText('Release of 0.00000005 BTC to Ana Lima: settled.'))
        .toBeDefined();
      expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
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
      'attention.list': ({ group }) => ({
        items: group === 'check' ? [anAttentionItem({ claimedBy })] : [], next: null,
      }),
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
      { itemId: 'att_unclear_pay_1', claim: true, takeOver: false },
      { itemId: 'att_unclear_pay_1', claim: false, takeOver: false },
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
