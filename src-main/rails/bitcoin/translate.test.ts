import { describe, expect, test } from 'vitest';

import { BTC } from '../../engine/domain/money.ts';
import { amountOf, answerOf, fixture } from '../test-rail.ts';
import {
  afterConflict, daemonStates, holdOutcome, moveOutcome, readEscrow, refundFinding, refundGate,
  releaseFinding, standingOf, type DaemonState, type ShownEscrow,
} from './translate.ts';

const ADDRESS = 'bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gk';
const HASH = 'ab'.repeat(32);
const redact = (raw: string): string => raw;
const expected = { network: 'regtest', redact } as const;

function shown(state: DaemonState, hash: string | null = HASH): ShownEscrow {
  return { state, hash, raw: '{}' };
}

describe('a hold', () => {
  test('is settled by a valid address', () => {
    const raw = fixture(import.meta.url, 'hold.json');
    expect(holdOutcome(answerOf(200, raw), expected)).toEqual({
      kind: 'settled', reference: ADDRESS, expiresAtMs: null,
      evidence: { kind: 'escrow-address', reference: ADDRESS, word: "the daemon's word", raw },
    });
  });

  test.each([
    ['an address with a typing error', { address: ADDRESS.replace('k', 'j') }],
    ['an address of mainnet', { address: 'bc1qqurswpc8qurswpc8qurswpc8qurswpc89fe3yv' }],
    ['an address of testnet', { address: 'tb1qqurswpc8qurswpc8qurswpc8qurswpc800zzll' }],
    ['an empty address', { address: '' }],
    ['no address', {}],
    ['a number', '7'],
    ['a list', []],
    ['null', 'null'],
  ])('is unclear with %s', (_name, body) => {
    expect(holdOutcome(answerOf(200, body), expected).kind).toBe('unclear');
  });

  test('takes an address of any network where none is set', () => {
    const main = answerOf(200, { address: 'bc1qqurswpc8qurswpc8qurswpc8qurswpc89fe3yv' });
    expect(holdOutcome(main, { network: undefined, redact }).kind).toBe('settled');
    expect(holdOutcome(main, { network: 'mainnet', redact }).kind).toBe('settled');
  });
});

describe('a release or refund', () => {
  test('is settled by its transaction hash', () => {
    const raw = fixture(import.meta.url, 'released.json');
    expect(moveOutcome(answerOf(200, raw), redact)).toEqual({
      kind: 'settled', reference: HASH, expiresAtMs: null,
      evidence: { kind: 'transaction', reference: HASH, word: "the daemon's word", raw },
    });
  });

  test('is submitted while the daemon works on it', () => {
    const pending = answerOf(202, fixture(import.meta.url, 'pending.json'));
    expect(moveOutcome(pending, redact)).toEqual({ kind: 'submitted', reference: null });
    expect(moveOutcome(answerOf(200, { status: 'pending' }), redact).kind).toBe('submitted');
  });

  test.each([
    ['no hash', {}],
    ['a null hash', { transaction_hash: null }],
    ['63 digits', { transaction_hash: 'a'.repeat(63) }],
    ['a 0x prefix', { transaction_hash: `0x${HASH}` }],
    ['a number', { transaction_hash: 12 }],
    ['an object', { transaction_hash: { id: HASH } }],
  ])('is unclear with %s', (_name, body) => {
    expect(moveOutcome(answerOf(200, body), redact).kind).toBe('unclear');
  });

  test.each([
    [400, 'rejected'], [401, 'rejected'], [403, 'rejected'], [404, 'rejected'], [422, 'rejected'],
    [408, 'unclear'], [425, 'unclear'], [429, 'not-received'], [500, 'unclear'], [503, 'unclear'],
  ])('of status %i is %s', (status, kind) => {
    expect(moveOutcome(answerOf(status, { detail: 'why' }), redact).kind).toBe(kind);
    expect(holdOutcome(answerOf(status, { detail: 'why' }), expected).kind).toBe(kind);
  });
});

describe('an escrow as the daemon shows it', () => {
  const ours = { address: ADDRESS, amount: amountOf('0.001', BTC), redact };

  test('is read with its amount exact', () => {
    const raw = fixture(import.meta.url, 'escrow-released.json');
    expect(readEscrow(answerOf(200, raw), ours)).toEqual({ state: 'released', hash: HASH, raw });
  });

  test.each([
    ['another address', { address: 'bcrt1qother', status: 'active' }],
    ['another amount', { amount: '0.00100001', status: 'active' }],
    ['an amount that cannot be read', { amount: 'much', status: 'active' }],
    ['another currency', { currency: 'AITBC', status: 'active' }],
    ['a state that is not known', { status: 'frozen' }],
    ['no state', {}],
  ])('is not believed with %s', (_name, body) => {
    expect(readEscrow(answerOf(200, body), ours)).toMatchObject({ kind: 'unavailable' });
  });

  test('cannot be told where the route is missing or the address cannot be asked for', () => {
    expect(readEscrow(answerOf(404, ''), ours)).toEqual({ kind: 'cannot-tell' });
    expect(readEscrow(answerOf(405, ''), ours)).toEqual({ kind: 'cannot-tell' });
    expect(readEscrow(null, ours)).toEqual({ kind: 'cannot-tell' });
    expect(readEscrow(answerOf(500, ''), ours)).toMatchObject({ kind: 'unavailable' });
  });

  const table = {
    pending: ['unavailable', 'cannot-tell', null, 'unavailable'],
    active: ['undecided', 'cannot-tell', null, 'held'],
    released: ['settled', 'cannot-tell', 'rejected', 'released'],
    refunded: ['rejected', 'settled', 'settled', 'returned'],
    expired: ['cannot-tell', 'cannot-tell', null, 'cannot-tell'],
  } as const satisfies Record<DaemonState, readonly [string, string, string | null, string]>;

  test.each(daemonStates)('that is %s proves what the table says', (state) => {
    const [release, refund, gate, standing] = table[state];
    expect(releaseFinding(shown(state)).kind).toBe(release);
    expect(refundFinding(shown(state)).kind).toBe(refund);
    expect(refundGate(shown(state))?.kind ?? null).toBe(gate);
    expect(standingOf(shown(state)).kind).toBe(standing);
  });

  test('settles nothing without a transaction hash', () => {
    expect(releaseFinding(shown('released', null)).kind).toBe('unavailable');
    expect(refundFinding(shown('refunded', null)).kind).toBe('cannot-tell');
    expect(refundGate(shown('refunded', null))?.kind).toBe('unclear');
    expect(standingOf(shown('released', null)).kind).toBe('unavailable');
    expect(standingOf(shown('refunded', null)).kind).toBe('unavailable');
  });
});

describe('a conflict', () => {
  test('is settled or rejected by what the daemon shows, else unclear', () => {
    expect(afterConflict('409', releaseFinding(shown('released'))).kind).toBe('settled');
    expect(afterConflict('409', releaseFinding(shown('refunded'))))
      .toMatchObject({ kind: 'rejected', code: 'escrow_returned' });
    expect(afterConflict('409', releaseFinding(shown('active'))).kind).toBe('unclear');
    expect(afterConflict('409', { kind: 'missing' }).kind).toBe('unclear');
    expect(afterConflict('409', { kind: 'cannot-tell' }).kind).toBe('unclear');
    expect(afterConflict('409', { kind: 'unavailable', message: '' }).kind).toBe('unclear');
    expect(afterConflict('409', { kind: 'submitted', reference: null }).kind).toBe('unclear');
  });
});
