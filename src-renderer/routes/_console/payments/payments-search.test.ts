import { describe, expect, test } from 'vitest';
import { contract } from '../../../../src-main/contract/contract.ts';
import { filterOf, isFiltered, paymentsSearch } from './payments-search.ts';

describe('the filters in the address', () => {
  test('say nothing when no filter is on', () => {
    const search = paymentsSearch.parse({});
    expect(isFiltered(search)).toBe(false);
    expect(filterOf(search)).toEqual({
      status: null, rail: null, marketplaceId: null, connectionId: null, needsAttention: false,
      createdFromMs: null, createdToMs: null, search: '',
    });
  });

  test('make exactly what the contract takes', () => {
    const search = paymentsSearch.parse({
      status: 'escrowed', rail: 'bitcoin', attention: true, marketplace: 'mkt_1',
      from: '2026-11-01', to: '2026-11-21', q: 'bc1q',
    });
    const filter = filterOf(search);
    expect(isFiltered(search)).toBe(true);
    expect(contract.payments.list.input.parse({ cursor: null, limit: 100, filter }).filter)
      .toEqual(filter);
    expect(filter.createdFromMs).toBe(Date.UTC(2026, 10, 1));
    expect(filter.createdToMs).toBe(Date.UTC(2026, 10, 22) - 1);
  });

  test('come back unchanged from an address', () => {
    const search = paymentsSearch.parse({ status: 'unclear', q: '12', from: '2026-02-28' });
    expect(paymentsSearch.parse(JSON.parse(JSON.stringify(search)))).toEqual(search);
  });

  test.each([
    ['an unknown status', { status: 'lost' }], ['an unknown rail', { rail: 'paper' }],
    ['a day that does not exist', { from: '2026-02-30' }], ['no day', { to: 'yesterday' }],
    ['an empty search', { q: '' }],
  ])('drop %s', (_what, address) => {
    expect(isFiltered(paymentsSearch.parse(address))).toBe(false);
  });

  test('read a number that someone searched for as text', () => {
    expect(paymentsSearch.parse({ q: 42 }).q).toBe('42');
  });
});
