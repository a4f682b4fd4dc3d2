import { onExpiryPolicies } from '../domain/payment.ts';
import {
  bitcoinPhases, ESCROW_TIMEOUT_MS_MAX, ESCROW_TIMEOUT_MS_MIN, type MarketplacePolicy,
} from '../domain/policy.ts';
import { escrowRails } from '../domain/rails.ts';

/** What is wrong with a marketplace's policy, by field; empty where it can be used. */
export function policyProblems(policy: MarketplacePolicy): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  const { escrowTimeoutMs, expiryWarningMs, releaseOnCompletion } = policy;
  if (!bitcoinPhases.includes(policy.bitcoinPhase)) {
    problems['policy.bitcoinPhase'] = 'A phase from 1 to 4.';
  }
  if (!onExpiryPolicies.includes(policy.onExpiry)) {
    problems['policy.onExpiry'] = `One of: ${onExpiryPolicies.join(', ')}.`;
  }
  for (const rail of escrowRails) {
    if (typeof releaseOnCompletion[rail] === 'boolean') continue;
    problems[`policy.releaseOnCompletion.${rail}`] = 'Say yes or no for each rail.';
  }
  // Providers take the timeout in whole seconds (S0-005): 300 to 86,400 of them.
  if (!isWholeSeconds(escrowTimeoutMs) || escrowTimeoutMs < ESCROW_TIMEOUT_MS_MIN
    || escrowTimeoutMs > ESCROW_TIMEOUT_MS_MAX) {
    problems['policy.escrowTimeoutMs'] = 'An escrow runs from 5 minutes to 24 hours, in seconds.';
  }
  if (!isWholeSeconds(expiryWarningMs) || expiryWarningMs < 0
    || expiryWarningMs >= escrowTimeoutMs) {
    problems['policy.expiryWarningMs'] = 'The warning comes before the end, in whole seconds.';
  }
  return problems;
}

function isWholeSeconds(value: number): boolean {
  return Number.isSafeInteger(value) && value % 1_000 === 0;
}
