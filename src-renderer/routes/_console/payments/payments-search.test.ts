import { describe, expect, test } from 'vitest';
import { contract } from '../../../../src-main/contract/contract.ts';
import { EVERY_PAYMENT } from '../../../../src-main/contract/domain.ts';
import {
  conflictOf, filterOf, isFiltered, paymentsSearch, withFilter,
} from './payments-search.ts';

describe('the filters in the address', () => {
  test('say nothing when no filter is on', () => {
    const search = paymentsSearch.parse({});
    expect(isFiltered(search)).toBe(false);
    expect(filterOf(search)).toEqual(EVERY_PAYMENT);
  });

  test('make exactly what the contract takes', () => {
    const search = paymentsSearch.parse({
      status: 'escrowed,lost,unclear', rail: 'bitcoin', attention: true, marketplace: 'mkt_1',
      from: '2026-11-01', to: '2026-11-21', q: 'bc1q',
    });
    const filter = filterOf(search);
    expect(isFiltered(search)).toBe(true);
    expect(contract.payments.list.input.parse({ cursor: null, limit: 100, filter }).filter)
      .toEqual(filter);
    expect(filter.statuses).toEqual(['escrowed', 'unclear']);
    expect(filter.createdFromMs).toBe(Date.UTC(2026, 10, 1));
    expect(filter.createdToMs).toBe(Date.UTC(2026, 10, 22) - 1);
  });

  test('take an amount exactly, in minor units of its asset', () => {
    const search = paymentsSearch.parse({ asset: 'BTC/8', min: '0.001', max: '92233720368.1' });
    expect(filterOf({ ...search, sort: 'amount' }).amount)
      .toEqual({ asset: 'BTC/8', fromMinor: '100000', toMinor: '9223372036810000000' });
    const zero = paymentsSearch.parse({ asset: 'BTC/8', min: '0' });
    expect(filterOf(zero).amount?.fromMinor).toBe('0');
  });

  test('take no amount of a rail whose accounts count in their own assets', () => {
    const search = paymentsSearch.parse({ rail: 'interledger', min: '5', asset: 'USD/2' });
    expect(search.asset).toBeUndefined();
    expect(filterOf(search).amount).toBeNull();
  });

  test('are listed by what they need to be listed by', () => {
    const none = paymentsSearch.parse({});
    expect(withFilter(none, { asset: 'BTC/8' }).sort).toBe('amount');
    expect(withFilter(none, { within: '1h' }).sort).toBe('expires');
    expect(withFilter(none, { ufrom: '2026-11-01' }).sort).toBe('updated');
    expect(withFilter({ sort: 'expires', within: '1h' }, { within: undefined }).sort)
      .toBeUndefined();
    expect(withFilter({ sort: 'updated' }, { q: 'ana' }).sort).toBeUndefined();
  });

  test('say why a combination is not answered', () => {
    expect(conflictOf(paymentsSearch.parse({ sort: 'amount' }))).toBe('amount-asset');
    expect(conflictOf(paymentsSearch.parse({ sort: 'amount', rail: 'bitcoin' }))).toBeNull();
    expect(conflictOf(paymentsSearch.parse({ sort: 'updated', marketplace: 'm' })))
      .toBe('few-filters');
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
