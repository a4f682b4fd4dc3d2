import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import {
  createMemoryHistory, createRootRoute, createRouter, RouterProvider,
} from '@tanstack/react-router';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDouble, type Double } from '../../engine/double.ts';
import { registerKeys } from '../../keys/registry.ts';
import { aPaymentRow } from '../../routes/_console/payments/payment-samples.ts';
import { showOverlay } from '../../stores/overlays.ts';
import { renderWith } from '../../ui/render-with.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { DEADLINE_MS, findAll } from './find.ts';
import { looksLike } from './looks-like.ts';

const address = 'bcrt1q6n9vu3ssqwn3xklm50mat0pgld72gaxkzfucz3';
const row = aPaymentRow();
let double: Double | null = null;
let undo: (() => void)[] = [];

beforeEach(() => {
  double = createDouble({
    'payments.list': () => ({ items: [row], next: null }),
    'payees.list': () => ({ items: [], next: null }),
    'views.list': ({ screen: of }) => ({
      items: of === 'payments' ? [{ id: 'v1', name: 'Morning', search: '{"q":"x"}' }] : [],
    }),
  });
});
afterEach(() => {
  cleanup();
  showOverlay(null);
  double?.remove();
  for (const each of undo) each();
  undo = [];
  vi.unstubAllGlobals();
});

async function open(): Promise<{ readonly place: () => string; readonly field: HTMLElement }> {
  const history = createMemoryHistory({ initialEntries: ['/'] });
  const router = createRouter({
    routeTree: createRootRoute({ component: CommandPalette, notFoundComponent: CommandPalette }),
    history,
  });
  renderWith(<RouterProvider router={router} />);
  await waitFor(() => expect(router.state.status).toBe('idle'));
  showOverlay('palette');
  const field = await screen.findByRole('combobox');
  return { field, place: () => history.location.href };
}

function clipboard(state: PermissionState, text: string, readText = vi.fn(async () => text)) {
  vi.stubGlobal('navigator', {
    userAgent: 'test', clipboard: { readText }, permissions: { query: async () => ({ state }) },
  });
  return readText;
}

const lines = (): string[] => screen.getAllByRole('option').map(({ textContent }) => textContent);

describe('the palette', () => {
  test('finds a payment and opens it with Enter', async () => {
    const { field, place } = await open();
    fireEvent.change(field, { target: { value: 'ana' } });
    const found = await screen.findByRole('option', { name: new RegExp(row.id) });
    expect(found.getAttribute('aria-selected')).toBe('true');
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(place()).toBe(`/payments/${row.id}`));
  });

  test('has the verbs of the screen, and says why one may not be used', async () => {
    const run = vi.fn();
    undo.push(registerKeys(() => [
      { keys: ['F'], group: 'verbs', label: 'Refund', reason: 'Nothing is held.', run },
      { keys: ['R'], group: 'verbs', label: 'Release', run },
    ]));
    const { field } = await open();
    fireEvent.change(field, { target: { value: 're' } });
    const refused = screen.getByRole('option', { name: /^Refund ?Not now/ });
    expect(refused.textContent).toBe('RefundNot now: Nothing is held.F');
    expect(refused.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(refused);
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(run).toHaveBeenCalledOnce());
  });

  test('leads whoever looks for an act to the payments that it can be done to', async () => {
    const { place, field } = await open();
    fireEvent.change(field, { target: { value: 'refund' } });
    expect(lines()[0]).toBe('Refund a payment…Choose among what is held');
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(place()).toBe('/payments?status=escrowed'));
  });

  test('has screens, settings and saved views', async () => {
    const { place, field } = await open();
    await screen.findByRole('option', { name: /Payments: Morning/ });
    expect(lines().join(' ')).toMatch(/Go to Escrows.*Settings: Connections/);
    fireEvent.change(field, { target: { value: 'mórn pay' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(place()).toBe('/payments?q=x'));
  });

  test('gives the focus back where it was when Esc closes it', async () => {
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    const { field } = await open();
    fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
    button.remove();
  });
});

describe('the clipboard', () => {
  test('is offered first where it holds an address', async () => {
    clipboard('granted', address);
    const { place, field } = await open();
    await screen.findByRole('option', { name: /^Find bcrt1q6n9/ });
    expect(lines()[0]).toMatch(/^Find bcrt1q6n9/);
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(place()).toBe(`/payments/${row.id}`));
  });

  test('is not read before it is allowed, and a refusal is silent', async () => {
    const readText = clipboard('prompt', '', vi.fn(async () => { throw new Error('refused'); }));
    await open();
    const ask = await screen.findByRole('option', { name: /^Look for an id/ });
    expect(readText).not.toHaveBeenCalled();
    fireEvent.click(ask);
    await waitFor(() => expect(readText).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test.each([
    ['a password', 'granted', 'three quiet herons'], ['anything', 'denied', address],
  ] as const)(
    'is not offered when it holds %s and reading is %s', async (_what, state, text) => {
      clipboard(state, text);
      await open();
      await screen.findByRole('option', { name: /Payments: Morning/ });
      expect(lines().join(' ')).not.toMatch(/clipboard/i);
    },
  );
});

test('the search answers within its deadline, with what came until then', async () => {
  double?.remove();
  double = createDouble({
    'payments.list': () => new Promise(() => undefined),
    'payees.list': () => ({ items: [], next: null }),
  });
  vi.useFakeTimers();
  const answer = findAll('ana');
  await vi.advanceTimersByTimeAsync(DEADLINE_MS);
  expect(await answer).toMatchObject({ slow: true, payments: [], failure: null });
  vi.useRealTimers();
});

test.each([
  [address, 'account'], ['0x52908400098527886E0F7030069857D2E4169EE7', 'account'],
  ['$wallet.example/ana', 'account'], ['f'.repeat(64), 'hash'],
  ['pay_01JD3V9QZ0K4N8W2X6Y1T5R7C8', 'payment'], ['job_01JD3V9QZ0K4N8W2X6Y1T5R7C8', 'job'],
  ['123e4567-e89b-12d3-a456-426614174000', 'id'],
  ['hello', null], ['three quiet herons at dusk', null], ['hunter2hunter2', null], ['', null],
])('%s looks like %s', (text, looks) => expect(looksLike(text)).toBe(looks));
