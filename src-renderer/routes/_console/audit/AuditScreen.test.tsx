import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { prefer } from '../../../stores/preferences.ts';
import { openPage } from '../payments/open-page.tsx';

let close = (): void => undefined;
afterEach(() => close());

const entry = {
  seq: 12_400, at: 0, actor: 'ana', act: 'payment.release', subject: 'payment',
  subjectId: 'pay_1', reason: 'work accepted', hash: 'a3f8',
};
const listed = { items: [entry], next: null, searchedTo: null };
const hash = (letter: string): string => letter.repeat(64);
const holds = { checked: 12_400, of: 12_400, next: null, headHash: hash('a'), broken: null };

describe('verifying the audit log', () => {
  test('shows how far it is, recounts the ledger, and says that it holds', async () => {
    const { promise, resolve } = Promise.withResolvers<typeof holds>();
    const page = openPage('/audit', {
      'audit.list': () => listed,
      'audit.verify': ({ after }) => after === null
        ? { ...holds, checked: 6_200, next: { seq: 6_200, hash: hash('b') } } : promise,
      'audit.recount': () => ({ problem: null }),
    });
    close = page.close;
    fireEvent.click(await screen.findByRole('button', { name: 'Verify the chain' }));
    const bar = await screen.findByRole('progressbar', { name: 'Verify the chain' });
    expect(bar.getAttribute('aria-valuenow')).toBe('50');
    expect(screen.getByText('6 200 of 12 400 entries fit')).toBeDefined();
    resolve(holds);
    expect(await screen.findByText('The chain holds')).toBeDefined();
    expect(page.asked('audit.verify'))
      .toEqual([{ after: null }, { after: { seq: 6_200, hash: hash('b') } }]);
    expect(page.asked('audit.recount')).toHaveLength(1);
  });

  test('is stopped, and says what was not looked at', async () => {
    const { promise, resolve } = Promise.withResolvers<typeof holds>();
    const page = openPage('/audit', {
      'audit.list': () => listed,
      'audit.verify': ({ after }) => after === null
        ? { ...holds, checked: 10, next: { seq: 10, hash: hash('b') } } : promise,
    });
    close = page.close;
    fireEvent.click(await screen.findByRole('button', { name: 'Verify the chain' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Stop verifying' }));
    resolve({ ...holds, checked: 20 });
    expect(await screen.findByText('Verification stopped')).toBeDefined();
    expect(screen.getByText(/^20 of 12 400 entries were checked/)).toBeDefined();
    expect(page.asked('audit.recount')).toEqual([]);
  });

  test('raises an alarm with the first broken link, as it stands in the store', async () => {
    const page = openPage('/audit', {
      'audit.list': () => listed,
      'audit.verify': () => ({
        checked: 4, of: 7, next: null, headHash: hash('a'), broken: {
          seq: 5, problem: 'content', after: { seq: 4, hash: hash('a') }, previousHash: hash('a'),
          hash: hash('c'), computedHash: hash('d'),
          entry: '{"act":"payment.refund","reason":"<b>x</b>"}',
        },
      }),
    });
    close = page.close;
    fireEvent.click(await screen.findByRole('button', { name: 'Verify the chain' }));
    const alarm = await screen.findByRole('alert');
    expect(alarm.textContent).toContain('The content of entry 5 does not match its hash.');
    expect(alarm.textContent).toContain('Entries before it that fit: 4 of 7.');
    expect(alarm.textContent).toContain('"reason": "<b>x</b>"');
    for (const letter of ['a', 'c', 'd']) expect(alarm.textContent).toContain(hash(letter));
    expect(page.asked('audit.recount')).toEqual([]);
  });

  test('raises an alarm when the records do not match a chain that holds', async () => {
    close = openPage('/audit', {
      'audit.list': () => listed, 'audit.verify': () => holds,
      'audit.recount': () => ({ problem: 'The balance of escrow is off by 7.' }),
    }).close;
    fireEvent.click(await screen.findByRole('button', { name: 'Verify the chain' }));
    expect((await screen.findByRole('alert')).textContent)
      .toContain('The balance of escrow is off by 7.');
  });
});

describe('the audit log', () => {
  test('shows the entries of one id, which stands in the address', async () => {
    const page = openPage('/audit?subject=pay_1', {
      'audit.list': () => ({ items: [], next: null, searchedTo: null }),
    });
    close = page.close;
    expect(await screen.findByText('No entry is about this id.')).toBeDefined();
    expect(page.asked('audit.list')).toMatchObject([{ subjectId: 'pay_1', act: null }]);
  });

  test('is searched by who, act and days, which then stand in the address', async () => {
    const page = openPage('/audit', {
      'audit.list': ({ act }) => act === null ? listed
        : { items: [], next: null, searchedTo: null },
    });
    close = page.close;
    fireEvent.change(await screen.findByLabelText('Who'), { target: { value: ' ana ' } });
    fireEvent.change(screen.getByLabelText('Act'), { target: { value: 'payment.' } });
    fireEvent.change(screen.getByLabelText('From (UTC)'), { target: { value: '2026-11-20' } });
    fireEvent.change(screen.getByLabelText('To (UTC)'), { target: { value: '2026-11-21' } });
    fireEvent.click(screen.getByRole('button', { name: 'Search' }));
    expect(await screen.findByText('No entry matches this search.')).toBeDefined();
    expect(page.history.location.search)
      .toBe('?actor=ana&act=payment.&from=2026-11-20&to=2026-11-21');
    const from = Date.UTC(2026, 10, 20);
    expect(page.asked('audit.list').at(-1)).toMatchObject({
      actor: 'ana', act: 'payment.', subjectId: null, fromMs: from,
      toMs: from + 2 * 86_400_000 - 1,
    });
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await screen.findByText('payment.release')).toBeDefined();
    expect(page.history.location.search).toBe('');
  });

  test('says how far back a search looked, and goes on when asked', async () => {
    const page = openPage('/audit?act=payment.', {
      'audit.list': ({ cursor }) => cursor === null
        ? { items: [], next: '900', searchedTo: Date.UTC(2026, 10, 20, 14, 9) } : listed,
    });
    close = page.close;
    expect(await screen.findByText('Nothing found so far.')).toBeDefined();
    expect(screen.getByText(/Searched back to 2026-11-20 14:09:00 UTC\./)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Search further back' }));
    expect(await screen.findByText('payment.release')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Search further back' })).toBeNull();
    expect(page.asked('audit.list').at(-1)).toMatchObject({ cursor: '900', act: 'payment.' });
  });

  test('reads further pages and shows no entry twice', async () => {
    close = openPage('/audit', { 'audit.list': ({ cursor }) => cursor === null
      ? { ...listed, next: 'older' }
      : { ...listed, items: [entry, { ...entry, seq: 1, act: 'store.opened' }] } }).close;
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('store.opened')).toBeDefined();
    expect(screen.getAllByText('payment.release')).toHaveLength(1);
  });

  test('leads from an entry to what it is about', async () => {
    close = openPage('/audit', { 'audit.list': () => ({
      ...listed, items: [{ ...entry, subject: 'batch', subjectId: 'bat_1' }],
    }) }).close;
    expect((await screen.findByRole('link', { name: 'bat_1' })).getAttribute('href'))
      .toBe('/batches/bat_1');
  });
});

describe('one entry', () => {
  const detail = {
    ...entry, at: Date.UTC(2026, 10, 21, 14, 9), subjectId: 'pay_1', actorId: 'opr_ana',
    actorKind: 'operator' as const, data: { status: 'releasing', 'odd\u202efact': '=1+1' },
    rowsHash: hash('b'), previousHash: hash('c'), hash: hash('d'),
  };
  const handlers = { 'audit.list': () => listed, 'audit.get': () => detail };

  test('is opened by Enter, and closed by Escape back onto its row', async () => {
    const page = openPage('/audit', handlers);
    close = page.close;
    const row = (await screen.findByText('payment.release')).closest('[role="row"]');
    fireEvent.keyDown(document.documentElement, { key: 'j', code: 'KeyJ' });
    fireEvent.keyDown(row ?? document.body, { key: 'Enter', code: 'Enter' });
    const sheet = await screen.findByRole('dialog', { name: 'Entry 12\u202f400: release ordered' });
    expect(page.history.location.search).toBe('?open=12400');
    expect(page.asked('audit.get')).toEqual([{ seq: 12_400 }]);
    fireEvent.keyDown(sheet, { key: 'Escape', code: 'Escape' });
    await waitFor(() => expect(page.history.location.search).toBe(''));
    await waitFor(() => expect(document.activeElement).toHaveProperty('dataset.row', '12400'));
  });

  test('tells who, when by both clocks, why, its facts and every hash whole', async () => {
    prefer({ zone: 'Europe/Madrid' });
    const page = openPage('/audit?act=payment.&open=12400', handlers);
    close = () => { page.close(); prefer({ zone: 'UTC' }); };
    const sheet = await screen.findByRole('dialog', { name: /^Entry 12/ });
    for (const text of [
      'ana, operator', '2026-11-21 14:09:00 UTC', '2026-11-21 15:09:00 Madrid', 'work accepted',
      'releasing', hash('b'), hash('c'), hash('d'),
    ]) expect(sheet.textContent).toContain(text);
    expect(sheet.textContent).not.toContain('\u202e');
    expect(within(sheet).getByRole('link', { name: 'pay_1' }).getAttribute('href'))
      .toBe('/payments/pay_1');
    for (const name of ['Own hash', 'Hash before', 'Hash of the rows']) {
      expect(within(sheet).getByRole('button', { name: `Copy ${name}` })).toBeDefined();
    }
    fireEvent.click(within(sheet).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(page.history.location.search).toBe('?act=payment.'));
  });

  test.each([
    ['inbox', 'ibx_1', '/webhooks/received?open=ibx_1'],
    ['delivery', 'dlv_1', '/webhooks?open=dlv_1'],
    ['seller', 'slr_1', '/sellers?edit=slr_1'],
    ['connection', 'con_1', '/settings/connections?edit=con_1'],
    ['marketplace', 'mkt_1', '/settings/marketplaces?edit=mkt_1'],
  ])('about a %s leads to it', async (subject, subjectId, href) => {
    close = openPage('/audit?open=12400', {
      ...handlers, 'audit.get': () => ({ ...detail, subject, subjectId, act: 'never.heard-of' }),
    }).close;
    const sheet = await screen.findByRole('dialog', { name: /: never\.heard-of$/ });
    expect(within(sheet).getByRole('link', { name: subjectId }).getAttribute('href')).toBe(href);
  });
});
