import { describe, expect, test } from 'vitest';
import { callNames, channelOf, eventNames } from './channels.ts';
import { events, lines } from './contract.ts';
import { nothing } from './define.ts';
import {
  amountText, id, instant, moneyWire, pageInput, reasonText, secondOperator,
} from './values.ts';

describe('the channels', () => {
  test('are exactly the calls of the contract, each once', () => {
    expect(callNames.toSorted()).toEqual([...lines.keys()].toSorted());
    expect(new Set(callNames).size).toBe(callNames.length);
  });

  test('are exactly the events of the contract', () => {
    expect(eventNames.toSorted()).toEqual(Object.keys(events).toSorted());
  });

  test('are written noun.verb behind one prefix, and no two are the same', () => {
    const all = [...callNames, ...eventNames];
    for (const name of callNames) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]+$/);
    expect(new Set(all.map(channelOf)).size).toBe(all.length);
    expect(channelOf('payments.release')).toBe('paydesk:payments.release');
  });
});

describe('the contract', () => {
  test('changes things by commands alone', () => {
    const reads = new Set([
      'get', 'list', 'count', 'counts', 'items', 'statement', 'badges', 'providers', 'unread',
      'preview', 'verify', 'restored', 'rate', 'allowance', 'books', 'refundable', 'account',
      'treasury', 'wallets', 'wallet', 'look', 'review', 'reconcile',
    ]);
    const queries = [...lines].filter(([, line]) => line.kind === 'query').map(([name]) => name);
    expect(queries.length).toBeGreaterThan(15);
    for (const name of queries) expect(reads).toContain(name.split('.')[1]);
  });

  test('takes an object for every call and refuses what is none', () => {
    for (const [name, line] of lines) {
      for (const wrong of [undefined, null, 7, 'text', []]) {
        expect([name, line.input.safeParse(wrong).success]).toEqual([name, false]);
      }
    }
  });

  test('needs no arguments only where there is nothing to say', () => {
    const free = [...lines].filter(([, line]) =>
      line.kind === 'command' && line.input.safeParse({}).success).map(([name]) => name);
    expect(free.toSorted())
      .toEqual([
        'audit.recount', 'backups.make', 'rehearsal.clearFaults', 'rehearsal.stop',
        'session.lock', 'session.newWindow', 'session.signOut', 'session.touch',
      ]);
  });

  test.each([
    ['money with a digit string', moneyWire, { minor: '100', asset: 'BTC/8' }, true],
    ['money below zero', moneyWire, { minor: '-100', asset: 'BTC/8' }, true],
    ['the last instant of the calendar', instant, Date.UTC(9999, 11, 31, 23, 59, 59, 999), true],
    ['no instant beyond the calendar', instant, Date.UTC(10_000, 0), false],
    ['no money with a number', moneyWire, { minor: 100, asset: 'BTC/8' }, false],
    ['no money with a fraction', moneyWire, { minor: '1.5', asset: 'BTC/8' }, false],
    ['no money without a scale', moneyWire, { minor: '1', asset: 'BTC' }, false],
    ['no money beyond the store', moneyWire, { minor: '1'.repeat(20), asset: 'BTC/8' }, false],
    ['no money with more beside it', moneyWire, { minor: '1', asset: 'BTC/8', fee: 1 }, false],
    ['no empty id', id, '', false],
    ['no id above 128 characters', id, 'x'.repeat(129), false],
    ['a reason in words', reasonText, 'It was not delivered.', true],
    ['no reason of blanks', reasonText, '   ', false],
    ['no reason above 500 characters', reasonText, 'x'.repeat(501), false],
    ['an empty amount, which means all', amountText, '', true],
    ['a page of 200', pageInput, { cursor: null, limit: 200 }, true],
    ['no page of 201', pageInput, { cursor: null, limit: 201 }, false],
    ['no page of nothing', pageInput, { cursor: null, limit: 0 }, false],
    ['no second operator without a password', secondOperator, { name: 'Bo', password: '' }, false],
    ['nothing as an empty object', nothing, {}, true],
    ['no surplus where nothing is expected', nothing, { admin: true }, false],
  ])('takes %s', (_what, schema, value, fits) => {
    expect(schema.safeParse(value).success).toBe(fits);
  });
});
