import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallParsed } from '../../../../../src-main/contract/contract.ts';
import type { PreviewedRow } from '../../../../../src-main/contract/payouts.ts';
import { RefusalError } from '../../../../engine/call.ts';
import type { DoubleHandlers } from '../../../../engine/double.ts';
import { openPage } from '../../payments/open-page.tsx';
import { aMarketplace } from '../../settings/settings-samples.ts';
import { aReview, aTreasury, usdc, WALLET_ACCOUNT } from '../treasury-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
beforeEach(() => { localStorage.clear(); });
afterEach(() => { opened?.close(); });

const payable = (change: object = {}): PreviewedRow => ({
  kind: 'payable', payee: 'Maya Okafor (worker-1)', account: WALLET_ACCOUNT,
  gross: usdc(50_000_000n), fee: usdc(1_000_000n), net: usdc(49_000_000n), reasons: [],
  isNewPayee: false, ...change,
});

function open(handlers: DoubleHandlers = {}) {
  opened = openPage('/payouts/import', {
    'marketplaces.list': () => ({ items: [aMarketplace()] }),
    'payouts.treasury': () => ({ items: [aTreasury()] }),
    'payouts.preview': ({ rows }) => ({ rows: rows.map(() => payable()) }),
    'payouts.plan': ({ rows }) => ({ rows: rows.map(({ taskId }) => ({
      kind: 'planned', paymentId: `pay_${taskId}`, repeated: false,
    })) }),
    'payouts.review': () => aReview(), ...handlers,
  });
  return opened;
}

async function choose(text: string, name = 'week.csv'): Promise<void> {
  await screen.findByRole('button', { name: /CSV file|Another file/ });
  const input = document.querySelector('input[type="file"]');
  if (input === null) throw new Error('There is no place for a file.');
  fireEvent.change(input, { target: { files: [new File([text], name, { type: 'text/csv' })] } });
  await screen.findByText(name);
}

const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};

/** Tries the file and plans what came out. */
async function plan(): Promise<void> {
  press('Try it');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Plan payouts…' })
    .hasAttribute('disabled')).toBe(false));
  press('Plan payouts…');
  const sheet = within(await screen.findByRole('dialog'));
  fireEvent.click(sheet.getByRole('button', { name: 'Plan them' }));
}

describe('a file of payouts', () => {
  test('finds its columns by their headers and sends rows as they are', async () => {
    const { asked } = open();
    await choose('Worker ID;Amount;Task;Note\nworker-1;50,00\n', 'bad.csv');
    await choose('Worker ID;Amount;Task;Note\nworker-1;50.00;t-1;Logo\n\nworker-2;7;t-2;\n');
    press('Try it');
    await waitFor(() => expect(asked('payouts.preview')).toEqual([{
      marketplaceId: 'mkt_1', rows: [
        {
          taskId: 't-1', payee: 'worker-1', amount: '50.00', asset: 'USDC', completedAt: null,
          title: 'Logo', identity: null,
        },
        {
          taskId: 't-2', payee: 'worker-2', amount: '7', asset: 'USDC', completedAt: null,
          title: null, identity: null,
        },
      ],
    }]));
  });

  test('has its wrong cells put right in place', async () => {
    const { asked } = open();
    await choose('worker,amount\nworker-1,1e3\n,5\nworker-3,9.1234567\n');
    expect(screen.getByText('3 rows have to be fixed first.')).toBeDefined();
    const fix = (name: RegExp, value: string): void => {
      fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
    };
    fix(/^Amount, row 1: is no amount/, '1000');
    fix(/^Payee, row 2: is needed/, 'worker-2');
    fix(/^Amount, row 3: at most 6 places/, '9.123456');
    press('Try it');
    await waitFor(() => expect(asked('payouts.preview')).toMatchObject([{ rows: [
      { payee: 'worker-1', amount: '1000' }, { payee: 'worker-2', amount: '5' },
      { payee: 'worker-3', amount: '9.123456' },
    ] }]));
  });

  test('remembers how its columns were chosen, by its headers', async () => {
    open();
    await choose('a,b\nworker-1,5\n');
    fireEvent.change(screen.getByLabelText(/^Payee's reference/), { target: { value: '0' } });
    fireEvent.change(screen.getByLabelText(/^Amount/), { target: { value: '1' } });
    press('Try it');
    await screen.findByText('Would be planned');
    opened?.close();
    open();
    await choose('b,a\n6,worker-2\n', 'next.csv');
    expect(screen.getByText('As for the last file with these headers.')).toBeDefined();
    expect(screen.getByLabelText<HTMLSelectElement>(/^Amount/).value).toBe('0');
  });

  test('names a task once, and leaves a repeated row to the operator', async () => {
    open();
    await choose('worker,amount,task\nworker-1,5,t-1\nworker-2,5,t-1\nworker-1,6,t-1\n');
    expect(screen.getByText('Task: the same as row 1')).toBeDefined();
    expect(screen.getByText('1 row has to be fixed first.')).toBeDefined();
  });

  test.each([
    ['a,b\n', 'The file has no rows.'], ['a,a\n1,2\n', 'Two columns have the same header: a.'],
    ['a,b\n"1,2\n', /cannot be read as CSV/],
  ])('that is none says so: %j', async (text, problem) => {
    open();
    await screen.findByText('No file is chosen');
    const input = document.querySelector('input[type="file"]');
    if (input === null) throw new Error('There is no place for a file.');
    fireEvent.change(input, { target: { files: [new File([text], 'x.csv')] } });
    expect(await screen.findByText(problem)).toBeDefined();
  });

  test('needs a marketplace first', async () => {
    open({ 'marketplaces.list': () => ({ items: [] }) });
    expect(await screen.findByText(/Add a marketplace in the settings first/)).toBeDefined();
  });
});

describe('the try-out', () => {
  test('says per row what it costs, who is new and what is refused', async () => {
    open({ 'payouts.preview': () => ({ rows: [
      payable({ isNewPayee: true }),
      payable({ reasons: ['it is above 1000 USDC'] }),
      { kind: 'refused', code: 'wallet_not_found', message: 'The payee has no wallet here yet.' },
      { kind: 'present', paymentId: 'pay_before' },
    ] }) });
    await choose('worker,amount\na,50\nb,50\nc,50\nd,50\n');
    press('Try it');
    expect(await screen.findByText('new payee')).toBeDefined();
    expect(screen.getByText('Would be planned. Note: it is above 1000 USDC')).toBeDefined();
    expect(screen.getByText(/^Refused: The payee has no wallet here yet/)).toBeDefined();
    expect(screen.getByText('Has a payment already')).toBeDefined();
    expect(screen.getAllByText(/^1\.000/).length).toBeGreaterThan(0);
  });

  test('is over for a row that is changed', async () => {
    open();
    await choose('worker,amount\na,x\n');
    const cell = screen.getByRole('textbox', { name: /^Amount, row 1/ });
    fireEvent.change(cell, { target: { value: '5' } });
    press('Try it');
    await screen.findByText('Would be planned');
    fireEvent.change(screen.getByRole('textbox', { name: 'Amount' }), { target: { value: '6' } });
    expect(screen.getByText('Not tried yet')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Plan payouts…' }).hasAttribute('disabled'))
      .toBe(true);
  });
});

describe('planning a file', () => {
  test('shows its blast radius and has a large total typed', async () => {
    const { asked } = open({
      'payouts.preview': ({ rows }) => ({ rows: rows.map(() => payable({
        net: usdc(1_500_000_000n), gross: usdc(1_500_000_000n), fee: usdc(0n), isNewPayee: true,
      })) }),
    });
    await choose('worker,amount\na,1500\n');
    press('Try it');
    await screen.findByText('new payee');
    press('Plan payouts…');
    const sheet = within(await screen.findByRole('dialog', { name: 'Plan 1 payout' }));
    expect((await sheet.findByRole('row', { name: /Circle on Arc, after/ })).textContent)
      .toContain('1\u202f000.000\u202f000');
    const confirm = sheet.getByRole('button', { name: 'Plan them' });
    expect(confirm.hasAttribute('disabled')).toBe(true);
    fireEvent.change(sheet.getByLabelText(/^Type the total/), { target: { value: '1500' } });
    fireEvent.click(confirm);
    await waitFor(() => expect(asked('payouts.plan')).toMatchObject([{ source: 'week.csv' }]));
  });

  test('goes in pieces, goes on after a failure, and repeats only what failed', async () => {
    let failing = true;
    const planned: CallParsed<'payouts.plan'>[] = [];
    const small = payable({ gross: usdc(5n), fee: usdc(0n), net: usdc(5n) });
    open({
      'payouts.preview': ({ rows: asked }) => ({ rows: asked.map(() => small) }),
      'payouts.plan': (input) => {
        if (planned.length === 1 && failing) {
          throw new RefusalError({ code: 'internal', message: 'It broke.', details: {} });
        }
        planned.push(input);
        return { rows: input.rows.map(({ taskId }) => ({
          kind: 'planned' as const, paymentId: `pay_${taskId}`, repeated: false,
        })) };
      },
    });
    const rows = Array.from({ length: 1_200 }, (_row, at) => `worker-${at},5`);
    await choose(`worker,amount\n${rows.join('\n')}\n`);
    await plan();
    const patient = { timeout: 5_000 };
    expect(await screen.findByText(/500 of 1 200 rows/, {}, patient)).toBeDefined();
    expect((await screen.findByRole('alert')).textContent).toContain('It broke.');
    failing = false;
    press('Go on');
    expect(await screen.findByText('All rows are through', {}, patient)).toBeDefined();
    expect(planned.map((one) => one.rows.length)).toEqual([500, 500, 200]);
    expect(new Set(planned.flatMap((one) => one.rows.map(({ identity }) => identity))).size)
      .toBe(1_200);
    expect(screen.getByText('1 200 payouts are planned')).toBeDefined();
  });

  test('names each row for ever by file, place, payee and amount', async () => {
    const named = async (text: string) => {
      localStorage.clear();
      const { asked, close } = open();
      await choose(text);
      await plan();
      await screen.findByText('All rows are through');
      const [input] = asked('payouts.plan') as CallParsed<'payouts.plan'>[];
      close();
      return input?.rows.map(({ identity }) => identity) ?? [];
    };
    const once = await named('worker,amount\na,5\na,5\n');
    expect(once.every((identity) => /^[0-9a-f]{64}$/.test(identity ?? ''))).toBe(true);
    expect(new Set(once).size).toBe(2);
    expect(await named('worker,amount\na,5\na,5\n')).toEqual(once);
    expect(await named('worker,amount\na,5\na,6\n')).not.toContain(once[0]);
    expect(await named('worker,amount,key\na,5,k-1\na,5,k-2\n')).toEqual(['k-1', 'k-2']);
  });

  test('offers to let go what was planned', async () => {
    const { asked, history } = open({ 'batches.create': () => ({ batchId: 'bat_9' }) });
    await choose('worker,amount,task\na,5,t-1\nb,5,t-2\n');
    await plan();
    fireEvent.click(await screen.findByRole('button', { name: 'Pay out…' }));
    const sheet = within(await screen.findByRole('dialog', { name: /^Pay out 2/ }));
    expect(asked('payouts.review')).toEqual([
      { selection: { paymentIds: ['pay_t-1', 'pay_t-2'] } },
    ]);
    fireEvent.change(sheet.getByLabelText(/^Reason/), { target: { value: 'Week 47.' } });
    fireEvent.click(sheet.getByRole('button', { name: /^Pay out 2/ }));
    await waitFor(() => expect(history.location.pathname).toBe('/batches/bat_9'));
  });
});
