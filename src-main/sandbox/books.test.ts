import fc from 'fast-check';
import { expect, test } from 'vitest';

import { AITBC, parseAmount } from '../engine/domain/money.ts';
import { createTestSandbox } from './test-sandbox.ts';

const step = fc.record({
  verb: fc.constantFrom('create', 'release', 'refund', 'advance'),
  job: fc.integer({ min: 0, max: 3 }),
  amount: fc.integer({ min: 1, max: 400 }),
  stuck: fc.boolean(),
});

test('the exchange\'s books and balances add up whatever is asked of it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { sandbox, ask } = createTestSandbox();
      const escrowOf = new Map<number, unknown>();
      for (const { verb, job, amount, stuck } of steps) {
        sandbox.faults.clear();
        if (stuck) sandbox.faults.add({ provider: 'exchange', operation: 'any', fault: 'stuck' });
        if (verb === 'advance') sandbox.advance(amount * 10_000);
        else if (verb === 'create') {
          const body = { amount, currency: 'AITBC', job_id: `j${job}`, provider: 'miner' };
          const { body: made } = ask('exchange', 'POST /api/v1/token/escrow/create', body);
          escrowOf.set(job, made);
        } else {
          const body = { ...Object(escrowOf.get(job)), amount };
          ask('exchange', `POST /api/v1/token/escrow/${verb}`, body);
        }
      }
      sandbox.faults.clear();
      const total = (kind: string): bigint =>
        sandbox
          .books()
          .filter((row) => row.kind === kind)
          .reduce((sum, row) => sum + minor(row.amount), 0n);
      const paid = total('release');
      const back = total('refund');
      const held = total('hold');
      expect(paid + back).toBeLessThanOrEqual(held);
      const balanceOf = (account: string): bigint => {
        const { status, body } = ask('exchange', `GET /api/v1/token/balance/${account}`);
        return status === 404 ? 0n : minor(String(Object(body)['balance']));
      };
      expect(balanceOf('miner')).toBe(paid);
      expect(balanceOf('marketplace')).toBe(minor('1000000000') - held + back);
      sandbox.advance(99_999_999);
      expect(total('release') + total('refund')).toBe(held);
    }),
    { numRuns: 200 },
  );
});

function minor(text: string): bigint {
  const parsed = parseAmount(text, AITBC);
  if (!parsed.ok) throw new Error(`${text} is no amount: ${parsed.fault}`);
  return parsed.money.minor;
}
