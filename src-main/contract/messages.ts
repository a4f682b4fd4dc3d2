/** Webhooks in: what marketplaces told us, as it came (R13). */
import { z } from 'zod';
import { jobStates } from '../engine/domain/job.ts';
import { paymentStatuses } from '../engine/domain/payment.ts';
import { inboxStates } from '../engine/domain/records.ts';
import { query } from './define.ts';
import { id, instant, pageInput, pageOf } from './values.ts';

/** `code` is a refusal's; `jobId` what the message names, of its own marketplace or not. */
export const messageLine = z.object({
  id, marketplaceName: z.string(), messageId: z.string(), receivedAt: instant,
  processedAt: instant.nullable(), state: z.enum(inboxStates), code: z.string().nullable(),
  detail: z.string(), jobId: z.string().nullable(),
});

export const messages = {
  list: query(pageInput.extend({ state: z.enum(inboxStates).nullable() }), pageOf(messageLine)),
  /** One message whole: its body, how it was verified, and what it is about. */
  get: query(z.strictObject({ id }), messageLine.extend({
    /** The sender's own time, which its signature covers. */
    sentAt: instant,
    /** As it came; base64 where the bytes are no UTF-8. */
    body: z.string(), bodyEncoding: z.enum(['utf-8', 'base64']), bodyHash: z.string(),
    contentType: z.string().nullable(), userAgent: z.string().nullable(),
    /** The state that it says its job is in; null where it says none that could be read. */
    announced: z.enum(jobStates).nullable(),
    /** The job and its payments as they stand now; null where it is not this marketplace's. */
    job: z.object({
      id, state: z.enum(jobStates),
      payments: z.array(z.object({ id, status: z.enum(paymentStatuses) })),
    }).nullable(),
  })),
};
