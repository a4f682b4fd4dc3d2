import { describe, expect, test } from 'vitest';
import { change, connection, marketplace } from '../db/sample-rows.ts';
import { createTestContext } from '../testing/engine-context.ts';
import { createDirectory } from './directory.ts';
import type { Store } from './ports.ts';

const rows = [
  connection({ id: 'con_b', priority: 1 }), connection({ id: 'con_a', priority: 1 }),
  connection({ id: 'con_first', priority: 0, mode: 'live' }),
  connection({ id: 'con_off', enabled: false }), connection({ id: 'con_tok', rail: 'aitbc' }),
].map((row) => ({ ...row, name: row.id }));

describe('the directory', () => {
  test.each([
    [null, ['con_first', 'con_1', 'con_a', 'con_b']],
    ['sandbox', ['con_1', 'con_a', 'con_b']],
    ['live', ['con_first']],
  ] as const)('in mode %s offers %j for bitcoin', async (mode, expected) => {
    const { store } = await createTestContext({ connections: rows });
    const offered = await createDirectory(store, mode).connectionsOf('bitcoin');
    expect(offered.map(({ id }) => id)).toEqual(expected);
  });

  test('knows what is switched off by its id, and nothing that is not there', async () => {
    const { directory } = await createTestContext({ connections: rows });
    expect((await directory.connection('con_off'))?.enabled).toBe(false);
    expect(await directory.connection('con_none')).toBeNull();
    expect(await directory.marketplace('mkt_none')).toBeNull();
    expect((await directory.marketplace('mkt_1'))?.name).toBe('Acme');
  });

  test('reads once until a commit changes what it knows', async () => {
    const { store } = await createTestContext();
    let readings = 0;
    const counted: Store = {
      ...store,
      read: {
        ...store.read,
        marketplaces: () => {
          readings += 1;
          return store.read.marketplaces();
        },
      },
    };
    const directory = createDirectory(counted, null);
    await Promise.all([directory.marketplace('mkt_1'), directory.marketplace('mkt_1')]);
    expect(readings).toBe(1);
    await store.commit(change([{
      write: 'update', noun: 'marketplaces', row: marketplace({ name: 'New', version: 2 }),
      expectedVersion: 1,
    }]));
    expect((await directory.marketplace('mkt_1'))?.name).toBe('New');
    expect(readings).toBe(2);
  });

  test('forgets a reading that failed', async () => {
    const { store } = await createTestContext();
    let broken = true;
    const flaky: Store = {
      ...store,
      read: {
        ...store.read,
        connections: () => broken
          ? Promise.reject(new Error('busy')) : store.read.connections(),
      },
    };
    const directory = createDirectory(flaky, null);
    await expect(directory.connection('con_1')).rejects.toThrow('busy');
    broken = false;
    expect((await directory.connection('con_1'))?.id).toBe('con_1');
  });
});
