import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { AITBC, formatAmount, money } from '../../engine/domain/money.ts';
import type { RailOperation } from '../rail.ts';
import { answerOf, fixture, operationOf } from '../test-rail.ts';
import {
  adoptedHold, createdEscrowId, createdHold, exchangeStanding, exchangeStates, foundHold,
  moveFinding, movedOutcome, movesSince, openEscrowOf, readTokenEscrow, readTokenEscrows,
  type EscrowMove, type ExchangeState, type TokenEscrow,
} from './translate.ts';

const HASH = `0x${'a'.repeat(64)}`;
const OTHER = `0x${'b'.repeat(64)}`;
const redact = (raw: string): string => raw;

function escrow(given: Partial<TokenEscrow> = {}): TokenEscrow {
  return {
    escrowId: 'esc_1', jobId: 'job-1', currency: 'AITBC', minor: 100n, state: 'active', moves: [],
    expiresAtMs: 5, raw: '{}', ...given,
  };
}

function move(kind: EscrowMove['kind'], minor: bigint, hash: string | null = HASH): EscrowMove {
  return { kind, minor, hash };
}

function asking(kind: RailOperation['kind'], minor: bigint, held = minor): RailOperation {
  const [amount, heldAmount] = [money(minor, AITBC), money(held, AITBC)];
  return operationOf({ kind, amount, heldAmount, escrowReference: 'esc_1' });
}

describe('an escrow as the exchange shows it', () => {
  test('is read exactly, a time without an offset being UTC', () => {
    const raw = fixture(import.meta.url, 'escrow-partial.json');
    const answer = answerOf(200, raw);
    const json = answer.kind === 'taken' ? answer.json : null;
    expect(readTokenEscrow(json, raw)).toEqual({
      escrowId: 'esc_1', jobId: 'job-1', currency: 'AITBC', minor: 10_050_000_000n,
      state: 'partially_released', moves: [move('release', 3_000_000_000n)],
      expiresAtMs: Date.UTC(2026, 0, 29, 13), raw,
    });
  });

  test('keeps every amount exact', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (minor) => {
      const amount = formatAmount(money(minor, AITBC));
      for (const written of [amount, `"${amount}"`]) {
        const answer = answerOf(200, `{"escrow_id":"e","amount":${written},"state":"active"}`);
        expect(answer.kind === 'taken' && readTokenEscrow(answer.json, '')?.minor).toBe(minor);
      }
    }));
  });

  const whole = {
    pending: [], active: [], expired: [], partially_released: null,
    released: [move('release', 700_000_000n)], refunded: [move('refund', 700_000_000n)],
  } as const satisfies Record<ExchangeState, unknown>;

  test.each(exchangeStates)('without its moves is read from the one word %s', (state) => {
    const json = { escrow_id: 'e', amount: '7', state, transaction_hash: HASH };
    expect(readTokenEscrow(json, '')?.moves).toEqual(whole[state]);
  });

  test.each([
    ['an unknown state', { escrow_id: 'e', amount: '7', state: 'frozen' }],
    ['nine places', { escrow_id: 'e', amount: '0.123456789', state: 'active' }],
    ['a negative amount', { escrow_id: 'e', amount: '-1', state: 'active' }],
    ['no id', { amount: '7', state: 'active' }],
    ['an unknown move', {
      escrow_id: 'e', amount: '7', state: 'active', transactions: [{ kind: 'fee', amount: '1' }],
    }],
    ['a list', []],
    ['null', null],
  ])('is not read with %s', (_name, json) => {
    expect(readTokenEscrow(json, '')).toBeNull();
    expect(readTokenEscrows({ items: [json] }, '')).toBeNull();
  });

  test('is open while anything is left in it', () => {
    const paid = escrow({ moves: [move('release', 100n)] });
    const part = escrow({ escrowId: 'esc_2', moves: [move('release', 99n)] });
    const underWay = escrow({ escrowId: 'esc_3', moves: [move('release', 100n, null)] });
    expect(openEscrowOf([])).toBeNull();
    expect(openEscrowOf([paid])).toBeNull();
    expect(openEscrowOf([paid, part])?.escrowId).toBe('esc_2');
    expect(openEscrowOf([paid, underWay])?.escrowId).toBe('esc_3');
  });
});

describe('a hold', () => {
  const operation = asking('hold', 100n);

  test('is named by the answer to the create call', () => {
    expect(createdEscrowId(answerOf(200, { escrow_id: 'esc_1' }))).toBe('esc_1');
    expect(createdEscrowId(answerOf(200, { id: 'esc_1' }))).toMatchObject({ kind: 'unclear' });
    expect(createdEscrowId(answerOf(402, { detail: 'Too little' })))
      .toMatchObject({ kind: 'rejected', code: 'insufficient_balance' });
  });

  test.each([
    ['ours', {}, 'settled', 'settled', 'settled'],
    ['ours and expired', { state: 'expired' }, 'settled', 'settled', 'settled'],
    ['ours and pending', { state: 'pending' }, 'submitted', 'submitted', 'submitted'],
    ['ours without details', { jobId: null, currency: null }, 'settled', 'settled', 'settled'],
    ['returned', { state: 'refunded', moves: [move('refund', 100n)] },
      'settled', 'settled', 'settled'],
    ['of another amount', { minor: 101n }, 'rejected', 'unclear', 'unavailable'],
    ['of nothing', { minor: 0n }, 'rejected', 'rejected', 'rejected'],
    ['of another currency', { currency: 'BTC' }, 'rejected', 'unclear', 'unavailable'],
    ['of another job', { jobId: 'job-2' }, 'rejected', 'unclear', 'unavailable'],
    ['in use', { moves: [move('release', 1n)] }, 'rejected', 'unclear', 'unavailable'],
    ['unexplained', { state: 'partially_released', moves: null },
      'rejected', 'unclear', 'unavailable'],
  ] as const)('is judged by an escrow that is %s', (_name, given, adopted, created, found) => {
    const shown = escrow(given);
    expect(adoptedHold(shown, operation).kind).toBe(adopted);
    expect(createdHold(shown, operation).kind).toBe(created);
    expect(foundHold(shown, operation).kind).toBe(found);
  });

  test('that met another amount says so by its code', () => {
    expect(adoptedHold(escrow({ minor: 99n }), operation))
      .toMatchObject({ kind: 'rejected', code: 'amount_mismatch' });
  });

  test('carries the escrow as evidence and its end', () => {
    expect(foundHold(escrow(), operation)).toEqual({
      kind: 'settled', reference: 'esc_1', expiresAtMs: 5,
      evidence: {
        kind: 'escrow-state', reference: 'esc_1', word: "the exchange's word", raw: '{}',
      },
    });
  });
});

describe('the answer to a release or refund', () => {
  test.each([
    [{ transaction_hash: HASH }, 'settled'],
    [{ transaction_hash: 'A'.repeat(64) }, 'settled'],
    [{ transaction_hash: null, status: 'pending' }, 'submitted'],
    [{}, 'submitted'],
    [{ status: 'failed' }, 'unclear'],
    [{ transaction_hash: '0x12' }, 'unclear'],
    [{ transaction_hash: { a: 1 } }, 'unclear'],
    ['<p>It works', 'unclear'],
    ['[]', 'unclear'],
  ])('%j is %s', (body, kind) => {
    expect(movedOutcome(answerOf(200, body), redact).kind).toBe(kind);
  });
});

describe('an open release', () => {
  const release = asking('release', 100n);
  const part = asking('release', 30n, 70n);

  test.each([
    ['is missing while the escrow is untouched', release, [], 'missing'],
    ['is settled by its transaction', release, [move('release', 100n)], 'settled'],
    ['is submitted while it is under way', release, [move('release', 100n, null)], 'submitted'],
    ['is rejected once the escrow was returned', release, [move('refund', 100n)], 'rejected'],
    ['cannot be read beside a foreign move', release, [move('release', 1n)], 'unavailable'],
    ['cannot be read beside a foreign move under way', release, [move('refund', 100n, null)],
      'unavailable'],
    ['of a part is missing after an earlier part', part, [move('release', 30n)], 'missing'],
    ['of a part is told from an equal earlier part', part,
      [move('release', 30n), move('release', 30n, OTHER)], 'settled'],
    ['of a part is settled though the rest was returned', part,
      [move('release', 30n), move('release', 30n, OTHER), move('refund', 40n)], 'settled'],
    ['of a part cannot be read where the sums do not meet', part, [move('release', 20n)],
      'unavailable'],
    ['of a part cannot be read where earlier parts are gone', part, [], 'unavailable'],
  ] as const)('%s', (_name, operation, moves, kind) => {
    expect(moveFinding(escrow({ moves }), operation).kind).toBe(kind);
  });

  test('knows earlier parts by their hashes, whatever their order', () => {
    const operation = { ...part, settledReferences: ['esc_1', HASH] };
    const moves = [move('release', 30n, OTHER), move('release', 30n, HASH)];
    expect(movesSince(escrow({ moves }), operation)).toEqual([moves[0]]);
    expect(moveFinding(escrow({ moves }), operation)).toMatchObject({ reference: OTHER });
  });

  test('never takes a settled hash for its own', () => {
    fc.assert(fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 3n }), { maxLength: 6 }),
      fc.bigInt({ min: 1n, max: 3n }),
      (earlier, minor) => {
        const hashOf = (n: number): string => `0x${String(n).padStart(64, '0')}`;
        const moves = earlier.map((paid, n) => move('release', paid, hashOf(n)));
        const held = 100n - earlier.reduce((total, paid) => total + paid, 0n);
        const settledReferences = moves.flatMap(({ hash }) => hash ?? []);
        const operation = { ...asking('release', minor, held), settledReferences };
        expect(moveFinding(escrow({ moves }), operation).kind).toBe('missing');
        const ours = move('release', minor, OTHER);
        expect(moveFinding(escrow({ moves: [...moves, ours] }), operation))
          .toMatchObject({ kind: 'settled', reference: OTHER });
      },
    ));
  });

  test('is rejected by the code of what the exchange did', () => {
    expect(moveFinding(escrow({ moves: [move('refund', 100n)] }), release))
      .toMatchObject({ code: 'escrow_returned' });
    expect(moveFinding(escrow({ moves: [move('release', 100n)] }), asking('refund', 100n)))
      .toMatchObject({ code: 'escrow_released' });
  });
});

describe('the standing of an escrow', () => {
  const refund = asking('refund', 100n);

  test.each([
    ['held', {}, 'held'],
    ['held though it ran out', { state: 'expired' }, 'held'],
    ['returned', { state: 'refunded', moves: [move('refund', 100n)] }, 'returned'],
    ['released', { state: 'released', moves: [move('release', 100n)] }, 'released'],
    ['unavailable while a move is under way', { moves: [move('refund', 100n, null)] },
      'unavailable'],
    ['unavailable before it is funded', { state: 'pending' }, 'unavailable'],
    ['unavailable after a foreign part', { moves: [move('release', 1n)] }, 'unavailable'],
    ['unavailable after a foreign split', { moves: [move('release', 1n), move('refund', 99n)] },
      'unavailable'],
    ['unavailable without its moves', { moves: null }, 'unavailable'],
  ] as const)('is %s', (_name, given, kind) => {
    expect(exchangeStanding(escrow(given), refund).kind).toBe(kind);
  });
});

