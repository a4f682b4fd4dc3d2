import { describe, expect, test } from 'vitest';
import { START_MS } from '../../db/sample-rows.ts';
import { situation } from '../../testing/aggregates.ts';
import { latestOperation, type PaymentAggregate } from '../domain/payment.ts';
import { applyFinding, type OutcomeContext } from './outcome.ts';

const HOUR = 3_600_000;
const DEADLINE_MS = 600_000;

/** What a reading without news makes of a release that was taken at `START_MS`. */
function asked(nowMs: number, deadlineAt: number) {
  const context: OutcomeContext = {
    nowMs, escrowId: 'esc_1', retryDelaysMs: [], submittedDeadlineMs: DEADLINE_MS,
    callDeadlineMs: 5_000, lookup: true,
  };
  const before: PaymentAggregate = situation({
    acts: [['hold', 'settled'], ['release', 'submitted', { dispatchedAt: START_MS, deadlineAt }]],
  });
  const id = latestOperation(before.operations)?.id ?? '';
  const found = applyFinding(context, before, id, { kind: 'submitted', reference: null });
  if (!found.ok) throw new Error(found.refusal.code);
  return latestOperation(found.value.operations);
}

describe('a reading without news', () => {
  test('keeps the deadline, and asks again after a quarter of the time so far', () => {
    expect(asked(START_MS + 100_000, START_MS + DEADLINE_MS)).toMatchObject({
      state: 'submitted', deadlineAt: START_MS + DEADLINE_MS, dueAt: START_MS + 125_000,
    });
  });

  test('past the deadline leaves the outcome unclear', () => {
    expect(asked(START_MS + DEADLINE_MS, START_MS + DEADLINE_MS)?.state).toBe('unclear');
  });

  test('after the clock was set back counts the deadline from now, and asks once a minute', () => {
    const nowMs = START_MS - 2 * HOUR;
    expect(asked(nowMs, START_MS + DEADLINE_MS)).toMatchObject({
      state: 'submitted', deadlineAt: nowMs + DEADLINE_MS, dueAt: nowMs + 60_000,
    });
    expect(asked(nowMs + DEADLINE_MS, nowMs + DEADLINE_MS)?.state).toBe('unclear');
  });
});
