import { describe, expect, test } from 'vitest';

import { reply } from '../test-rail.ts';
import {
  createDesk, listed, refusal, told, TRANSACTION, transactionOf, TRANSACTIONS, TREASURY,
  type UsdcDesk,
} from './test-desk.ts';

/** Circle tells of a transfer that is on its way. */
function saying(given: Record<string, unknown>): UsdcDesk {
  const desk = createDesk();
  desk.on(TRANSACTION, told({ state: 'SENT', ...given }));
  return desk;
}

describe('an operation without Circle\'s id', () => {
  const page = (from: number, key = '') => listed(...Array.from({ length: 50 }, (_, at) =>
    transactionOf({ id: `00000000-0000-5000-8000-${String(from + at).padStart(12, '0')}`,
      refId: key })));

  test('is found by its key among the transfers to its payee', async () => {
    const desk = createDesk();
    desk.on(TRANSACTIONS, (request) =>
      request.url.includes('pageAfter') ? listed(transactionOf()) : page(0));
    expect((await desk.inquire({ reference: null })).kind).toBe('settled');
    const [first, second] = desk.requests.filter(({ url }) => url.includes('/transactions?'))
      .map(({ url }) => Object.fromEntries(new URL(url).searchParams));
    expect(first).toMatchObject({
      order: 'DESC', pageSize: '50',
      destinationAddress: '0x8626f6940e2eb28930efb4cef49b2d1f2c9c1199',
    });
    expect(second?.['pageAfter']).toBe('00000000-0000-5000-8000-000000000049');
  });

  test('is judged by a question of its own, not by the list', async () => {
    const desk = createDesk();
    desk.on(TRANSACTIONS, listed(transactionOf({ state: 'FAILED', txHash: '' })));
    expect((await desk.inquire({ reference: null })).kind).toBe('settled');
  });

  test('is missing where Circle lists none of its key', async () => {
    const desk = createDesk();
    desk.on(TRANSACTIONS, listed(transactionOf({ refId: 'another' })));
    expect(await desk.inquire({ reference: null })).toEqual({ kind: 'missing' });
  });

  test('is not called missing where the list was not read to its end', async () => {
    let from = 0;
    const desk = createDesk();
    desk.on(TRANSACTIONS, () => { from += 50; return page(from); });
    expect((await desk.inquire({ reference: null })).kind).toBe('undecided');
    expect(from).toBe(1_000);
    desk.on(TRANSACTIONS, page(0));
    expect((await desk.inquire({ reference: null })).kind).toBe('undecided');
    desk.on(TRANSACTIONS, reply(500, ''));
    expect((await desk.inquire({ reference: null })).kind).toBe('unavailable');
  });

  test('that Circle lists twice is a contradiction', async () => {
    const desk = createDesk();
    desk.on(TRANSACTIONS, listed(transactionOf(), transactionOf({ id: 'other' })));
    expect((await desk.inquire({ reference: null })).kind).toBe('contradiction');
  });
});

describe('what Circle has under the operation\'s id', () => {
  test.each([
    ['key', { refId: 'somebody-else' }],
    ['wallet', { walletId: '00000000-0000-5000-8000-000000000000' }],
    ['payee', { destinationAddress: TREASURY }], ['amount', { amounts: ['0.100001'] }],
    ['amount', { amounts: ['0.1', '0.1'] }], ['amount', { amounts: ['0.1000000000001'] }],
  ])('with another %s is a contradiction', async (_what, given) => {
    expect((await saying({ ...given }).inquire()).kind).toBe('contradiction');
  });

  test('may write the amount with more zeros', async () => {
    expect((await saying({ amounts: ['0.100000000000000000'] }).inquire()).kind)
      .toBe('submitted');
  });

  test('may be nothing any more', async () => {
    const desk = createDesk();
    desk.on(TRANSACTION, refusal(404, 156_003));
    expect(await desk.inquire()).toEqual({ kind: 'missing' });
  });

  test.each([reply(500, ''), reply(401, { code: 401, message: 'no' }), reply(404, '<html>'),
    reply(200, '{"data":{}}'), { ok: false, sent: 'maybe', message: 'timeout' } as const])(
    'may not be readable now', async (answer) => {
      const desk = createDesk();
      desk.on(TRANSACTION, answer);
      expect((await desk.inquire()).kind).toBe('unavailable');
    },
  );
});
