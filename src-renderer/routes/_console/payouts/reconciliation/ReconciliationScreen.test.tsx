import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { differenceKinds, type ReconciledRow } from '../../../../../src-main/contract/payouts.ts';
import { RefusalError } from '../../../../engine/call.ts';
import type { DoubleHandlers } from '../../../../engine/double.ts';
import { never, openPage } from '../../payments/open-page.tsx';
import { aConnection } from '../../settings/settings-samples.ts';
import { aReconciledRow } from '../treasury-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });

function open(rows: readonly ReconciledRow[], handlers: DoubleHandlers = {}) {
  opened = openPage('/payouts/reconciliation', {
    'connections.list': () => ({
      items: [
        aConnection(),
        aConnection({ id: 'con_treasury', rail: 'usdc', name: 'Circle on Arc' }),
      ],
      forms: [],
    }),
    'payouts.reconcile': (input) => ({
      ...input, rows: [...rows], whole: true,
      agreed: rows.filter(({ differences }) => differences.length === 0).length,
    }), ...handlers,
  });
  return opened;
}

async function compare(): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: 'Compare' }));
}

describe('reconciliation', () => {
  test('compares whole days of the chosen treasury', async () => {
    const { asked } = open([aReconciledRow()]);
    await screen.findByText('Nothing is compared yet');
    fireEvent.change(screen.getByLabelText('From, UTC'), { target: { value: '2026-11-01' } });
    fireEvent.change(screen.getByLabelText('To, UTC'), { target: { value: '2026-11-02' } });
    await compare();
    await waitFor(() => expect(asked('payouts.reconcile')).toEqual([{
      connectionId: 'con_treasury', fromMs: Date.UTC(2026, 10, 1),
      toMs: Date.UTC(2026, 10, 3) - 1,
    }]));
    expect((await screen.findAllByText('All three agree')).length).toBeGreaterThan(0);
  });

  test('shows differences alone, and everything where that is asked for', async () => {
    open([
      aReconciledRow(),
      aReconciledRow({ reference: 'tx-2', ledger: null, differences: ['missing-here'] }),
    ]);
    await compare();
    expect(await screen.findByText('1 difference')).toBeDefined();
    const list = within(screen.getByRole('grid', { name: 'Payouts of the period' }));
    expect(list.getAllByRole('row')).toHaveLength(2);
    expect(list.getByText(/no payment here has this key/)).toBeDefined();
    fireEvent.click(screen.getByRole('switch', { name: 'Only differences' }));
    expect(list.getAllByRole('row')).toHaveLength(3);
  });

  test.each(differenceKinds)('names what it is: %s', async (kind) => {
    open([aReconciledRow({ differences: [kind] })]);
    await compare();
    const row = await screen.findByRole('row', { name: /49\.000/ });
    expect(row.textContent).not.toContain(kind);
    fireEvent.click(row);
    const sheet = within(await screen.findByRole('dialog', { name: /^Payout tx-circle/ }));
    expect(sheet.getByRole('alert').textContent?.length).toBeGreaterThan(10);
    for (const part of ['Our ledger', 'Circle', 'Chain']) {
      expect(sheet.getByRole('region', { name: part })).toBeDefined();
    }
  });

  test('says that it could not read everything', async () => {
    open([aReconciledRow()], { 'payouts.reconcile': (input) =>
      ({ ...input, rows: [aReconciledRow()], agreed: 1, whole: false }) });
    await compare();
    expect(await screen.findByText(/longer than what one comparison reads/)).toBeDefined();
  });

  test('says why it cannot compare, and while it does', async () => {
    open([], { 'payouts.reconcile': () => {
      throw new RefusalError({
        code: 'provider_unavailable', message: 'The node does not answer.', details: {},
      });
    } });
    await compare();
    expect((await screen.findByRole('alert')).textContent).toContain('The node does not answer.');
    opened?.close();
    open([], { 'payouts.reconcile': () => never() });
    await compare();
    expect(await screen.findByText(/Circle and the chain are being asked/)).toBeDefined();
  });

  test('says what is missing where there is no treasury', async () => {
    open([], { 'connections.list': () => ({ items: [aConnection()], forms: [] }) });
    expect(await screen.findByText('No treasury is set up')).toBeDefined();
  });

  test('leaves as a file with all three accounts', async () => {
    const { asked } = open([aReconciledRow({ differences: ['amount-differs'] })], {
      'files.tableCsv': () => ({
        fileId: 'f', name: 'r.csv', mime: 'text/csv', bytes: 1, rows: 1, sha256: 'a',
      }),
      'files.deliver': () => ({ savedTo: 'r.csv', downloadUrl: null }),
    });
    await compare();
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(asked('files.tableCsv')).toMatchObject([{
      name: 'reconciliation',
      columns: expect.arrayContaining([
        'Our ledger: Amount', 'Circle: State', 'Chain: Transaction',
      ]),
      rows: [expect.arrayContaining(['The amounts differ', '49.000000', 'COMPLETE', 'USDC'])],
    }]));
  });
});
