import {
  appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

import { JournalError, openJournal } from './journal.ts';
import { createTestSandbox, field } from './test-sandbox.ts';

const folders: string[] = [];

function journalPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-journal-'));
  folders.push(folder);
  return join(folder, 'sandbox.jsonl');
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('replay', () => {
  test('brings back books, states, balances, rate, clock and pending moves', () => {
    const path = journalPath();
    const first = createTestSandbox({ journal: openJournal(path) });
    const places = liveThrough(first);
    const before = [...first.sandbox.books()];

    const second = createTestSandbox({ journal: openJournal(path) });
    expect(second.sandbox.books()).toEqual(before);
    expect(second.sandbox.nowMs()).toBe(first.sandbox.nowMs());
    for (const [provider, line] of places) {
      expect(second.ask(provider, line)).toEqual(first.ask(provider, line));
    }

    second.sandbox.faults.clear();
    expect(second.sandbox.books().length).toBe(before.length + 3);
    const third = createTestSandbox({ journal: openJournal(path) });
    expect(third.sandbox.books()).toEqual(second.sandbox.books());
  });

  test('lets time do after a restart what it would have done before', () => {
    const path = journalPath();
    const first = createTestSandbox({ journal: openJournal(path) });
    first.ask('exchange', 'POST /api/v1/token/escrow/create', {
      amount: '5', currency: 'AITBC', job_id: 'j', timeout_seconds: 10,
    });
    const second = createTestSandbox({ journal: openJournal(path) });
    second.sandbox.advance(700_000);
    expect(second.sandbox.books().map(({ kind }) => kind)).toEqual(['hold', 'refund']);
  });
});

type Place = readonly ['walletDaemon' | 'exchange' | 'chain', string];

/** One of everything that a stand-in remembers; answers the status routes that show it. */
function liveThrough({ sandbox, ask }: ReturnType<typeof createTestSandbox>): readonly Place[] {
  const bitcoin = { amount: '0.5', currency: 'BTC', timeout_seconds: 60 };
  const createEscrow = () =>
    field(ask('walletDaemon', 'POST /api/v1/escrow/create', bitcoin), 'address');
  const [released, expired, pending] = [createEscrow(), createEscrow(), createEscrow()];
  ask('walletDaemon', 'POST /api/v1/escrow/release', { address: released });
  ask('walletDaemon', 'POST /api/v1/refund', { payment_id: 'p', address: 'buyer', amount: '1' });
  const token = { amount: '100', currency: 'AITBC', job_id: 'j', provider: 'miner' };
  const escrow_id = field(ask('exchange', 'POST /api/v1/token/escrow/create', token), 'escrow_id');
  ask('exchange', 'POST /api/v1/token/escrow/release', { escrow_id, amount: '1' });
  ask('exchange', 'POST /api/exchange/purchase', {
    user_id: 'u', btc_amount: '1', aitbc_amount: '100000', aitbc_address: 'ait1u',
    escrow_address: 'b',
  });
  ask('chain', 'POST /rpc/escrow/create', { job_id: 'j', buyer: 'b', provider: 'p', amount: '2' });
  sandbox.setRate('5');
  sandbox.setBalance('rich', '1234.5');
  sandbox.faults.add({ provider: 'any', operation: 'any', fault: 'stuck' });
  ask('walletDaemon', 'POST /api/v1/escrow/release', { address: pending });
  ask('exchange', 'POST /api/v1/token/escrow/refund', { escrow_id, amount: '2' });
  ask('chain', 'POST /rpc/escrow/j/release');
  sandbox.advance(60_000);
  return [
    ['walletDaemon', `GET /api/v1/escrow/${released}`],
    ['walletDaemon', `GET /api/v1/escrow/${expired}`],
    ['walletDaemon', `GET /api/v1/escrow/${pending}`],
    ['exchange', `GET /api/v1/token/escrow/${escrow_id}`],
    ['exchange', 'GET /api/v1/token/balance/miner'],
    ['exchange', 'GET /api/v1/token/balance/rich'],
    ['exchange', 'GET /api/v1/token/balance/ait1u'],
    ['exchange', 'GET /api/exchange/rate'],
    ['chain', 'GET /rpc/escrow/j'],
  ];
}

describe('journal file', () => {
  const entry = { by: 'chain', event: { type: 'funded', jobId: 'j', atMs: 1 } } as const;

  test('is readable by its owner alone', () => {
    const path = journalPath();
    openJournal(path).append(entry);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('loses a last line that was cut off, and goes on after it', () => {
    const path = journalPath();
    openJournal(path).append(entry);
    appendFileSync(path, '{"by":"chain","event":{"type":"fun');
    const journal = openJournal(path);
    expect(journal.entries()).toEqual([entry]);
    journal.append(entry);
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(entry)}\n`.repeat(2));
  });

  test.each(['not json\n', '{"by":"nobody","event":{"type":"x"}}\n', '7\n'])(
    'with the line %j refuses to open',
    (line) => {
      const path = journalPath();
      writeFileSync(path, line);
      expect(() => openJournal(path)).toThrow(JournalError);
    },
  );

  test('with an event that no stand-in wrote refuses to replay', () => {
    const path = journalPath();
    writeFileSync(path, '{"by":"chain","event":{"type":"invented"}}\n');
    expect(() => createTestSandbox({ journal: openJournal(path) })).toThrow(JournalError);
  });
});
