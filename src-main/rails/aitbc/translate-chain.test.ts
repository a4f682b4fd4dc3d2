import { describe, expect, test } from 'vitest';

import { AITBC } from '../../engine/domain/money.ts';
import type { RailOperation } from '../rail.ts';
import { amountOf, answerOf, fixture, operationOf } from '../test-rail.ts';
import {
  adoptedContract, afterRefusal, contractFinding, contractMoved, contractStanding, contractStates,
  createdContract, createdContractHold, foundContract, readContract,
  type Contract, type ContractState,
} from './translate-chain.ts';

const HASH = `0x${'a'.repeat(64)}`;
const redact = (raw: string): string => raw;
const hold = operationOf({ amount: amountOf('0.5', AITBC) });
const release = { ...hold, kind: 'release', escrowReference: 'job-1' } as const;
const refund = { ...release, kind: 'refund' } as const;

function contract(given: Partial<Contract> = {}): Contract {
  return {
    jobId: 'job-1', contractId: 'escrow_1', state: 'funded', minor: 50_000_000n,
    buyer: 'marketplace', provider: 'worker-1', releaseHash: HASH, refundHash: HASH, raw: '{}',
    ...given,
  };
}

describe('a contract as the chain shows it', () => {
  test('is read with its amount exact', () => {
    const raw = fixture(import.meta.url, 'contract.json');
    const answer = answerOf(200, raw);
    expect(readContract(answer.kind === 'taken' ? answer.json : null, raw))
      .toEqual(contract({ state: 'released', refundHash: null, raw }));
  });

  test.each([
    ['an unknown state', { state: 'frozen' }],
    ['an amount that is none', { state: 'funded', amount: 'much' }],
    ['nothing', {}],
    ['null', null],
  ])('is not read with %s', (_name, json) => {
    expect(readContract(json, '')).toBeNull();
  });
});

type Row = readonly [
  adopted: string, found: string, release: string, refund: string, standing: string,
];

const table = {
  created: ['submitted', 'submitted', 'missing', 'missing', 'unavailable'],
  funded: ['settled', 'settled', 'missing', 'missing', 'held'],
  job_started: ['settled', 'settled', 'missing', 'missing', 'held'],
  job_completed: ['settled', 'settled', 'unavailable', 'missing', 'held'],
  disputed: ['settled', 'settled', 'rejected', 'missing', 'unavailable'],
  resolved: ['settled', 'settled', 'unavailable', 'unavailable', 'unavailable'],
  released: ['rejected', 'settled', 'settled', 'rejected', 'released'],
  refunded: ['rejected', 'settled', 'rejected', 'settled', 'returned'],
  expired: ['settled', 'settled', 'rejected', 'missing', 'held'],
} as const satisfies Record<ContractState, Row>;

describe('a state', () => {
  test.each(contractStates)('%s proves what the table says', (state) => {
    const shown = contract({ state });
    const row: Row = [
      adoptedContract(shown, hold).kind, foundContract(shown, hold).kind,
      contractFinding(shown, release).kind, contractFinding(shown, refund).kind,
      contractStanding(shown, refund).kind,
    ];
    expect(row).toEqual(table[state]);
  });

  test('without a transaction hash settles no release or refund (T-08)', () => {
    const bare = { releaseHash: null, refundHash: null };
    const released = contract({ state: 'released', ...bare });
    const refunded = contract({ state: 'refunded', ...bare });
    expect(contractFinding(released, release).kind).toBe('unavailable');
    expect(contractFinding(refunded, refund).kind).toBe('unavailable');
    expect(contractStanding(released, refund).kind).toBe('unavailable');
    expect(contractStanding(refunded, refund).kind).toBe('unavailable');
  });
});

describe('a hold', () => {
  test.each([
    ['holds whole tokens only (T-07)', { minor: 1n }, 'rejected', 'unclear', 'unavailable'],
    ['holds nothing', { minor: 0n }, 'rejected', 'rejected', 'rejected'],
    ['does not say its amount', { minor: null }, 'rejected', 'unclear', 'unavailable'],
    ['names another job', { jobId: 'job-2' }, 'rejected', 'unclear', 'unavailable'],
    ['names another buyer', { buyer: 'b' }, 'rejected', 'unclear', 'unavailable'],
    ['pays the buyer (T-05)', { provider: 'marketplace' }, 'rejected', 'unclear', 'unavailable'],
    ['names nobody', { jobId: null, buyer: null, provider: null, contractId: null },
      'settled', 'settled', 'settled'],
  ] as const)('is judged by a contract that %s', (_name, given, adopted, created, found) => {
    const shown = contract(given);
    expect(adoptedContract(shown, hold).kind).toBe(adopted);
    expect(createdContractHold(shown, hold).kind).toBe(created);
    expect(foundContract(shown, hold).kind).toBe(found);
  });

  test('is referred to by its job and evidenced by its contract', () => {
    expect(createdContractHold(contract(), hold)).toEqual({
      kind: 'settled', reference: 'job-1', expiresAtMs: null,
      evidence: {
        kind: 'escrow-state', reference: 'escrow_1', word: "the chain's word", raw: '{}',
      },
    });
  });

  test('is created only with a contract id and no claim of failure', () => {
    expect(createdContract(answerOf(200, { success: true, contract_id: 'c' }))).toBe('created');
    expect(createdContract(answerOf(200, { success: false, contract_id: 'c' })))
      .toMatchObject({ kind: 'unclear' });
    expect(createdContract(answerOf(200, { success: true }))).toMatchObject({ kind: 'unclear' });
    expect(createdContract(answerOf(422, {}))).toMatchObject({ kind: 'rejected' });
  });
});

describe('the answer to a move', () => {
  test('without a transaction is submitted, whatever it claims (T-08)', () => {
    const raw = fixture(import.meta.url, 'released-without-transaction.json');
    expect(contractMoved(answerOf(200, raw), { kind: 'release', redact }))
      .toEqual({ kind: 'submitted', reference: null });
  });

  test.each([
    ['release', { success: true, tx_hash: HASH }, 'settled'],
    ['refund', { success: true, refund_tx_hash: HASH }, 'settled'],
    ['refund', { success: true, tx_hash: HASH }, 'submitted'],
    ['release', { success: false }, 'unclear'],
    ['release', { tx_hash: 'soon' }, 'unclear'],
    ['release', '[]', 'unclear'],
    ['release', 'ok', 'unclear'],
  ] as const)('to a %s %j is %s', (kind, body, expected) => {
    expect(contractMoved(answerOf(200, body), { kind, redact }).kind).toBe(expected);
  });
});

describe('a refused move', () => {
  const outcome = { kind: 'rejected', code: 'provider_refused', message: 'no' } as const;
  type Move = RailOperation & { readonly kind: 'release' | 'refund' };
  const after = (state: ContractState, operation: Move, detail: string): string =>
    afterRefusal(
      { detail, outcome },
      { finding: contractFinding(contract({ state }), operation), state },
      operation.kind,
    ).kind;

  test.each([
    ['release', 'released', 'settled'],
    ['release', 'refunded', 'rejected'],
    ['release', 'disputed', 'rejected'],
    ['release', 'created', 'rejected'],
    ['refund', 'job_completed', 'rejected'],
    ['release', 'job_completed', 'unclear'],
    ['refund', 'funded', 'unclear'],
  ] as const)('of kind %s in state %s is %s', (kind, state, expected) => {
    const detail = `Cannot ${kind} a contract in state ${state}`;
    expect(after(state, kind === 'release' ? release : refund, detail)).toBe(expected);
  });

  test('for another reason than its state is rejected', () => {
    expect(after('funded', release, 'The request was refused')).toBe('rejected');
  });

  test('is unclear where the contract cannot be read', () => {
    const unseen = { finding: { kind: 'cannot-tell' }, state: null } as const;
    expect(afterRefusal({ detail: '', outcome }, unseen, 'release').kind).toBe('unclear');
  });

  test('of a contract with another amount is unclear', () => {
    const finding = contractFinding(contract({ minor: 1n }), release);
    expect(finding.kind).toBe('unavailable');
    expect(contractStanding(contract({ minor: 1n }), release).kind).toBe('unavailable');
  });
});
