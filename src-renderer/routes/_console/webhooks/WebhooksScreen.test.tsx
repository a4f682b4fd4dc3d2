import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { openPage as openAny } from '../payments/open-page.tsx';
import type { Delivery } from './deliveries.ts';

/** The page with no marketplace, unless the test has some. */
function openPage(path: string, handlers: Parameters<typeof openAny>[1]) {
  return openAny(path, {
    'marketplaces.list': () => ({ items: [] }), 'webhooks.get': () => aDelivery(), ...handlers,
  });
}

let close = (): void => undefined;
afterEach(() => close());

function aDelivery(change: Partial<Delivery> = {}): Delivery {
  return {
    id: 'dlv_1', type: 'payment.escrowed', url: 'https://acme.example/hooks', state: 'dead',
    paymentId: 'pay_1', tries: 4, createdAt: 0, lastTriedAt: 1, deliveredAt: null,
    responseStatus: 500, responseBody: '<b>no\u202e</b>', body: '{"type":"payment.escrowed"}',
    nextTryAt: null, replayOf: null, ...change,
  };
}

describe('webhooks', () => {
  test('are sent again, those that were selected', async () => {
    const items = [aDelivery(), aDelivery({ id: 'dlv_2' }), aDelivery({ id: 'dlv_3' })];
    const page = openPage('/webhooks', {
      'webhooks.list': () => ({ items, next: null }),
      'webhooks.replay': ({ deliveryIds }) => ({ replayed: deliveryIds.length }),
    });
    close = page.close;
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select row 1' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select row 3' }));
    expect(screen.getByText('2 deliveries')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Send again' }));
    expect(await screen.findByText('Sending 2 deliveries again.')).toBeDefined();
    expect(page.asked('webhooks.replay')).toEqual([{ deliveryIds: ['dlv_1', 'dlv_3'] }]);
  });

  test('are filtered in the address', async () => {
    const page = openPage('/webhooks', { 'webhooks.list': () => ({ items: [], next: null }) });
    close = page.close;
    fireEvent.click(await screen.findByRole('button', { name: 'Dead' }));
    expect(await screen.findByText('No delivery is in this state.')).toBeDefined();
    expect(page.history.location.search).toBe('?state=dead');
    expect(page.asked('webhooks.list').at(-1)).toMatchObject({ state: 'dead' });
  });

  test('show body and answer as text, whatever they hold', async () => {
    const page = openPage('/webhooks?open=dlv_1', {
      'webhooks.list': () => ({ items: [aDelivery()], next: null }),
    });
    close = page.close;
    expect(await screen.findByText('<b>no</b>')).toBeDefined();
    expect(screen.getByRole('dialog', { name: 'Delivery of payment.escrowed' })).toBeDefined();
  });

  test('follow what changes elsewhere and keep the focus', async () => {
    let items = [aDelivery()];
    const page = openPage('/webhooks', { 'webhooks.list': () => ({ items, next: null }) });
    close = page.close;
    await screen.findByText('payment.escrowed');
    fireEvent.keyDown(document.documentElement, { key: 'j', code: 'KeyJ' });
    items = [aDelivery({ id: 'dlv_0', type: 'payment.released' }), aDelivery()];
    page.double.emit('changed', { nouns: ['deliveries'], paymentIds: [], at: 1 });
    expect(await screen.findByText('payment.released')).toBeDefined();
    await waitFor(() => expect(document.activeElement).toHaveProperty('dataset.row', 'dlv_1'));
  });

  test('are narrowed to an HTTP status by the address', async () => {
    const page = openPage('/webhooks', { 'webhooks.list': () => ({ items: [], next: null }) });
    close = page.close;
    fireEvent.change(await screen.findByLabelText('Narrow by'), { target: { value: 'response' } });
    fireEvent.change(screen.getByLabelText('Value'), { target: { value: '503' } });
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect(await screen.findByText('No delivery matches this filter.')).toBeDefined();
    expect(page.asked('webhooks.list').at(-1))
      .toMatchObject({ state: null, by: { field: 'response', value: 503 } });
  });

  test('that wait for their next try are not sent again by hand', async () => {
    close = openPage('/webhooks?open=dlv_1', {
      'webhooks.list': () => ({ items: [], next: null }),
      'webhooks.get': () => aDelivery({ state: 'waiting' }),
    }).close;
    const again = await screen.findByRole('button', { name: 'Send again' });
    expect(again.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/waits for its next try/)).toBeDefined();
    expect(screen.getByRole('link', { name: 'pay_1' }).getAttribute('href'))
      .toBe('/payments/pay_1');
  });

  test('that wait say when their next try is, by the clock on hover', async () => {
    const at = Date.UTC(2099, 10, 21, 14, 9);
    const waiting = aDelivery({ state: 'waiting', nextTryAt: at });
    const page = openPage('/webhooks', {
      'webhooks.list': () => ({ items: [waiting], next: null }), 'webhooks.get': () => waiting,
    });
    close = page.close;
    const time = () => screen.getAllByTitle('2099-11-21 14:09:00 UTC');
    fireEvent.click(await screen.findByText('payment.escrowed'));
    const sheet = await screen.findByRole('dialog', { name: 'Delivery of payment.escrowed' });
    expect(time()).toHaveLength(2);
    expect(sheet.textContent).toContain('Next try');
    expect(page.asked('webhooks.get')).toEqual([{ id: 'dlv_1' }]);
  });

  test('that are due already are tried now, and those that ended never', async () => {
    close = openPage('/webhooks', { 'webhooks.list': () => ({ next: null, items: [
      aDelivery({ state: 'waiting', nextTryAt: 0 }), aDelivery({ id: 'dlv_2', type: 'gone' }),
    ] }) }).close;
    const cellsOf = async (type: string): Promise<readonly (string | null)[]> =>
      [...(await screen.findByText(type)).closest('[role="row"]')
        ?.querySelectorAll('[role="gridcell"]') ?? []].map(({ textContent }) => textContent);
    expect((await cellsOf('payment.escrowed')).at(-1)).toBe('now');
    expect((await cellsOf('gone')).at(-1)).toBe('–');
  });

  test('are saved as a file with what the filter shows', async () => {
    const page = openPage('/webhooks?state=dead', {
      'webhooks.list': () => ({ items: [aDelivery()], next: null }),
    });
    close = page.close;
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(page.asked('files.tableCsv')).toHaveLength(1));
    expect(page.asked('files.tableCsv')).toMatchObject([{ name: 'webhooks', rows: [[
      'dlv_1', 'Dead', 'payment.escrowed', 'pay_1', 'https://acme.example/hooks', '500', '4',
      '1970-01-01 00:00:00 UTC', '1970-01-01 00:00:00 UTC', '', '', '',
    ]] }]);
  });
});
