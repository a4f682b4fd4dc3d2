import { describe, expect, test } from 'vitest';
import { change } from '../db/sample-rows.ts';
import { storeOf } from '../testing/remembering-store.ts';
import type { IdempotencyRecord } from './domain/records.ts';
import { decideAndCommit } from './decide.ts';
import { refuse } from './domain/refusals.ts';
import { accept } from './domain/result.ts';
import type { CommitAnswer, Store } from './ports.ts';

const wanted = change([{ write: 'setting', key: 'a', value: 'b' }]);
const done: CommitAnswer = { ok: true, seq: 1 };
type Conflict = Extract<CommitAnswer, { ok: false }>['conflict'];
const no = (conflict: Conflict, detail = 'rule'): CommitAnswer => ({ ok: false, conflict, detail });
const claim: IdempotencyRecord = {
  apiKeyId: 'key_1', route: 'POST /v1/payments', key: 'k', fingerprint: 'f', subjectId: 'pay_1',
  status: null, body: null, createdAt: 1,
};

/** Decides against a store that gives these answers, the last one for ever. */
async function run(...answers: readonly CommitAnswer[]) {
  let rounds = 0;
  let commits = 0;
  const store: Store = {
    ...storeOf().store,
    commit: () => {
      const answer = answers[Math.min(commits, answers.length - 1)] ?? done;
      commits += 1;
      return Promise.resolve(answer);
    },
  };
  const result = await decideAndCommit(store, () => {
    rounds += 1;
    return Promise.resolve(accept({ ...wanted, value: `round ${rounds}` }));
  });
  return { rounds, commits, answer: result.ok ? result.value : result.refusal.code };
}

describe('a decision', () => {
  test('is answered once it is durable', async () => {
    expect(await run(done)).toEqual({ rounds: 1, commits: 1, answer: 'round 1' });
  });

  test.each(['version', 'open-operation', 'exists'] as const)(
    'is taken again, freshly, after a conflict of %s', async (conflict) => {
      expect(await run(no(conflict), done)).toMatchObject({ rounds: 2, answer: 'round 2' });
    },
  );

  test.each([
    ['version', 'rule', 'version_conflict', 25],
    ['open-operation', 'rule', 'operation_open', 3],
    ['reference', 'payments.externalId', 'duplicate_reference', 1],
    ['name', 'operators.name', 'name_taken', 1],
    ['exists', 'operations.reference', 'duplicate_reference', 3],
  ] as const)('that meets %s (%s) for ever is refused as %s after %s rounds', async (
    conflict, detail, code, rounds,
  ) => {
    expect(await run(no(conflict, detail))).toMatchObject({ answer: code, rounds });
  });

  test.each([
    ['that is stored by now', claim, 'idempotency_in_progress'],
    ['that nobody stored', null, 'duplicate_reference'],
  ] as const)('with a claim %s says which rule it met, whatever the store calls it', async (
    _what, stored, code,
  ) => {
    const { store } = storeOf();
    const meeting: Store = {
      ...store, read: { ...store.read, idempotency: () => Promise.resolve(stored) },
      commit: () => Promise.resolve(no('exists', 'UNIQUE constraint failed: rows_9.a')),
    };
    expect(await decideAndCommit(meeting, () => Promise.resolve(accept({
      ...wanted, writes: [...wanted.writes, { write: 'idempotency', row: claim }], value: 1,
    })))).toMatchObject({ ok: false, refusal: { code } });
  });

  test('keeps the words of the store out of its refusal', async () => {
    const { store } = storeOf();
    const answer = await decideAndCommit({
      ...store,
      commit: () => Promise.resolve(no('reference', 'UNIQUE constraint failed: payments.x')),
    }, () => Promise.resolve(accept({ ...wanted, value: 1 })));
    expect(JSON.stringify(answer)).not.toContain('UNIQUE');
  });

  test('that refuses writes nothing', async () => {
    const { store, committed } = storeOf();
    expect(await decideAndCommit(store, () => Promise.resolve(refuse('above_held'))))
      .toMatchObject({ ok: false, refusal: { code: 'above_held' } });
    expect(committed).toEqual([]);
  });

  test('with nothing to write is answered without a commit', async () => {
    const { store, committed } = storeOf();
    expect(await decideAndCommit(store, () =>
      Promise.resolve(accept({ ...wanted, writes: [], value: 7 })))).toEqual(accept(7));
    expect(committed).toEqual([]);
  });
});
