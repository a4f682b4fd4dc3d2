import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Run } from '../../../../src-main/contract/rehearsal.ts';
import { RefusalError } from '../../../engine/call.ts';
import { sampleSession } from '../../../engine/sample-session.ts';
import { forgetSession } from '../../../engine/session.ts';
import { never, openPage } from '../payments/open-page.tsx';
import type { Books } from './BooksPanel.tsx';
import type { Script } from './FaultsPanel.tsx';
import { fitting, readDraft } from './fault-rules.ts';

let close = (): void => undefined;
afterEach(() => close());

function open(...given: Parameters<typeof openPage>) {
  const page = openPage(...given);
  close = page.close;
  return page;
}

const choices: Script['choices'] = [
  { provider: 'walletDaemon', operations: [
    { operation: 'any', faults: ['refuse', 'down'] },
    { operation: 'release', faults: ['refuse', 'drop-after', 'stuck'] },
  ] },
  { provider: 'exchange', operations: [
    { operation: 'any', faults: ['refuse', 'down'] },
    { operation: 'release', faults: ['refuse', 'drop-after', 'slow'] },
    { operation: 'rate', faults: ['refuse', 'stale-rate'] },
  ] },
];
const btc = (minor: string) => ({ minor, asset: 'BTC/8' });
const books: Books = {
  compared: 3, differences: [],
  totals: [{
    provider: 'walletDaemon', connectionName: 'Wallet daemon', verdict: 'equal',
    held: { ledger: btc('100000'), books: btc('100000') },
    paid: { ledger: btc('0'), books: btc('0') }, inDoubt: btc('0'),
  }],
};
const run: Run = {
  scenario: 'lost-answers', state: 'done', startedAt: 0, endsBy: 120_000, endedAt: 4_200,
  steps: [{ step: 'hold', at: 0 }, { step: 'judge', at: 4_100 }], problem: null, turn: null,
  score: {
    payments: 4, endedRight: 3, neededPerson: 1, unfinished: 0, paidTwice: 0, booksEqual: true,
    paymentIds: ['pay_1'], saved: null, heard: null,
  },
};

function answers(part: Partial<Script> = {}) {
  return {
    'rehearsal.get': () => ({ faults: [], choices, run: null, ...part }),
    'rehearsal.books': () => books,
  };
}

describe('faults', () => {
  test('are set with what fits the operation', async () => {
    const { asked } = open('/rehearsal', {
      ...answers(), 'rehearsal.setFault': () => ({ faultId: 1 }),
    });
    const form = await screen.findByRole('form', { name: 'Set a fault' });
    const choose = (label: string, value: string): void => {
      fireEvent.change(within(form).getByLabelText(label), { target: { value } });
    };
    choose('When asked for', 'rate');
    const offered = within(within(form).getByLabelText('It does this')).getAllByRole('option');
    expect(offered.map(({ textContent }) => textContent))
      .toEqual(['Refuses', 'Quotes an old rate']);
    choose('It does this', 'stale-rate');
    expect(within(form).getByText('The rate that it quotes is this old.')).toBeDefined();
    choose('Times', '2');
    choose('Seconds', '90');
    fireEvent.click(within(form).getByRole('button', { name: 'Set the fault' }));
    await waitFor(() => expect(asked('rehearsal.setFault')).toEqual([{
      provider: 'exchange', operation: 'rate', fault: 'stale-rate', times: 2, delayMs: 90_000,
    }]));
  });

  test('that were typed wrong are said to be, and not sent', async () => {
    const { asked } = open('/rehearsal', answers());
    fireEvent.change(await screen.findByLabelText('Times'), { target: { value: '0' } });
    fireEvent.click(screen.getByRole('button', { name: 'Set the fault' }));
    expect(await screen.findByText(/^Times is a whole number from 1 to/)).toBeDefined();
    expect(asked('rehearsal.setFault')).toEqual([]);
  });

  test('are listed, and cleared one by one or all', async () => {
    const fault = {
      id: 7, provider: 'exchange', operation: 'release', fault: 'drop-after', times: 2,
      delayMs: null,
    } as const;
    const { asked } = open('/rehearsal', {
      ...answers({ faults: [fault] }), 'rehearsal.clearFault': () => ({}),
      'rehearsal.clearFaults': () => ({}),
    });
    const grid = await screen.findByRole('grid', { name: 'Faults that are set' });
    expect(within(grid).getAllByRole('row')[1]?.textContent)
      .toMatch(/AITBC exchange.*Release.*Hangs up after acting.*2/);
    fireEvent.click(screen.getByRole('button', { name: 'Clear: Hangs up after acting' }));
    await waitFor(() => expect(asked('rehearsal.clearFault')).toEqual([{ faultId: 7 }]));
    fireEvent.click(screen.getByRole('button', { name: 'Clear all faults' }));
    await waitFor(() => expect(asked('rehearsal.clearFaults')).toHaveLength(1));
    expect(screen.getByRole('button', { name: 'Start: Answers are lost' })
      .hasAttribute('disabled')).toBe(true);
  });

  test('lose times where the whole stand-in is down, and fit another stand-in', () => {
    const draft = {
      provider: 'exchange', operation: 'rate', fault: 'stale-rate', times: '1', delay: '8',
    } as const;
    expect(fitting(choices, { ...draft, provider: 'walletDaemon' }))
      .toMatchObject({ operation: 'any', fault: 'refuse' });
    expect(readDraft({ ...draft, operation: 'any', fault: 'down' }))
      .toMatchObject({ times: null, delayMs: 8_000 });
  });
});

describe('the books', () => {
  test('agree, or show the rows that do not', async () => {
    open('/rehearsal', answers());
    expect(await screen.findByText('Compared row by row: all 3 rows agree.')).toBeDefined();
    close();
    open('/rehearsal', { ...answers(), 'rehearsal.books': () => ({
      ...books, differences: [{
        key: 'x', side: 'books' as const, provider: 'exchange' as const, kind: 'release' as const,
        amount: btc('5'), reference: 'abc', paymentId: 'pay_9', at: 1,
      }],
    }) });
    const grid = await screen.findByRole('grid', { name: 'Rows that differ' });
    expect(grid.textContent).toContain('Only in the books');
    expect(within(grid).getByRole('link', { name: 'pay_9' }).getAttribute('href'))
      .toBe('/payments/pay_9');
  });
});

describe('a scenario', () => {
  test('is started, and its score is told', async () => {
    const { asked } = open('/rehearsal', { ...answers({ run }), 'rehearsal.start': () => ({}) });
    const score = await screen.findByRole('region', { name: 'Score' });
    expect(score.textContent).toMatch(/Ended right3 of 4.*Needed a person1 of 4.*Paid twice0/);
    expect(screen.getByRole('region', { name: 'Last run' }).textContent).toContain('4.2 s');
    fireEvent.click(screen.getByRole('button', { name: 'Start: Release and refund at once' }));
    await waitFor(() =>
      expect(asked('rehearsal.start')).toEqual([{ scenario: 'both-ways' }]));
  });

  test('that waits for the operator says for what, and leads there', async () => {
    const waiting = (paymentIds: string[]): Run => ({
      ...run, scenario: paymentIds.length === 0 ? 'endpoint-down' : 'expiry-rush',
      state: 'running', endedAt: null, score: null, turn: { until: 60_000, paymentIds },
    });
    open('/rehearsal', answers({ run: waiting(['pay_000007', 'pay_000008']) }));
    const turn = await screen.findByRole('region', { name: 'Your turn' });
    expect(turn.textContent).toContain('Release these 2 payments before their escrows end.');
    expect(within(turn).getByRole('link', { name: '000007' }).getAttribute('href'))
      .toBe('/payments/pay_000007');
    close();
    open('/rehearsal', answers({ run: waiting([]) }));
    const letters = await screen.findByRole('link', { name: 'Dead letters' });
    expect(letters.getAttribute('href')).toBe('/webhooks?state=dead');
  });

  test('tells what was saved in time, and what the marketplace heard', async () => {
    const score = {
      payments: 4, endedRight: 4, neededPerson: 0, unfinished: 0, paidTwice: 0, booksEqual: true,
      paymentIds: [], saved: { inTime: 5, of: 6, wrong: 1 },
      heard: { messages: 12, of: 15, dead: 6 },
    };
    open('/rehearsal', answers({ run: { ...run, score } }));
    const told = await screen.findByRole('region', { name: 'Score' });
    expect(told.textContent).toMatch(/Released in time5 of 6Released by mistake1/);
    expect(told.textContent).toMatch(/Heard by the marketplace12 of 15Dead letters on the way6/);
  });

  test('that runs can be stopped, and keeps the others from starting', async () => {
    const running: Run = { ...run, state: 'running', endedAt: null, score: null };
    const { asked } = open('/rehearsal', {
      ...answers({ run: running }), 'rehearsal.stop': () => ({}),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(asked('rehearsal.stop')).toHaveLength(1));
    expect(screen.getByRole('button', { name: 'Start: The exchange is down' })
      .hasAttribute('disabled')).toBe(true);
    expect(screen.queryByRole('region', { name: 'Score' })).toBeNull();
  });
});

describe('the screen', () => {
  test('stands in the menu of the sandbox alone', async () => {
    open('/rehearsal', answers());
    expect(await screen.findByRole('link', { name: 'Rehearsal' })).toBeDefined();
    close();
    // The window keeps its session; another one is asked for.
    forgetSession();
    open('/rehearsal', {
      'session.get': () => sampleSession({ sandbox: false }),
      'rehearsal.get': () => {
        throw new RefusalError({
          code: 'state_forbids', details: {},
          message: 'There is no sandbox here: the providers are real. Nothing was done.',
        });
      },
      'rehearsal.books': () => books,
    });
    expect(await screen.findByText(/There is no sandbox here/)).toBeDefined();
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Rehearsal' })).toBeNull());
  });

  test('says that it is read while slow', async () => {
    open('/rehearsal', { ...answers(), 'rehearsal.books': never });
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeDefined();
  });
});
