import type { z } from 'zod';
import type { refusedKind as wire } from '../../contract/overview.ts';
import type { PaymentAggregate } from '../domain/payment.ts';

/**
 * What was refused, where its reason alone does not tell: money that is not held is paid out, not
 * released, and both wait for a person as `release-rejected`. Null for every other reason.
 */
export function refusedKind(
  reason: string, { operations }: Pick<PaymentAggregate, 'operations'>,
): z.infer<typeof wire> {
  if (reason !== 'release-rejected') return null;
  return operations.some(({ kind }) => kind === 'payout') ? 'payout' : 'release';
}
