import { describe, expect, test } from 'vitest';

import type { RailOperation } from '../rail.ts';
import { operationOf, reply } from '../test-rail.ts';
import { amount, BASE_URL, createDesk, DAY_MS, forget, type TestDesk } from './test-desk.ts';

/** Money that nobody in particular is asked for. */
function openPayout(given: Partial<RailOperation> = {}): RailOperation {
  return operationOf({
    kind: 'payout', key: 'key-1', amount: amount(2500n), account: `${BASE_URL}/seller`,
    payerAccount: null, overdue: false, ...given,
  });
}

async function standing(desk: TestDesk): Promise<RailOperation> {
  const outcome = await desk.pay(openPayout());
  if (outcome.kind !== 'submitted') throw new Error(`Not open: ${JSON.stringify(outcome)}`);
  return openPayout({ reference: outcome.reference });
}

const made = (desk: TestDesk): number =>
  desk.sent().filter((line) => line === 'POST /op/incoming-payments').length;

describe('a request for money that anybody may pay', () => {
  test('is asked about without a right, and paid when all of it has arrived', async () => {
    const desk = createDesk();
    const operation = await standing(desk);
    const before = desk.requests.length;
    expect(await desk.inquire(operation)).toMatchObject({ kind: 'submitted' });
    expect(desk.requests.slice(before).map(({ method }) => method)).toEqual(['GET']);
    desk.sandbox.payIncoming(operation.reference ?? '', 'alice');
    desk.pass(1_000);
    expect(await desk.inquire(operation)).toMatchObject({
      kind: 'settled', reference: operation.reference,
      moved: { delivered: amount(2500n), debited: null },
      evidence: { kind: 'incoming-payment', raw: expect.stringContaining('2500') },
    });
  });

  test.each(['drop-after', 'error-after', 'nonsense'] as const)(
    'is made once, although its answer was lost twice (%s)', async (fault) => {
      const desk = createDesk();
      desk.sandbox.faults.add({
        provider: 'openPayments', operation: 'incoming', fault, times: 1,
      });
      await standing(desk);
      await standing(desk);
      expect(made(desk)).toBe(1);
    });

  test('is closed once it is overdue, and nothing arrived', async () => {
    const desk = createDesk();
    const operation = await standing(desk);
    expect(await desk.inquire({ ...operation, overdue: true }))
      .toMatchObject({ kind: 'rejected', code: 'nothing_sent' });
    expect(desk.sandbox.payIncoming(operation.reference ?? '', 'alice')).toBe(false);
  });

  test('is over as well where its bank has forgotten it by then', async () => {
    const desk = createDesk();
    const operation = await standing(desk);
    desk.pass(DAY_MS + 60_000);
    forget(desk);
    expect((await desk.inquire(operation)).kind).toBe('unavailable');
    expect(await desk.inquire({ ...operation, overdue: true }))
      .toMatchObject({ kind: 'rejected', code: 'nothing_sent' });
  });

  test('that was paid in part before it ran out is settled with that part', async () => {
    const desk = createDesk();
    const operation = await standing(desk);
    desk.sandbox.payIncoming(operation.reference ?? '', 'alice');
    desk.pass(1_000);
    // Rafiki: an expired request that was funded is not completed, and cannot be.
    desk.settings.instead = (request, through) => {
      if (request.url.endsWith('/complete')) {
        return reply(409, { error: { code: '409', description: 'wrong state' } });
      }
      if (request.method !== 'GET' || !request.url.includes('/incoming-payments/')) return null;
      const given = through();
      const view: Record<string, unknown> = JSON.parse(given.ok ? given.body : '');
      return reply(200, {
        ...view, completed: false, methods: [],
        receivedAmount: { value: '700', assetCode: 'USD', assetScale: 2 },
      });
    };
    expect(await desk.inquire({ ...operation, overdue: true })).toMatchObject({
      kind: 'settled', moved: { delivered: amount(700n), debited: null },
    });
  });
});
