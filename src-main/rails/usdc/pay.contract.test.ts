import { describe, expect, test } from 'vitest';

import { EURC, money, USDC } from '../../engine/domain/money.ts';
import type { FaultWord } from '../../sandbox/faults.ts';
import type { RailOutcome } from '../rail.ts';
import { usdcRail } from './rail.ts';
import { after, createBench, DONE_MS, keyOf, payout, sent, USDC_ID } from './test-bench.ts';

describe('a payout before Circle and the chain', () => {
  test.each([
    ['USDC by its contract', {}, USDC], ['EURC', {}, EURC],
    ['USDC natively', { tokenRoute: 'native', usdcTokenId: USDC_ID }, USDC],
  ])('in %s is settled by what the chain shows', async (_route, config, asset) => {
    const bench = createBench(config);
    const operation = await sent(bench, { amount: money(1_500_000n, asset) });
    expect((await bench.ask(operation)).kind).toBe('submitted');
    bench.pass(DONE_MS);
    const settled = await bench.ask(operation);
    const [row] = bench.paid();
    expect(settled).toMatchObject({
      kind: 'settled', reference: row?.hash, evidence: { kind: 'transaction' },
      moved: { delivered: money(1_500_000n, asset) },
    });
    expect(bench.paid()).toHaveLength(1);
    expect(row).toMatchObject({ account: bench.payee, amount: '1.5', reference: keyOf(1) });
  });

  test('takes the fee from the treasury, rounded up', async () => {
    const bench = createBench();
    const before = await usdcRail.balance(bench.call(), '');
    const operation = await sent(bench);
    bench.pass(DONE_MS);
    const settled = await bench.ask(operation);
    const now = await usdcRail.balance(bench.call(), '');
    if (before.kind !== 'balance' || now.kind !== 'balance' || settled.kind !== 'settled') {
      throw new Error('No balance.');
    }
    const spent = before.amount.minor - now.amount.minor;
    const { debited, networkFee } = settled.moved ?? {};
    expect(debited).toEqual(money(1_500_000n, USDC));
    expect(1_500_000n + (networkFee?.minor ?? 0n)).toBe(spent);
    expect(spent).toBeGreaterThan(1_500_000n);
  });

  test.each<[FaultWord, RailOutcome['kind']]>([
    ['refuse', 'rejected'], ['error-before', 'unclear'], ['error-after', 'unclear'],
    ['drop-before', 'unclear'], ['drop-after', 'unclear'], ['timeout-before', 'unclear'],
    ['timeout-after', 'unclear'], ['nonsense', 'unclear'], ['down', 'not-received'],
    ['rate-limit', 'not-received'],
  ])('met by "%s" is %s, and sent again it is paid once', async (fault, kind) => {
    const bench = createBench();
    await usdcRail.health(bench.call());
    bench.fail('payout', fault);
    const operation = payout(bench);
    const outcome = await bench.pay(operation);
    expect(outcome.kind).toBe(kind);
    expect(outcome.kind === 'not-received' && fault === 'rate-limit' ? outcome.retryAfterMs : 0)
      .toBe(fault === 'rate-limit' ? 2_000 : 0);
    bench.sandbox.faults.clear();
    bench.pass(DONE_MS);
    const found = await bench.ask(operation);
    const acted = bench.paid().length === 1;
    expect(found.kind).toBe(acted ? 'settled' : 'missing');
    const again = after(operation, await bench.pay(operation));
    bench.pass(DONE_MS);
    expect((await bench.ask(again)).kind).toBe('settled');
    expect(bench.paid()).toHaveLength(1);
  });

  test('asked for three times at once is paid once', async () => {
    const bench = createBench();
    const operation = payout(bench);
    const all = await Promise.all([1, 2, 3].map(() => bench.pay(operation)));
    bench.pass(DONE_MS);
    expect(new Set(all.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(bench.paid()).toHaveLength(1);
  });

  test('under a key that belongs to another payout is never paid, and never refused', async () => {
    const bench = createBench();
    await sent(bench);
    const other = payout(bench, { account: bench.named('foreign').address });
    const outcome = await bench.pay(other);
    expect(outcome.kind).toBe('unclear');
    bench.pass(DONE_MS);
    expect((await bench.ask(after(other, outcome))).kind).toBe('contradiction');
    expect(bench.paid()).toHaveLength(1);
  });

  test('among many is found by its key', async () => {
    const bench = createBench();
    const account = bench.named('foreign').address;
    for (let at = 1; at <= 60; at += 1) {
      await sent(bench, { key: keyOf(at), ...(at === 7 ? {} : { account }) });
      bench.pass(DONE_MS);
    }
    expect((await bench.ask(payout(bench, { key: keyOf(7) }))).kind).toBe('settled');
    expect((await bench.ask(payout(bench, { key: keyOf(1), account }))).kind).toBe('settled');
    expect((await bench.ask(payout(bench, { key: keyOf(99), account }))).kind).toBe('missing');
  });
});
