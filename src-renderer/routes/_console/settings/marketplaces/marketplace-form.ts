import canonicalize from 'canonicalize';
import type { CallInput } from '../../../../../src-main/contract/contract.ts';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import {
  DEFAULT_POLICY, ESCROW_TIMEOUT_MS_MAX, ESCROW_TIMEOUT_MS_MIN, escrowRails, railAssets,
} from '../../../../../src-main/contract/domain.ts';
import { t } from '../../../../words/t.ts';
import {
  payoutInputOf, payoutProblemsOf, payoutValuesOf, type PayoutValues,
} from './payout-form.ts';

type Policy = MarketplaceView['policy'];

const MINUTE_MS = 60_000;

/** The currencies whose refunds need an address of the payer, recorded beforehand (R8). */
export const refundCurrencies = escrowRails
  .filter((rail) => railAssets[rail].refundNeedsAddress).map((rail) => railAssets[rail].currency);

/** The form as it is typed; times in minutes. */
export type MarketplaceValues = {
  readonly name: string;
  readonly refundAddresses: Readonly<Record<string, string>>;
  readonly bitcoinPhase: Policy['bitcoinPhase'];
  readonly releaseOnCompletion: Policy['releaseOnCompletion'];
  readonly onExpiry: Policy['onExpiry'];
  readonly escrowMinutes: number | string;
  readonly warningMinutes: number | string;
  readonly payouts: PayoutValues;
};

export function valuesOf(marketplace: MarketplaceView | null): MarketplaceValues {
  const policy = marketplace?.policy ?? DEFAULT_POLICY;
  return {
    name: marketplace?.name ?? '',
    refundAddresses: {
      ...Object.fromEntries(refundCurrencies.map((currency) => [currency, ''])),
      ...marketplace?.refundAddresses,
    },
    bitcoinPhase: policy.bitcoinPhase, releaseOnCompletion: policy.releaseOnCompletion,
    onExpiry: policy.onExpiry, escrowMinutes: policy.escrowTimeoutMs / MINUTE_MS,
    warningMinutes: policy.expiryWarningMs / MINUTE_MS,
    payouts: payoutValuesOf(policy.payouts),
  };
}

/** What keeps the form from being saved, by field; the engine checks again. */
export function problemsOf(values: MarketplaceValues): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  const [least, most] = [ESCROW_TIMEOUT_MS_MIN / MINUTE_MS, ESCROW_TIMEOUT_MS_MAX / MINUTE_MS];
  if (values.name.trim() === '') problems['name'] = t('common.nameNeeded');
  const escrow = values.escrowMinutes;
  if (!isBetween(escrow, least, most)) {
    problems['escrowMinutes'] = t('settings.marketplaces.minutes', { min: least, max: most });
  }
  if (!isBetween(values.warningMinutes, 0, typeof escrow === 'number' ? escrow : most)) {
    problems['warningMinutes'] = t('settings.marketplaces.minutesToEscrow');
  }
  return { ...problems, ...payoutProblemsOf(values.payouts) };
}

/** The contract's shape. Call it with values that have no problems. */
export function inputOf(
  values: MarketplaceValues, stored: MarketplaceView | null,
): Omit<CallInput<'marketplaces.save'>, 'second'> {
  const addresses = Object.entries(values.refundAddresses)
    .map(([currency, address]) => [currency, address.trim()] as const)
    .filter(([, address]) => address !== '');
  return {
    id: stored?.id ?? null, version: stored?.version ?? null, name: values.name.trim(),
    refundAddresses: Object.fromEntries(addresses),
    policy: {
      bitcoinPhase: values.bitcoinPhase, releaseOnCompletion: { ...values.releaseOnCompletion },
      onExpiry: values.onExpiry, escrowTimeoutMs: inMs(values.escrowMinutes),
      expiryWarningMs: inMs(values.warningMinutes),
      payouts: payoutInputOf(values.payouts),
    },
  };
}

/**
 * Whether nothing is to change that decides where money goes; what does takes a second person. As
 * the engine compares it: whole, and for a new marketplace with the defaults.
 */
export function isPolicyKept(values: MarketplaceValues, stored: MarketplaceView | null): boolean {
  const { policy, refundAddresses } = inputOf(values, stored);
  return canonicalize({ policy, refundAddresses }) === canonicalize({
    policy: stored?.policy ?? DEFAULT_POLICY, refundAddresses: stored?.refundAddresses ?? {},
  });
}

function isBetween(value: number | string, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

function inMs(minutes: number | string): number {
  return typeof minutes === 'number' ? Math.round(minutes * MINUTE_MS) : 0;
}
