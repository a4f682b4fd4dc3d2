import { refuse } from './refusals.ts';
import { accept, type Result } from './result.ts';

export const jobStates = [
  'queued', 'running', 'completed', 'failed', 'cancelled', 'expired',
] as const;
export type JobState = (typeof jobStates)[number];

/** Which state may follow which. An ended job stays ended. */
export const jobTable = {
  queued: ['running', 'completed', 'failed', 'cancelled', 'expired'],
  running: ['completed', 'failed', 'cancelled', 'expired'],
  completed: [],
  failed: [],
  cancelled: [],
  expired: [],
} as const satisfies Record<JobState, readonly JobState[]>;

/** Work that a marketplace wants paid. `ttlMs` is its own clock, apart from the escrow's. */
export type Job = {
  readonly id: string;
  readonly marketplaceId: string;
  readonly state: JobState;
  /** The payload as received, canonical JSON; Paydesk stores it and never interprets it. */
  readonly payload: string;
  readonly ttlMs: number;
  readonly expiresAt: number;
  /** The newest payment of this job. */
  readonly paymentId: string | null;
  readonly reason: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly endedAt: number | null;
  readonly version: number;
};

export function moveJob(from: JobState, to: JobState): Result<JobState> {
  const next: readonly JobState[] = jobTable[from];
  return next.includes(to) ? accept(to) : refuse('state_forbids', { from, to });
}

export function isJobEnded(state: JobState): boolean {
  return jobTable[state].length === 0;
}

/** What the end of a job asks of its payment: release on completion if the policy says so. */
export function jobOutcome(state: JobState): 'release' | 'refund' | 'nothing' {
  switch (state) {
    case 'completed': return 'release';
    case 'failed': case 'cancelled': case 'expired': return 'refund';
    case 'queued': case 'running': return 'nothing';
  }
}
