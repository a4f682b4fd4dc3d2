import { describe, expect, test } from 'vitest';

import type { FaultWord } from '../../sandbox/faults.ts';
import type { RailOperation } from '../rail.ts';
import { usdcRail } from './rail.ts';
import {
  after, createBench, DONE_MS, keyOf, payout, sent, type Bench,
} from './test-bench.ts';

describe('what Circle or the chain can do wrong', () => {
  /** Asked until it is over, a second at a time. */
  async function followed(bench: Bench, begun: RailOperation, seconds = 60) {
    let operation = begun;
    const kinds: string[] = [];
    for (let at = 0; at < seconds; at += 1) {
      bench.pass(1_000);
      const reading = await bench.ask(operation);
      const word = reading.kind === 'submitted' && reading.stuck === true ? 'stuck' : reading.kind;
      if (kinds.at(-1) !== word) kinds.push(word);
      if (reading.kind !== 'submitted' && reading.kind !== 'unavailable') break;
      operation = after(operation, reading);
    }
    return { operation, kinds };
  }

  test.each<[FaultWord, string, number]>([
    ['denied', 'rejected', 0], ['reverted', 'rejected', 0],
    ['failed-but-mined', 'contradiction', 1], ['delayed-complete', 'submitted settled', 1],
    ['complete-before-chain', 'submitted settled', 1], ['stuck', 'submitted stuck', 0],
  ])('%s: %s', async (fault, kinds, payments) => {
    const bench = createBench();
    bench.fail('payout', fault);
    const { kinds: seen } = await followed(bench, await sent(bench));
    expect(seen.join(' ')).toBe(kinds);
    expect(bench.paid()).toHaveLength(payments);
  });

  test('a block that was replaced is waited for', async () => {
    const bench = createBench();
    bench.fail('payout', 'reorg', { delayMs: 20_000 });
    const { kinds } = await followed(bench, await sent(bench));
    expect(kinds.at(-1)).toBe('settled');
    expect(bench.paid()).toHaveLength(1);
  });

  test.each([['accelerate', 'settled', 1], ['cancel', 'rejected', 0]] as const)(
    'a transfer that is stuck: %s ends it, %s', async (act, kind, payments) => {
      const bench = createBench();
      bench.fail('payout', 'stuck');
      const begun = await sent(bench);
      bench.pass(5_000);
      const stuck = await bench.ask(begun);
      expect(stuck).toMatchObject({ kind: 'submitted', stuck: true });
      const operation = after(begun, stuck);
      const { nudge } = usdcRail;
      expect((await nudge?.(bench.call(), operation, { act, key: keyOf(50) }))?.kind).toBe('taken');
      const { kinds } = await followed(bench, operation);
      expect(kinds.at(-1)).toBe(kind);
      expect(bench.paid()).toHaveLength(payments);
      expect(await nudge?.(bench.call(), operation, { act, key: keyOf(51) }))
        .toMatchObject({ kind: 'refused', code: 'not_eligible' });
    },
  );

  test('a payee on the blocklist is refused, in the chain\'s words', async () => {
    const bench = createBench();
    const { address } = bench.named('foreign');
    bench.sandbox.circle.blockAddress(address);
    const operation = await sent(bench, { account: address });
    bench.pass(DONE_MS);
    expect(await bench.ask(operation)).toMatchObject({
      kind: 'rejected', code: 'estimation_failed', message: expect.stringContaining('Blacklist'),
    });
  });

  test('a node that is down settles nothing, and refuses nothing', async () => {
    const bench = createBench();
    const operation = await sent(bench);
    bench.pass(DONE_MS);
    bench.sandbox.faults.add({ provider: 'evm', operation: 'any', fault: 'down' });
    expect((await bench.ask(operation)).kind).toBe('unavailable');
    bench.sandbox.faults.clear();
    expect((await bench.ask(operation)).kind).toBe('settled');
  });

  test('another sandbox with the same chain id is not paid into', async () => {
    const bench = createBench();
    const config = { ...bench.connection.config, genesisHash: `0x${'1'.repeat(64)}` };
    const outcome = await usdcRail.carryOut(bench.call({ config }), payout(bench));
    expect(outcome).toMatchObject({ kind: 'rejected', code: 'chain_differs' });
    bench.pass(DONE_MS);
    expect(bench.paid()).toEqual([]);
  });

  test.each([
    ['apiKey', 'TEST_API_KEY:wrong:key', 'provider_auth'],
    ['entitySecret', 'f'.repeat(64), 'entity_secret_refused'],
  ])('a wrong %s is told apart', async (name, value, code) => {
    const bench = createBench();
    const secrets = { ...bench.connection.secrets, [name]: value };
    expect(await usdcRail.carryOut(bench.call({ id: 'con_wrong', secrets }), payout(bench)))
      .toMatchObject({ kind: 'rejected', code });
  });
});
