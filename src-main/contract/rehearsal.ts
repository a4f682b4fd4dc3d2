/**
 * Rehearsal, in the sandbox only: what the stand-ins are told to do wrong, their own books beside
 * our ledger, and scripted scenarios with a score. Elsewhere every call is refused.
 */
import { z } from 'zod';
import { command, nothing, query } from './define.ts';
import { id, instant, moneyWire } from './values.ts';

/** The stand-ins, by the names that their control knows. */
export const standIns = [
  'walletDaemon', 'exchange', 'chain', 'openPayments', 'circle', 'evm',
] as const;
export type StandInName = (typeof standIns)[number];

/** What can be asked of a stand-in; faults are scripted by these words. */
export const faultOperations = [
  'hold', 'release', 'refund', 'purchase', 'inquire', 'balance', 'rate', 'health',
  'payout', 'quote', 'grant', 'consent', 'continue', 'token', 'incoming', 'wallet', 'accelerate',
  'cancel', 'key', 'subscription',
] as const;
export type FaultOperation = (typeof faultOperations)[number];

export const faultWords = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-before',
  'timeout-after', 'nonsense', 'slow', 'down', 'stuck', 'no-status', 'no-hash', 'rate-limit',
  'truncate-amount', 'stale-rate', 'sent-zero', 'sent-part', 'quote-expired', 'token-revoked',
  'denied', 'reverted', 'reorg', 'delayed-complete', 'complete-before-chain', 'failed-but-mined',
  'bad-signature', 'duplicate-webhook', 'reorder-webhooks', 'key-rotation',
] as const;
export type FaultWord = (typeof faultWords)[number];

export const TIMES_MAX = 1_000;
export const DELAY_MS_MAX = 3_600_000;

/** `any` only where a script from outside said so; a window names one. */
const listedFault = z.object({
  id: z.number().int(), provider: z.enum([...standIns, 'any']),
  operation: z.enum([...faultOperations, 'unknown', 'any']), fault: z.enum(faultWords),
  /** How often it still strikes; null: until it is cleared. */
  times: z.number().int().nullable(), delayMs: z.number().int().nullable(),
});
export type ListedFault = z.infer<typeof listedFault>;

/** Which faults mean something for which operation of a stand-in. */
const faultChoice = z.object({
  provider: z.enum(standIns),
  operations: z.array(z.object({
    operation: z.enum([...faultOperations, 'any']), faults: z.array(z.enum(faultWords)),
  })),
});
export type FaultChoice = z.infer<typeof faultChoice>;

/** One stand-in and asset: what our ledger says and what the stand-in's books say. */
const bookTotal = z.object({
  provider: z.enum(standIns), connectionName: z.string(),
  held: z.object({ ledger: moneyWire, books: moneyWire }),
  paid: z.object({ ledger: moneyWire, books: moneyWire }),
  /** Money of operations whose outcome is not known, in our ledger's suspense account. */
  inDoubt: moneyWire,
  /** `open`: money is in doubt, so that neither agreement nor difference says anything yet. */
  verdict: z.enum(['equal', 'open', 'differs']),
});
export type BookTotal = z.infer<typeof bookTotal>;

/**
 * One row that only one side has. `open`: the books have it, and here the same operation still
 * waits for its answer or for a person.
 */
const bookDifference = z.object({
  key: z.string(), side: z.enum(['books', 'ledger', 'open']), provider: z.enum(standIns),
  kind: z.enum(['hold', 'release', 'refund', 'payout', 'purchase']), amount: moneyWire,
  reference: z.string(), paymentId: id.nullable(), at: instant.nullable(),
});
export type BookDifference = z.infer<typeof bookDifference>;

export const scenarios = [
  'stuck-provider', 'lost-answers', 'provider-down', 'both-ways', 'endpoint-down', 'expiry-rush',
] as const;
export type ScenarioName = (typeof scenarios)[number];

/** What a scenario has done so far, in order. */
export const scenarioSteps = [
  'listen', 'hold', 'break', 'release', 'release-and-refund', 'endure', 'mend', 'turn', 'settle',
  'judge',
] as const;
export const runStates = ['running', 'done', 'stopped', 'failed'] as const;

/** The newest run of a scenario; the score is there once it has ended. */
const run = z.object({
  scenario: z.enum(scenarios), state: z.enum(runStates), startedAt: instant,
  /** By then it ends, whatever happens. */
  endsBy: instant, endedAt: instant.nullable(),
  steps: z.array(z.object({ step: z.enum(scenarioSteps), at: instant })),
  problem: z.string().nullable(),
  /**
   * What waits for the operator while the run does: the payments to release before `until`, or
   * none where it is dead letters that are to be sent again. Null: the script does everything.
   */
  turn: z.object({ until: instant, paymentIds: z.array(id) }).nullable(),
  score: z.object({
    payments: z.number().int(), endedRight: z.number().int(), neededPerson: z.number().int(),
    /** Neither ended nor in front of a person when the run ended. */
    unfinished: z.number().int(), paidTwice: z.number().int(), booksEqual: z.boolean(),
    paymentIds: z.array(id),
    /**
     * Of the payments that were to be released before their escrow's end, how many were; `wrong`:
     * of the others, how many were released as well. Null where nothing had to be saved.
     */
    saved: z.object({
      inTime: z.number().int(), of: z.number().int(), wrong: z.number().int(),
    }).nullable(),
    /** What the marketplace's endpoint heard in the end, and the dead letters on the way there. */
    heard: z.object({
      messages: z.number().int(), of: z.number().int(), dead: z.number().int(),
    }).nullable(),
  }).nullable(),
});
export type Run = z.infer<typeof run>;

export const rehearsal = {
  get: query(nothing, z.object({
    faults: z.array(listedFault), choices: z.array(faultChoice), run: run.nullable(),
  })),
  /** Refused while another runs or a fault is set: a scenario starts from healthy stand-ins. */
  start: command(z.strictObject({ scenario: z.enum(scenarios) }), nothing, 'move'),
  /** Ends the run at its next step: its faults are cleared, and what came of it is judged. */
  stop: command(nothing, nothing, 'move'),
  setFault: command(z.strictObject({
    provider: z.enum(standIns), operation: z.enum([...faultOperations, 'any']),
    fault: z.enum(faultWords), times: z.number().int().min(1).max(TIMES_MAX).nullable(),
    delayMs: z.number().int().min(1).max(DELAY_MS_MAX).nullable(),
  }), z.object({ faultId: z.number().int() }), 'move'),
  clearFault: command(z.strictObject({ faultId: z.number().int() }), nothing, 'move'),
  /** Also completes what `stuck` left pending. */
  clearFaults: command(nothing, nothing, 'move'),
  books: query(nothing, z.object({
    totals: z.array(bookTotal), differences: z.array(bookDifference),
    /** How many rows of the books were compared one by one; null: too many, totals only. */
    compared: z.number().int().nullable(),
  })),
};
