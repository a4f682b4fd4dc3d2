import { describe, expect, test } from 'vitest';
import type { PayeeWallet } from '../engine/domain/records.ts';
import { openInMemory } from './migrate.ts';
import { createPager, pageSql } from './paging.ts';
import { payeeWalletCodec } from './payouts.ts';
import { change, ground, START_MS } from './sample-rows.ts';
import { createStore } from './store.ts';
import { walletPage, walletWalk } from './wallet-list.ts';

const names = ['Maya Okafor', 'Lin Wei', 'Tomás Rivera', 'Lin Wei', 'a_b', 'axb'] as const;

function wallet(index: number, name: string): PayeeWallet {
  return {
    id: `pwl_${index}`, marketplaceId: 'mkt_1', reference: `worker-${index}`, name, rail: 'usdc',
    connectionId: null, account: `0x${String(index).repeat(40)}`, origin: 'imported',
    providerReference: null, enabled: true, score: 100, createdBy: 'ana', createdAt: START_MS,
    accountSince: START_MS, updatedAt: START_MS, version: 1,
  };
}

async function createWallets() {
  const database = openInMemory();
  const store = createStore({ database });
  await store.commit(ground);
  await store.commit(change(names.map((name, index) => ({
    write: 'insert', noun: 'payeeWallets', row: wallet(index, name),
  }))));
  const pager = createPager(database);
  const all = (search: string): readonly string[] => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ReturnType<typeof walletPage> = walletPage(pager, { search, cursor, limit: 2 });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    return ids;
  };
  return { database, all };
}

describe('the list of wallets', () => {
  test('shows each once, by name', async () => {
    const { all } = await createWallets();
    expect(all('')).toEqual(['pwl_1', 'pwl_3', 'pwl_0', 'pwl_2', 'pwl_4', 'pwl_5']);
  });

  test.each([
    ['lin', ['pwl_1', 'pwl_3']], ['okaf', ['pwl_0']], ['worker-2', ['pwl_2']],
    [`0x${'3'.repeat(40)}`, ['pwl_3']], ['33333', ['pwl_3']], ['nobody', []],
  ])('finds %s in name, reference and account', async (search, found) => {
    const { all } = await createWallets();
    expect(all(search)).toEqual(found);
  });

  test('takes signs of patterns as what they are', async () => {
    const { all } = await createWallets();
    expect(all('a_b')).toEqual(['pwl_4']);
    expect(all('%')).toEqual([]);
    expect(all('\\')).toEqual([]);
  });

  test.each(['', 'lin'])('reads one index in order and sorts nothing, searching %j',
    async (search) => {
      const { database } = await createWallets();
      const { index, where, bound, ...walk } = walletWalk(search);
      const last = Buffer.from(JSON.stringify(['Lin Wei', 'pwl_1'])).toString('base64url');
      for (const cursor of [null, last]) {
        const page = pageSql({ cursor, limit: 50 }, {
          ...walk, arms: [{ from: `payee_wallets indexed by ${index}`, where, bound }],
        }, payeeWalletCodec.selected);
        const plan = database.prepare(`explain query plan ${page.sql.replaceAll('?', '+?')}`)
          .all([...page.bound]).map((row) => String(Reflect.get(Object(row), 'detail')));
        expect(plan.join('\n')).toMatch(/^(SCAN|SEARCH) payee_wallets USING INDEX/);
        expect(plan.join('\n')).not.toContain('TEMP B-TREE');
      }
    });
});
