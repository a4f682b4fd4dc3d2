import type {
  FaultChoice, FaultOperation, FaultWord, StandInName,
} from '../../../../src-main/contract/rehearsal.ts';
import { DELAY_MS_MAX, TIMES_MAX } from '../../../../src-main/contract/rehearsal.ts';
import { t } from '../../../words/t.ts';

/** What each timed fault does when nothing is said, in ms; null: until it is cleared. */
export const timed: Partial<Record<FaultWord, number | null>> = {
  slow: 3_000, 'rate-limit': 2_000, 'stale-rate': 300_000, stuck: null, down: null,
  reorg: 3_000, 'delayed-complete': 30_000, 'complete-before-chain': 10_000,
};

export type FaultDraft = {
  readonly provider: StandInName;
  readonly operation: FaultOperation | 'any';
  readonly fault: FaultWord;
  /** As typed; empty: until cleared. */
  readonly times: string;
  /** In seconds, as typed; empty: the fault's own. */
  readonly delay: string;
};

export type NewFault = {
  readonly provider: StandInName; readonly operation: FaultOperation | 'any';
  readonly fault: FaultWord; readonly times: number | null; readonly delayMs: number | null;
};

/** The draft with the nearest operation and fault that its stand-in knows. */
export function fitting(choices: readonly FaultChoice[], draft: FaultDraft): FaultDraft {
  const operations = operationsOf(choices, draft.provider);
  const chosen = operations.find(({ operation }) => operation === draft.operation)
    ?? operations[0];
  if (chosen === undefined) return draft;
  const fault = chosen.faults.includes(draft.fault) ? draft.fault : chosen.faults[0];
  return { ...draft, operation: chosen.operation, fault: fault ?? draft.fault };
}

export function operationsOf(
  choices: readonly FaultChoice[], provider: StandInName,
): FaultChoice['operations'] {
  return choices.find((choice) => choice.provider === provider)?.operations ?? [];
}

/** The fault as it is sent, or the sentence of what is wrong with what was typed. */
export function readDraft(draft: FaultDraft): NewFault | string {
  const { provider, operation, fault } = draft;
  const isDown = fault === 'down';
  const times = wholeNumber(isDown ? '' : draft.times, TIMES_MAX);
  const seconds = wholeNumber(timed[fault] === undefined ? '' : draft.delay, DELAY_MS_MAX / 1_000);
  if (times === 'bad') return t('rehearsal.faults.badTimes', { most: TIMES_MAX });
  if (seconds === 'bad') return t('rehearsal.faults.badDelay', { most: DELAY_MS_MAX / 1_000 });
  return {
    provider, operation, fault, times, delayMs: seconds === null ? null : seconds * 1_000,
  };
}

/** `3 s`, `2.5 s`. */
export function secondsText(ms: number): string {
  return `${ms / 1_000} s`;
}

function wholeNumber(typed: string, most: number): number | null | 'bad' {
  const text = typed.trim();
  if (text === '') return null;
  const number = /^\d{1,6}$/.test(text) ? Number.parseInt(text, 10) : 0;
  return number >= 1 && number <= most ? number : 'bad';
}
