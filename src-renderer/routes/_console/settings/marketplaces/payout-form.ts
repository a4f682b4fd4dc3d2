import type { CallInput } from '../../../../../src-main/contract/contract.ts';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { parseAmount, stablecoins } from '../../../../../src-main/contract/domain.ts';
import { t } from '../../../../words/t.ts';

type Policy = MarketplaceView['policy']['payouts'];
type PolicyInput = CallInput<'marketplaces.save'>['policy']['payouts'];

/** How payouts are treated, as it is typed: percents, hours and minutes as texts. */
export type PayoutValues = {
  readonly pays: Policy['pays'];
  readonly fee: string;
  readonly tiers: readonly { readonly from: string; readonly fee: string }[];
  readonly amountMin: string;
  readonly amountMax: string;
  readonly approveMax: string;
  readonly firstPayoutMax: string;
  readonly flagPoints: string;
  readonly rejectPoints: string;
  readonly ageHours: string;
  readonly futureMinutes: string;
};

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const BASIS_POINTS_MAX = 9_999;

export function payoutValuesOf(policy: Policy): PayoutValues {
  const { rules } = policy;
  return {
    pays: policy.pays, fee: percentOf(policy.feeBasisPoints),
    tiers: policy.feeTiers.map(({ from, basisPoints }) => ({ from, fee: percentOf(basisPoints) })),
    amountMin: policy.amountMin, amountMax: policy.amountMax, approveMax: rules.approveMax ?? '',
    firstPayoutMax: rules.firstPayoutMax ?? '',
    flagPoints: String(rules.flagPoints), rejectPoints: String(rules.rejectPoints),
    ageHours: String(rules.ageMaxMs / HOUR_MS),
    futureMinutes: String(rules.futureMaxMs / MINUTE_MS),
  };
}

/** What keeps the policy from being saved, by field. */
export function payoutProblemsOf(values: PayoutValues): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  if (basisPointsOf(values.fee) === null) problems['fee'] = t('payoutPolicy.feeWrong');
  if (!areSteps(values.tiers)) problems['tiers'] = t('payoutPolicy.tiersWrong');
  const [min, max] = [minorOf(values.amountMin), minorOf(values.amountMax)];
  if (min === null) problems['amountMin'] = t('payoutPolicy.amountWrong');
  if (max === null) problems['amountMax'] = t('payoutPolicy.amountWrong');
  else if (min !== null && max < min) problems['amountMax'] = t('payoutPolicy.maxWrong');
  for (const name of ['approveMax', 'firstPayoutMax'] as const) {
    if (values[name].trim() === '' || minorOf(values[name]) !== null) continue;
    problems[name] = t('payoutPolicy.amountWrong');
  }
  const [flag, reject] = [pointsOf(values.flagPoints), pointsOf(values.rejectPoints)];
  if (flag === null) problems['flagPoints'] = t('payoutPolicy.pointsWrong');
  if (reject === null) problems['rejectPoints'] = t('payoutPolicy.pointsWrong');
  else if (flag !== null && reject < flag) {
    problems['rejectPoints'] = t('payoutPolicy.pointsOrder');
  }
  if (timeOf(values.ageHours, { unitMs: HOUR_MS, leastMs: 6 * MINUTE_MS, most: 8_760 }) === null) {
    problems['ageHours'] = t('payoutPolicy.ageWrong');
  }
  if (timeOf(values.futureMinutes, { unitMs: MINUTE_MS, leastMs: 0, most: 1_440 }) === null) {
    problems['futureMinutes'] = t('payoutPolicy.futureWrong');
  }
  return problems;
}

/** The contract's shape. Call it with values that have no problems. */
export function payoutInputOf(values: PayoutValues): PolicyInput {
  return {
    pays: values.pays, feeBasisPoints: basisPointsOf(values.fee) ?? 0,
    feeTiers: values.tiers.map(({ from, fee }) =>
      ({ from: from.trim(), basisPoints: basisPointsOf(fee) ?? 0 })),
    amountMin: values.amountMin.trim(), amountMax: values.amountMax.trim(),
    rules: {
      approveMax: textOrNull(values.approveMax),
      firstPayoutMax: textOrNull(values.firstPayoutMax),
      flagPoints: pointsOf(values.flagPoints) ?? 1,
      rejectPoints: pointsOf(values.rejectPoints) ?? 1,
      ageMaxMs: timeOf(values.ageHours,
        { unitMs: HOUR_MS, leastMs: 6 * MINUTE_MS, most: 8_760 }) ?? 0,
      futureMaxMs: timeOf(values.futureMinutes,
        { unitMs: MINUTE_MS, leastMs: 0, most: 1_440 }) ?? 0,
    },
  };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** `250` is `2.5`. */
function percentOf(basisPoints: number): string {
  const digits = String(basisPoints).padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  const whole = digits.slice(0, -2);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Hundredths of a percent, read digit by digit; null where it is no such percentage. */
function basisPointsOf(text: string): number | null {
  const match = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, whole = '0', fraction = ''] = match;
  const points = Number.parseInt(whole + fraction.padEnd(2, '0'), 10);
  return points <= BASIS_POINTS_MAX ? points : null;
}

/** Smallest units of a stablecoin; all of them have the same places. */
function minorOf(text: string): bigint | null {
  const [asset] = stablecoins;
  const parsed = parseAmount(text.trim(), asset);
  return parsed.ok ? parsed.money.minor : null;
}

function areSteps(tiers: PayoutValues['tiers']): boolean {
  const bounds = tiers.map(({ from }) => minorOf(from));
  return tiers.every(({ fee }) => basisPointsOf(fee) !== null)
    && bounds.every((bound, at) => {
      const before = bounds[at - 1] ?? 0n;
      return bound !== null && bound > before;
    });
}

function pointsOf(text: string): number | null {
  const points = /^\d{1,4}$/.test(text.trim()) ? Number.parseInt(text, 10) : 0;
  return points >= 1 && points <= 1_000 ? points : null;
}

/** Milliseconds of a time with at most one decimal; null where it is none or out of bounds. */
function timeOf(
  text: string,
  { unitMs, leastMs, most }: {
    readonly unitMs: number; readonly leastMs: number; readonly most: number;
  },
): number | null {
  const match = /^(\d{1,5})(?:\.(\d))?$/.exec(text.trim());
  if (match === null) return null;
  const [, whole = '0', tenth = '0'] = match;
  const ms = (Number.parseInt(whole + tenth, 10) * unitMs) / 10;
  return ms >= leastMs && ms <= most * unitMs ? ms : null;
}
