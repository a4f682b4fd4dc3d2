import { z } from 'zod';
import { attentionReasonNames } from '../engine/domain/attention.ts';
import { command, query } from './define.ts';
import { id, instant, pageInput, pageOf, verb } from './values.ts';
import { paymentRow } from './payments.ts';

export const attentionItem = z.object({
  id, subject: z.enum(['payment', 'batch', 'delivery', 'work']), subjectId: id,
  reason: z.enum(attentionReasonNames), group: z.enum(['check', 'decide', 'approve', 'fix']),
  text: z.string(), ifNobodyActs: z.string(), openedAt: instant, deadlineAt: instant.nullable(),
  claimedBy: z.string().nullable(),
  payment: paymentRow.extend({ version: z.number().int() }).nullable(),
  /** The verbs that end it, in the order of their buttons; names as in `payments`. */
  verbs: z.array(z.object({ name: z.string(), label: z.string(), state: verb })),
});
export type AttentionItemView = z.infer<typeof attentionItem>;

export const attention = {
  list: query(
    pageInput.extend({
      group: z.enum(['check', 'decide', 'approve', 'fix']).nullable(),
      reason: z.enum(attentionReasonNames).nullable().default(null),
    }),
    pageOf(attentionItem),
  ),
  /** Marks an item as being handled by the signed-in operator, or gives it back. */
  claim: command(z.strictObject({ itemId: id, claim: z.boolean() }), z.object({ itemId: id })),
  /** Replays a dead delivery or other dead work. */
  replay: command(z.strictObject({ itemId: id }), z.object({ itemId: id })),
};
