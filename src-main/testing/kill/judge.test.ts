import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMigrated } from '../../db/migrate.ts';
import { createStore } from '../../db/store.ts';
import { connectionRow, marketplaceRow, seedStore } from '../seed-rows.ts';
import type { Entry } from './control.ts';
import { judge, openEvidence } from './judge.ts';
import type { AcknowledgedJob, Ledger } from './marketplace.ts';

/** The judge must be able to say no: each promise is broken once, over an empty store. */
const folder = mkdtempSync(join(tmpdir(), 'paydesk-judge-'));
const file = join(folder, 'paydesk.db');

const job: AcknowledgedJob = {
  key: 'order-1', jobId: 'job_1', paymentId: 'pay_1', currency: 'BTC', amountMinor: 100_001n,
};

function told(given: Partial<Ledger>): Ledger {
  return { jobs: [], moves: [], odd: [], answered: 0, unanswered: 0, ...given };
}

function entry(kind: Entry['kind']): Entry {
  return {
    provider: 'walletDaemon', kind, reference: 'bcrt1', account: 'x', amount: '0.00100001',
    asset: 'BTC', hash: null, at: '2026-11-21T00:00:00.000Z',
  };
}

async function findingsOf(ledger: Ledger, books: readonly Entry[]): Promise<readonly string[]> {
  const evidence = openEvidence(file);
  try {
    return (await judge(evidence, { ledger, books })).findings;
  } finally {
    evidence.close();
  }
}

beforeAll(async () => {
  const store = createStore({ database: openMigrated(file) });
  await seedStore(store, {
    marketplaces: [marketplaceRow()], connections: [connectionRow({ id: 'con_wallet' })],
  });
  store.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the judge', () => {
  test('finds nothing where nothing happened', async () => {
    expect(await findingsOf(told({}), [])).toEqual([]);
  });

  test('tells of an acknowledged job that is lost', async () => {
    expect(await findingsOf(told({ jobs: [job] }), [])).toEqual([
      'The acknowledged job job_1 is lost.',
      'The acknowledged payment pay_1 is lost or has another amount.',
    ]);
  });

  test('tells of a key that made two jobs', async () => {
    const jobs = [job, { ...job, jobId: 'job_2' }];
    expect(await findingsOf(told({ jobs }), [])).toContain(
      'The key order-1 made two jobs, job_1 and job_2.',
    );
  });

  test('tells of an acknowledged release that is lost', async () => {
    const moves = [{ kind: 'release', paymentId: 'pay_1', operationId: 'op_1' }] as const;
    expect(await findingsOf(told({ moves: [...moves] }), [])).toEqual([
      'The acknowledged release of pay_1 is lost.',
    ]);
  });

  test('tells of money that was held and paid twice', async () => {
    const books = [entry('hold'), entry('hold'), entry('release'), entry('refund')];
    expect(await findingsOf(told({}), books)).toEqual([
      'The books hold 100001 BTC, which nobody asked for.',
      '100001 BTC was held 2 times.',
      '100001 BTC was paid twice: 1 released, 1 refunded.',
    ]);
  });

  test('tells of money that was paid and never held', async () => {
    expect(await findingsOf(told({}), [entry('release')])).toContain(
      '100001 BTC was paid and never held.',
    );
  });
});
