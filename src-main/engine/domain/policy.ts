import type { JobState } from './job.ts';
import type { OnExpiry } from './payment.ts';
import { DEFAULT_PAYOUTS, type PayoutPolicy } from './payout.ts';
import { escrowRails, type EscrowRail, type RailName } from './rails.ts';

/**
 * The phases in which a marketplace leaves Bitcoin for jobs (S1-051 to S1-054): 1 both allowed,
 * 2 both allowed and migration offered, 3 no new Bitcoin jobs, 4 Bitcoin for token purchases only.
 */
export const bitcoinPhases = [1, 2, 3, 4] as const;
export type BitcoinPhase = (typeof bitcoinPhases)[number];

export const ESCROW_TIMEOUT_MS_DEFAULT = 3_600_000;
export const ESCROW_TIMEOUT_MS_MIN = 300_000;
export const ESCROW_TIMEOUT_MS_MAX = 86_400_000;
export const EXPIRY_WARNING_MS_DEFAULT = 900_000;
export const UNDO_WINDOW_MS = 10_000;
export const JOB_TTL_MS_MAX = 30 * 86_400_000;

/** How a marketplace wants its payments treated; data, edited by operators. */
export type MarketplacePolicy = {
  readonly bitcoinPhase: BitcoinPhase;
  readonly releaseOnCompletion: Readonly<Record<EscrowRail, boolean>>;
  readonly onExpiry: OnExpiry;
  readonly escrowTimeoutMs: number;
  readonly expiryWarningMs: number;
  readonly payouts: PayoutPolicy;
};

/** The defaults of DESIGN section 4: completion releases tokens by itself, Bitcoin by a person. */
export const DEFAULT_POLICY: MarketplacePolicy = {
  bitcoinPhase: 1,
  releaseOnCompletion: { aitbc: true, bitcoin: false },
  onExpiry: 'refund',
  escrowTimeoutMs: ESCROW_TIMEOUT_MS_DEFAULT,
  expiryWarningMs: EXPIRY_WARNING_MS_DEFAULT,
  payouts: DEFAULT_PAYOUTS,
};

/** A policy as it was stored, with what later versions added at its default. */
export function wholePolicy(
  stored: Omit<MarketplacePolicy, 'payouts'> & { readonly payouts?: PayoutPolicy },
): MarketplacePolicy {
  const { payouts = DEFAULT_PAYOUTS } = stored;
  return {
    ...stored, payouts: { ...payouts, rules: { ...DEFAULT_PAYOUTS.rules, ...payouts.rules } },
  };
}

/** Whether a new payment for a job may run over Bitcoin. */
export function bitcoinForJobs(phase: BitcoinPhase): boolean {
  return phase <= 2;
}

/** Whether the console offers to move a Bitcoin payment to tokens. */
export function migrationOffered(phase: BitcoinPhase): boolean {
  return phase >= 2;
}

/** Whether the end of a job releases its payment by itself. */
export function releasesOnCompletion(
  policy: MarketplacePolicy,
  rail: RailName,
  state: JobState,
): boolean {
  const escrowRail: EscrowRail | undefined = escrowRails.find((name) => name === rail);
  return state === 'completed' && escrowRail !== undefined
    && policy.releaseOnCompletion[escrowRail];
}
