import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { openPage } from '../payments/open-page.tsx';

let close = (): void => undefined;
afterEach(() => close());

const entry = {
  seq: 12_400, at: 0, actor: 'ana', act: 'payment.release', subject: 'payment',
  subjectId: 'pay_1', reason: 'work accepted', hash: 'a3f8',
};

describe('the audit log', () => {
  test('is verified on request and says that it holds', async () => {
    close = openPage('/audit', {
      'audit.list': () => ({ items: [entry], next: null }),
      'audit.verify': () => ({ entries: 12_400, ok: true, problem: null, headHash: 'a3f8' }),
    }).close;
    fireEvent.click(await screen.findByRole('button', { name: 'Verify the chain' }));
    expect(await screen.findByText('The chain holds')).toBeDefined();
  });

  test('raises an alarm when it does not hold', async () => {
    close = openPage('/audit', {
      'audit.list': () => ({ items: [entry], next: null }),
      'audit.verify': () => ({
        entries: 7, ok: false, problem: 'Entry 5 was changed.', headHash: null,
      }),
    }).close;
    fireEvent.click(await screen.findByRole('button', { name: 'Verify the chain' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Entry 5 was changed.');
  });

  test('shows the entries of one id, which stands in the address', async () => {
    const page = openPage('/audit?subject=pay_1', {
      'audit.list': () => ({ items: [], next: null }),
    });
    close = page.close;
    expect(await screen.findByText('No entry is about this id.')).toBeDefined();
    expect(page.asked('audit.list')).toMatchObject([{ subjectId: 'pay_1' }]);
  });

  test('reads further pages and shows no entry twice', async () => {
    close = openPage('/audit', { 'audit.list': ({ cursor }) => cursor === null
      ? { items: [entry], next: 'older' }
      : { items: [entry, { ...entry, seq: 1, act: 'store.opened' }], next: null } }).close;
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('store.opened')).toBeDefined();
    expect(screen.getAllByText('payment.release')).toHaveLength(1);
  });
});
