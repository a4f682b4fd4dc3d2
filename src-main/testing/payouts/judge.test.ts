import { describe, expect, test } from 'vitest';
import { money, USDC } from '../../engine/domain/money.ts';
import type { OperationState } from '../../engine/domain/operation.ts';
import type { PaymentAggregate } from '../../engine/domain/payment.ts';
import { situation } from '../aggregates.ts';
import { accountFindings, totalFindings } from './judge.ts';
import type { Moved } from './witness.ts';

/** The judge must be able to say no: each promise is broken once. */
const ACCOUNT = `0x${'ab'.repeat(20)}`;
const HASH = `0x${'1'.repeat(64)}`;
const amount = money(2_500_000n, USDC);
const paid: Moved = { account: ACCOUNT, minor: 2_500_000n, hash: HASH };

function payout(state: OperationState, hash = HASH): PaymentAggregate {
  const evidence = state === 'settled'
    ? { kind: 'transaction', reference: hash, word: 'the chain', raw: '' } as const : null;
  return situation({
    payment: { rail: 'usdc', amount, payeeAccount: ACCOUNT.toUpperCase().replace('0X', '0x') },
    acts: [['payout', state, { amount, evidence }]],
  });
}

function found(
  one: PaymentAggregate, { chain = [], circle = [] }: {
    readonly chain?: readonly Moved[]; readonly circle?: readonly Moved[];
  },
): readonly string[] {
  return accountFindings([one], { chain, circle });
}

describe('the judge', () => {
  test('finds nothing in a payout that all three know', () => {
    expect(found(payout('settled'), { chain: [paid], circle: [paid] })).toEqual([]);
    expect(found(payout('rejected'), {})).toEqual([]);
  });

  test('leaves open what is unclear and was paid, and counts it in the total', () => {
    expect(found(payout('unclear'), { chain: [paid], circle: [paid] })).toEqual([]);
    const books = { chain: [paid], circle: [paid] };
    expect(totalFindings({ ...books, ledger: { minor: 0n, open: 2_500_000n } })).toEqual([]);
    expect(totalFindings({ ...books, ledger: { minor: 0n, open: 0n } })).toHaveLength(1);
  });

  test.each([
    ['was paid 2 times on the chain', payout('settled'), [paid, paid], [paid]],
    ['was paid 2 times by Circle', payout('settled'), [paid], [paid, paid]],
    ['is not on the chain', payout('settled'), [], [paid]],
    ['was paid and that is not recorded', payout('rejected'), [paid], [paid]],
    ['the chain says 1, Circle', payout('settled'), [{ ...paid, minor: 1n }], [paid]],
    ['has another transaction at Circle', payout('settled'), [paid], [{ ...paid, hash: '0x2' }]],
    ['was settled on another transaction', payout('settled', '0x3'), [paid], [paid]],
  ])('tells of one that %s', (what, one, chain, circle) => {
    expect(found(one, { chain, circle })).toEqual([expect.stringContaining(what)]);
  });

  test('tells of a payee whom nobody here knows, and of one with two payments', () => {
    const stranger = { ...paid, account: `0x${'cd'.repeat(20)}` };
    expect(accountFindings([payout('settled'), payout('settled')], {
      chain: [paid, stranger], circle: [paid],
    })).toEqual([
      `${ACCOUNT} has two payments.`,
      `${stranger.account} was paid, and nobody here knows of it.`,
    ]);
  });

  test('tells of totals that differ', () => {
    const ledger = { minor: 2_500_000n, open: 0n };
    expect(totalFindings({ chain: [paid], circle: [], ledger })).toHaveLength(1);
    expect(totalFindings({ chain: [], circle: [paid], ledger })).toHaveLength(1);
    expect(totalFindings({ chain: [paid], circle: [paid], ledger })).toEqual([]);
  });
});
