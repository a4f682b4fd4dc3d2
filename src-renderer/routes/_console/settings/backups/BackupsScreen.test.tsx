import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { BackupView, RestoredView } from '../../../../../src-main/contract/backups.ts';
import { RefusalError } from '../../../../engine/call.ts';
import { never, openPage } from '../../payments/open-page.tsx';
import type { Backups } from './BackupsScreen.tsx';

let close = (): void => undefined;
afterEach(() => close());

function open(...given: Parameters<typeof openPage>) {
  const page = openPage(...given);
  close = page.close;
  return page;
}

const backup: BackupView = {
  id: '2026-11-21T12-00-00-000Z-daily', kind: 'daily', createdAt: Date.UTC(2026, 10, 21, 12),
  bytes: 13_003_000, sha256: 'a'.repeat(64), schemaVersion: 6, auditSeq: 1_234, auditHash: '',
  payments: 400, postings: 800,
  drill: { at: 1, ok: true, problems: [], auditEntries: 1_234, tookMs: 812 },
};
const restored: RestoredView = {
  at: 1, backupId: backup.id, backupAt: 0, by: 'ana', second: 'ben', reason: 'new disk',
  done: true, asked: 12, differing: 1, silent: 0, unclear: 0, missingEntries: 40,
};

function listed(change: Partial<Backups> = {}): Backups {
  return {
    items: [backup], rule: { daily: 7, weekly: 4, bytesMax: 20 * 1024 ** 3 }, busy: null,
    problem: null, restored: null, folder: '/data/backups', ...change,
  };
}

describe('backups', () => {
  test('are listed with their size, their reason and their last drill', async () => {
    open('/settings/backups', { 'backups.list': () => listed() });
    const grid = await screen.findByRole('grid', { name: 'Backups' });
    const row = within(grid).getAllByRole('row')[1];
    expect(row?.textContent).toContain('12.4 MiB');
    expect(row?.textContent).toContain('Good');
    expect(screen.getByText(/Kept: 7 days, the last day of 4 weeks/)).toBeDefined();
  });

  test('say when there will be one', async () => {
    open('/settings/backups', { 'backups.list': () => listed({ items: [] }) });
    expect(await screen.findByText('There is no copy yet.')).toBeDefined();
  });

  test('show what failed, and that they are read while slow', async () => {
    open('/settings/backups', { 'backups.list': () => {
      throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
    } });
    expect(await screen.findByText('It broke.')).toBeDefined();
    close();
    open('/settings/backups', { 'backups.list': never });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });

  test('show a drill that found something', async () => {
    const found = {
      at: 2, ok: false, problems: ['The audit entry 4 is broken.'], auditEntries: 3, tookMs: 9,
    };
    let drilled = false;
    open('/settings/backups', {
      'backups.list': () => listed(drilled ? { items: [{ ...backup, drill: found }] } : {}),
      'backups.drill': () => {
        drilled = true;
        return found;
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: /^Drill the copy/ }));
    expect(await screen.findByText(/cannot be relied on: The audit entry 4/)).toBeDefined();
    expect(screen.getByText('Not good')).toBeDefined();
  });

  test('are restored only with the typed name, a reason and a second operator', async () => {
    const { asked } = open('/settings/backups', {
      'backups.list': () => listed(), 'backups.restore': () => ({ backupId: backup.id }),
    });
    fireEvent.click(await screen.findByRole('button', { name: /^Restore the copy/ }));
    const sheet = await screen.findByRole('dialog');
    const type = (label: RegExp, value: string): void => {
      fireEvent.change(within(sheet).getByLabelText(label), { target: { value } });
    };
    const confirm = within(sheet).getByRole('button', { name: 'Restore this copy' });
    type(/^Reason/, 'new disk');
    type(/^Name/, 'ben');
    type(/^Password/, 'secret');
    expect(confirm.hasAttribute('disabled')).toBe(true);
    type(/^Type the name/, backup.id);
    await waitFor(() => expect(confirm.hasAttribute('disabled')).toBe(false));
    fireEvent.click(confirm);
    await waitFor(() => expect(asked('backups.restore')).toEqual([{
      backupId: backup.id, confirmation: backup.id, reason: 'new disk',
      second: { name: 'ben', password: 'secret', code: '' },
    }]));
  });
});

describe('a restored store', () => {
  test('says what is missing and may be lifted once all is clear', async () => {
    open('/settings/backups', { 'backups.list': () => listed({ restored }) });
    const panel = await screen.findByRole('region', { name: /^Restored from a copy/ });
    expect(panel.textContent).toContain('40 audit entries of the replaced store');
    const lift = within(panel).getByRole('button', { name: 'Let it send again' });
    expect(lift.hasAttribute('disabled')).toBe(false);
  });

  test.each([
    [{ done: false, silent: 2 }, 'Not every provider has answered yet.'],
    [{ unclear: 3 }, '3 payments are still unclear.'],
  ])('is not lifted while something is open: %o', async (change, reason) => {
    open('/settings/backups', {
      'backups.list': () => listed({ restored: { ...restored, ...change } }),
    });
    const panel = await screen.findByRole('region', { name: /^Restored from a copy/ });
    expect(within(panel).getByText(reason)).toBeDefined();
    expect(within(panel).getByRole('button', { name: 'Let it send again' })
      .hasAttribute('disabled')).toBe(true);
  });
});
