/**
 * Payouts from a treasury (S4): what may be paid, what it costs, and whether somebody has to look
 * first. Pure: facts in, decisions out.
 */
import { money, parseAmount, share, type Asset, type Money } from './money.ts';
import { refuse } from './refusals.ts';
import { accept, type Result } from './result.ts';

/** From a volume of `from` (major units, within 30 days) on, this much is charged. */
export type FeeTier = { readonly from: string; readonly basisPoints: number };

/**
 * What makes an announced task look odd. Points add up; from `flagPoints` on somebody looks, from
 * `rejectPoints` on it is refused. Times are ms, amounts major units. The points and their
 * thresholds are GigStream's, as the guide to Circle and Arc records them (4.3).
 */
export type TaskRules = {
  readonly ageMaxMs: number;
  readonly futureMaxMs: number;
  /** Above it somebody looks, whatever else is known; null: never for the amount alone. */
  readonly approveMax: string | null;
  /** Above it somebody looks at the first payout to an account; null: the brake is off. */
  readonly firstPayoutMax: string | null;
  readonly flagPoints: number;
  readonly rejectPoints: number;
};

/** How a marketplace's payouts from the treasury are treated. */
export type PayoutPolicy = {
  /** `at-once`: what is approved leaves by itself. `by-a-person`: somebody lets each go. */
  readonly pays: 'at-once' | 'by-a-person';
  readonly feeBasisPoints: number;
  /** Ascending; the last one that the payee's volume reaches counts instead of the fee above. */
  readonly feeTiers: readonly FeeTier[];
  /** The bounds of one payout, fee included (S4-030). */
  readonly amountMin: string;
  readonly amountMax: string;
  readonly rules: TaskRules;
};

const DAY_MS = 86_400_000;
export const VOLUME_DAYS = 30;
export const REPUTATION_START = 100;
/** What a paid task adds to its payee's score (S4-040). */
export const REPUTATION_STEP = 10;
export const REPUTATION_MAX = 1_000;

export const DEFAULT_PAYOUTS: PayoutPolicy = {
  pays: 'at-once', feeBasisPoints: 0, feeTiers: [], amountMin: '1', amountMax: '10000',
  rules: {
    ageMaxMs: DAY_MS, futureMaxMs: 300_000, approveMax: '1000', firstPayoutMax: '500',
    flagPoints: 25, rejectPoints: 50,
  },
};

export type Charged = { readonly gross: Money; readonly fee: Money; readonly net: Money };

/**
 * The fee of a payout, rounded down to the asset's smallest unit, and what is left for the payee.
 * `volume` is what the payee was paid in the last 30 days. A fee never takes the net to zero.
 */
export function chargeOf(
  gross: Money,
  policy: Pick<PayoutPolicy, 'feeBasisPoints' | 'feeTiers'>,
  volume: Money,
): Result<Charged> {
  const fee = share(gross, BigInt(feeBasisPoints(policy, volume)), 'down');
  const net = money(gross.minor - fee.minor, gross.asset);
  return net.minor > 0n ? accept({ gross, fee, net }) : refuse('invalid_amount', { fee: 'all' });
}

function feeBasisPoints(
  { feeBasisPoints: plain, feeTiers }: Pick<PayoutPolicy, 'feeBasisPoints' | 'feeTiers'>,
  volume: Money,
): number {
  const reached = feeTiers.filter(({ from }) => {
    const bound = parseAmount(from, volume.asset);
    return bound.ok && volume.minor >= bound.money.minor;
  });
  return reached.at(-1)?.basisPoints ?? plain;
}

/** Whether an amount lies within what one payout may be (S4-030, S4-057). */
export function checkPayoutAmount(
  gross: Money,
  { amountMin, amountMax }: Pick<PayoutPolicy, 'amountMin' | 'amountMax'>,
): Result<null> {
  const min = bound(amountMin, gross.asset);
  const max = bound(amountMax, gross.asset);
  const isWithin = (min === null || gross.minor >= min.minor)
    && (max === null || gross.minor <= max.minor);
  return isWithin ? accept(null) : refuse('amount_out_of_range', {
    min: amountMin, max: amountMax, asset: gross.asset.code,
  });
}

function bound(text: string, asset: Asset): Money | null {
  const parsed = parseAmount(text, asset);
  return parsed.ok ? parsed.money : null;
}

/** What a marketplace announced of a task that was completed. */
export type TaskFacts = {
  readonly gross: Money;
  readonly completedAt: number;
  readonly durationMinutes: number | null;
  readonly hasProof: boolean;
  readonly rating: number | null;
};

/** What is known of the payee when a task of theirs is looked at. */
export type PayeeFacts = {
  readonly knownSince: number;
  readonly score: number;
  /** Tasks announced for this payee in the last 24 hours, this one not counted. */
  readonly tasksToday: number;
  /** The mean of what the payee's paid tasks came to; null before the first. */
  readonly average: Money | null;
  /** Paid tasks, and those that came to nothing. */
  readonly paid: number;
  readonly failed: number;
  /** Another payee's account looks like this one's, or the same account is known elsewhere. */
  readonly lookAlike: boolean;
  /** Nothing was ever paid to this account. */
  readonly isFirst: boolean;
  /** When the account was set last; later than `knownSince` where it was changed. */
  readonly accountSince: number;
};

export type Verdict = {
  readonly outcome: 'approve' | 'flag' | 'reject';
  readonly points: number;
  /** Sentences, the gravest first; empty where nothing is odd. */
  readonly reasons: readonly string[];
};

type Finding = { readonly points: number; readonly reason: string };

/**
 * Looks at an announced task (S4, verification). The same facts always come to the same verdict,
 * and every point has its sentence: no score is taken from anybody's word.
 */
export function judgeTask(
  task: TaskFacts,
  payee: PayeeFacts,
  { rules, nowMs }: { readonly rules: TaskRules; readonly nowMs: number },
): Verdict {
  const impossible = impossibleTime(task, rules, nowMs);
  if (impossible !== null) {
    return { outcome: 'reject', points: rules.rejectPoints, reasons: [impossible] };
  }
  const findings = [
    ...paceFindings(payee), ...amountFindings(task, payee, nowMs), ...workFindings(task, payee),
    ...accountFindings(task, payee, { rules, nowMs }), ...aboveFinding(task, rules),
  ].toSorted((a, b) => b.points - a.points);
  const points = findings.reduce((sum, finding) => sum + finding.points, 0);
  const reasons = findings.map(({ reason }) => reason);
  if (points >= rules.rejectPoints) return { outcome: 'reject', points, reasons };
  const isBraked = aboveFinding(task, rules).length > 0
    || accountFindings(task, payee, { rules, nowMs }).length > 0;
  const flagged = points >= rules.flagPoints || isBraked;
  return { outcome: flagged ? 'flag' : 'approve', points, reasons };
}

/** The brakes of a new or changed account: somebody looks, whatever the points are. */
function accountFindings(
  { gross }: TaskFacts,
  { isFirst, accountSince, knownSince }: PayeeFacts,
  { rules: { firstPayoutMax }, nowMs }: { readonly rules: TaskRules; readonly nowMs: number },
): readonly Finding[] {
  const findings: Finding[] = [];
  const max = firstPayoutMax === null ? null : bound(firstPayoutMax, gross.asset);
  if (isFirst && max !== null && gross.minor > max.minor) {
    findings.push({
      points: 0,
      reason: `it is the first payout to this account, and above ${firstPayoutMax} `
        + gross.asset.code,
    });
  }
  if (firstPayoutMax !== null && accountSince > knownSince && nowMs - accountSince < DAY_MS) {
    findings.push({ points: 0, reason: 'the account of the payee was changed within a day' });
  }
  return findings;
}

function impossibleTime(
  { completedAt }: TaskFacts,
  { ageMaxMs, futureMaxMs }: TaskRules,
  nowMs: number,
): string | null {
  if (completedAt > nowMs + futureMaxMs) return 'it is said to be completed in the future';
  if (completedAt < nowMs - ageMaxMs) return 'it was completed too long ago';
  return null;
}

function paceFindings({ tasksToday }: PayeeFacts): readonly Finding[] {
  const reason = `${tasksToday} tasks of this payee were announced within a day`;
  if (tasksToday > 50) return [{ points: 30, reason }];
  return tasksToday > 30 ? [{ points: 15, reason }] : [];
}

function amountFindings(
  { gross }: TaskFacts,
  { average, knownSince }: PayeeFacts,
  nowMs: number,
): readonly Finding[] {
  const times = (factor: bigint): boolean =>
    average !== null && gross.minor > average.minor * factor;
  const size = times(3n) ? [{ points: 25, reason: 'it is above three times the usual amount' }]
    : times(2n) ? [{ points: 10, reason: 'it is above twice the usual amount' }] : [];
  const large = bound('100', gross.asset);
  const isNew = nowMs - knownSince < 7 * DAY_MS && large !== null && gross.minor > large.minor;
  return isNew
    ? [...size, { points: 20, reason: 'the payee is known for less than a week' }] : size;
}

function workFindings(
  { durationMinutes, rating }: TaskFacts,
  { paid, failed, lookAlike, score }: PayeeFacts,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (durationMinutes !== null && (durationMinutes < 1 || durationMinutes > 480)) {
    findings.push({ points: 15, reason: 'its duration is not within a minute and eight hours' });
  }
  // Four of five, counted once there is something to count.
  if (paid + failed >= 5 && paid * 5 < (paid + failed) * 4) {
    findings.push({ points: 15, reason: 'less than four of five tasks of this payee were paid' });
  }
  if (lookAlike) {
    findings.push({ points: 25, reason: 'the account looks like the account of somebody else' });
  }
  if (rating !== null && rating <= 1 && score < REPUTATION_START) {
    findings.push({ points: 10, reason: 'the work was rated with the lowest mark' });
  }
  return findings;
}

function aboveFinding({ gross }: TaskFacts, { approveMax }: TaskRules): readonly Finding[] {
  const max = approveMax === null ? null : bound(approveMax, gross.asset);
  return max !== null && gross.minor > max.minor
    ? [{ points: 0, reason: `it is above ${approveMax} ${gross.asset.code}` }] : [];
}
