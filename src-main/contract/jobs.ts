import { z } from 'zod';
import { jobStates } from '../engine/domain/job.ts';
import { paymentStatuses } from '../engine/domain/payment.ts';
import { railNames } from '../engine/domain/rails.ts';
import { query } from './define.ts';
import { id, instant, moneyWire, pageInput, pageOf } from './values.ts';

export const jobView = z.object({
  id, marketplaceId: id, marketplaceName: z.string(), state: z.enum(jobStates),
  payload: z.string(), paymentId: id.nullable(), expiresAt: instant, reason: z.string(),
  createdAt: instant, updatedAt: instant, endedAt: instant.nullable(),
});
export type JobView = z.infer<typeof jobView>;

export const jobs = {
  list: query(pageInput.extend({ state: z.enum(jobStates).nullable() }), pageOf(jobView)),
  get: query(z.strictObject({ jobId: id }), z.object({
    job: jobView,
    /** Newest first; `migratedFrom` names the payment that this one took over from. */
    payments: z.array(z.object({
      id, status: z.enum(paymentStatuses), createdAt: instant,
      rail: z.enum(railNames).optional(), amount: moneyWire.optional(),
      migratedFrom: id.nullish(),
    })),
  })),
};
