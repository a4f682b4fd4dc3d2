import { REPUTATION_MAX, REPUTATION_STEP } from '../domain/payout.ts';
import type { Payment } from '../domain/payment.ts';
import type { PayeeWallet } from '../domain/records.ts';
import type { Write } from '../ports.ts';

/**
 * What a paid task adds to its payee's score (S4-040), in the commit that says that it is paid:
 * once per payment, since a paid payment never changes again.
 */
export function scoreWrites(
  before: Payment | null,
  after: Payment,
  { wallet, nowMs }: { readonly wallet: PayeeWallet | null; readonly nowMs: number },
): readonly Write[] {
  if (wallet === null || after.jobId === null) return [];
  if (after.status !== 'released' || before?.status === 'released') return [];
  const score = Math.min(REPUTATION_MAX, wallet.score + REPUTATION_STEP);
  return [
    {
      write: 'update', noun: 'payeeWallets', expectedVersion: wallet.version,
      row: { ...wallet, score, updatedAt: nowMs, version: wallet.version + 1 },
    },
    {
      write: 'reputation',
      row: {
        paymentId: after.id, walletId: wallet.id, kind: 'task_completed',
        delta: score - wallet.score, before: wallet.score, after: score,
        relatedId: after.offerId ?? after.jobId, at: nowMs,
      },
    },
  ];
}
