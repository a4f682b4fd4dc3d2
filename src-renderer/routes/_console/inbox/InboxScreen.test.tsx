import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { InboxEntryView } from '../../../../src-main/contract/inbox.ts';
import { RefusalError } from '../../../engine/call.ts';
import type { DoubleHandlers } from '../../../engine/double.ts';
import { never, openPage } from '../payments/open-page.tsx';
import { SAMPLE_NOW } from '../payments/payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

const entry: InboxEntryView = {
  key: 'payment:pay_1:release-rejected@1', kind: 'release-rejected',
  refused: 'release', at: SAMPLE_NOW - 240_000,
  text: 'The provider refused the release.', read: false, path: '/payments/pay_1',
};
const ended: InboxEntryView = {
  key: 'ntc_1', kind: 'batch-finished', text: 'The batch of 2 releases by ana has ended.',
  at: SAMPLE_NOW, read: true, path: '/batches/bat_1',
};

/** An inbox that remembers what was read. */
function open(handlers: DoubleHandlers = {}, at = '/inbox') {
  const read = new Set<string>();
  opened = openPage(at, {
    'inbox.list': ({ audience }) => ({
      items: (audience === 'needs-me' ? [entry] : [ended])
        .map((one) => ({ ...one, read: one.read || read.has(one.key) })),
      next: null,
    }),
    'inbox.unread': () => ({ needsMe: read.has(entry.key) ? 0 : 1, forInformation: 0 }),
    'inbox.mark': ({ keys, read: asRead }) => {
      for (const key of keys) if (asRead) read.add(key); else read.delete(key);
      return { done: true };
    },
    'inbox.markAll': () => {
      read.add(entry.key);
      return { done: true };
    },
    ...handlers,
  });
  return opened;
}

/** The bell says what it is by its label, the entry of the menu by its text. */
const bell = () => screen.getAllByRole('link', { name: /^Inbox/ })
  .find((link) => link.hasAttribute('aria-label'));

describe('the inbox', () => {
  test('keeps what needs me apart from what is for information', async () => {
    const { asked, history } = open();
    expect(await screen.findByText('The provider refused the release.')).toBeDefined();
    expect(screen.queryByText(/The batch of 2/)).toBeNull();
    fireEvent.click(screen.getByRole('tab', { name: 'For information' }));
    expect(await screen.findByText('Batch ended')).toBeDefined();
    expect(history.location.search).toBe('?show=for-information');
    expect(asked('inbox.list').at(-1)).toMatchObject({ audience: 'for-information' });
  });

  test('opens what an entry is about, which reads it', async () => {
    const { asked, history } = open();
    fireEvent.click(await screen.findByRole('button', { name: /^Release rejected/ }));
    await waitFor(() => expect(history.location.pathname).toBe('/payments/pay_1'));
    expect(asked('inbox.mark')).toEqual([{ keys: [entry.key], read: true }]);
  });

  test('says on the bell how much is unread, and is quiet once all is read', async () => {
    open();
    await screen.findByText('The provider refused the release.');
    expect(bell()?.getAttribute('aria-label')).toBe('Inbox, 1 unread');
    fireEvent.click(screen.getByRole('button', { name: 'Mark all as read' }));
    await waitFor(() => expect(bell()?.getAttribute('aria-label')).toBe('Inbox'));
    expect(screen.getByRole('button', { name: 'Mark as unread' })).toBeDefined();
  });

  test('shows a screen that something outside the page asks for', async () => {
    const { double, history } = open();
    await screen.findByText('The provider refused the release.');
    act(() => double.emit('open', { path: '/attention' }));
    await waitFor(() => expect(history.location.pathname).toBe('/attention'));
  });

  test('makes no sound until it is asked for', async () => {
    open();
    const sound = await screen.findByRole('switch', { name: 'Sound when something needs me' });
    expect(sound.getAttribute('aria-checked') ?? String(Reflect.get(sound, 'checked')))
      .toBe('false');
  });

  test('says when it is empty what would fill it', async () => {
    open({ 'inbox.list': () => ({ items: [], next: null }) });
    expect(await screen.findByText('Nothing needs you.')).toBeDefined();
  });

  test('shows the refusal with Try again, and that it is slow', async () => {
    open({
      'inbox.list': () => {
        throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
      },
    });
    expect(await screen.findByText('It broke.')).toBeDefined();
    opened?.close();
    open({ 'inbox.list': () => never() });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });
});
