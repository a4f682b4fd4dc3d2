import { describe, expect, test } from 'vitest';
import { postingsOf, type AccountKind, type Posted } from './ledger.ts';
import { BTC, money } from './money.ts';
import {
  operationKinds, operationStates, operationTable, type OperationKind, type OperationState,
} from './operation.ts';

const amount = money(1_000n, BTC);

const routes: readonly [OperationKind, AccountKind, AccountKind][] = [
  ['hold', 'payer', 'escrow'], ['release', 'escrow', 'payee'], ['refund', 'escrow', 'payer'],
  ['payout', 'payer', 'payee'],
];

/** Every move of the table, as `[from, to]`. */
const moves = operationStates.flatMap((from) =>
  Object.values(operationTable[from]).map((to): [OperationState, OperationState] => [from, to]));

/** The accounts after walking `path`, zero ones left out. */
/** An operation of which nothing more is known than its amount. */
function posted(kind: OperationKind): Posted {
  return { kind, amount, delivered: null, debited: null, networkFee: null };
}

function balances(kind: OperationKind, path: readonly OperationState[]): Record<string, bigint> {
  const sums = new Map<string, bigint>();
  path.slice(1).forEach((to, index) => {
    const from = path[index] ?? to;
    for (const { account, delta } of postingsOf(posted(kind), { from, to })) {
      sums.set(account, (sums.get(account) ?? 0n) + delta.minor);
    }
  });
  return Object.fromEntries([...sums].filter(([, minor]) => minor !== 0n));
}

describe('the ledger', () => {
  test('sums to zero per asset in every move of every kind', () => {
    for (const kind of operationKinds) {
      for (const [from, to] of moves) {
        const lines = postingsOf(posted(kind), { from, to });
        expect([0, 2]).toContain(lines.length);
        expect(lines.reduce((total, { delta }) => total + delta.minor, 0n)).toBe(0n);
        expect(lines.every(({ delta }) => delta.asset === BTC)).toBe(true);
      }
    }
  });

  test.each(routes)('moves a %s from %s to %s on evidence', (kind, from, to) => {
    const settledFrom = (state: OperationState) =>
      postingsOf(posted(kind), { from: state, to: 'settled' });
    const lines = [
      { account: from, delta: money(-1_000n, BTC) }, { account: to, delta: amount },
    ];
    expect(settledFrom('dispatching')).toEqual(lines);
    expect(settledFrom('submitted')).toEqual(lines);
  });

  test.each(routes)('stands an unclear %s in suspense and leads it on from there', (kind, from,
    to) => {
    const lost = { [from]: -1_000n, suspense: 1_000n };
    expect(balances(kind, ['dispatching', 'unclear'])).toEqual(lost);
    expect(balances(kind, ['dispatching', 'submitted', 'unclear'])).toEqual(lost);
    expect(balances(kind, ['dispatching', 'unclear', 'rejected'])).toEqual({});
    expect(balances(kind, ['dispatching', 'unclear', 'scheduled'])).toEqual({});
    expect(balances(kind, ['dispatching', 'unclear', 'submitted'])).toEqual({});
    expect(balances(kind, ['dispatching', 'unclear', 'settled']))
      .toEqual({ [from]: -1_000n, [to]: 1_000n });
  });

  test('posts nothing without evidence', () => {
    const quiet = moves.filter(([from, to]) =>
      to !== 'settled' && to !== 'unclear' && from !== 'unclear');
    expect(quiet).toHaveLength(8);
    for (const kind of operationKinds) {
      for (const [from, to] of quiet) expect(postingsOf(posted(kind), { from, to })).toEqual([]);
    }
  });

  test('posts nothing for a purchase, whose tokens are on the buyer\'s side', () => {
    for (const [from, to] of moves) {
      expect(postingsOf(posted('purchase'), { from, to })).toEqual([]);
    }
  });
});
