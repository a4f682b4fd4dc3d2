import type { CallInput } from '../../../../../src-main/contract/contract.ts';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import {
  DEFAULT_POLICY, ESCROW_TIMEOUT_MS_MAX, ESCROW_TIMEOUT_MS_MIN,
  railAssets, railNames,
} from '../../../../../src-main/contract/domain.ts';

type Policy = MarketplaceView['policy'];

const MINUTE_MS = 60_000;

/** The currencies whose refunds need an address of the payer, recorded beforehand (R8). */
export const refundCurrencies = railNames.filter((rail) => railAssets[rail].refundNeedsAddress)
  .map((rail) => railAssets[rail].currency);

export const expiryWords = {
  refund: 'goes back to the payer', release: 'goes to the payee', ask: 'a person decides',
} as const satisfies Record<Policy['onExpiry'], string>;

export const phaseWords = {
  1: '1: Bitcoin and tokens for jobs', 2: '2: both, moving to tokens is offered',
  3: '3: no new jobs in Bitcoin', 4: '4: Bitcoin buys tokens only',
} as const satisfies Record<Policy['bitcoinPhase'], string>;

/** The form as it is typed; times in minutes. */
export type MarketplaceValues = {
  readonly name: string;
  readonly refundAddresses: Readonly<Record<string, string>>;
  readonly bitcoinPhase: Policy['bitcoinPhase'];
  readonly releaseOnCompletion: Policy['releaseOnCompletion'];
  readonly onExpiry: Policy['onExpiry'];
  readonly escrowMinutes: number | string;
  readonly warningMinutes: number | string;
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
  };
}

/** What keeps the form from being saved, by field; the engine checks again. */
export function problemsOf(values: MarketplaceValues): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  const [least, most] = [ESCROW_TIMEOUT_MS_MIN / MINUTE_MS, ESCROW_TIMEOUT_MS_MAX / MINUTE_MS];
  if (values.name.trim() === '') problems['name'] = 'A name is needed.';
  const escrow = values.escrowMinutes;
  if (!isBetween(escrow, least, most)) {
    problems['escrowMinutes'] = `Minutes from ${least} to ${most} are needed.`;
  }
  if (!isBetween(values.warningMinutes, 0, typeof escrow === 'number' ? escrow : most)) {
    problems['warningMinutes'] = 'Minutes from 0 to the escrow time are needed.';
  }
  return problems;
}

/** The contract's shape. Call it with values that have no problems. */
export function inputOf(
  values: MarketplaceValues, stored: MarketplaceView | null,
): CallInput<'marketplaces.save'> {
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
    },
  };
}

function isBetween(value: number | string, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

function inMs(minutes: number | string): number {
  return typeof minutes === 'number' ? Math.round(minutes * MINUTE_MS) : 0;
}
