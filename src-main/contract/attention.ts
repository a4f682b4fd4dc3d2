import { z } from 'zod';
import {
  attentionGroups, attentionQueues, attentionReasonNames, attentionStages,
} from '../engine/domain/attention.ts';
import { operationKinds } from '../engine/domain/operation.ts';
import { command, nothing, query } from './define.ts';
import { nextEvent, refusedKind } from './overview.ts';
import { told } from './sentences.ts';
import { id, instant, moneyWire, pageInput, pageOf, verb } from './values.ts';
import { paymentRow } from './payments.ts';

/**
 * An outcome that is not known: what the provider was asked to do, and how it was asked since.
 * `nextAskAt` is null where it cannot say, so that nothing is asked by itself any more.
 */
export const openQuestion = z.object({
  operation: z.enum(operationKinds), amount: moneyWire, connectionName: z.string(),
  key: z.string(), sentAt: instant.nullable(), tries: z.number().int(),
  asked: z.number().int(), lastAskedAt: instant.nullable(), lastAnswer: z.string().nullable(),
  nextAskAt: instant.nullable(),
});
export type OpenQuestion = z.infer<typeof openQuestion>;

export const attentionItem = z.object({
  id, subject: z.enum(['payment', 'batch', 'delivery', 'work']), subjectId: id,
  reason: z.enum(attentionReasonNames), group: z.enum(attentionGroups),
  stage: z.enum(attentionStages),
  text: z.string(), ifNobodyActs: z.string(), openedAt: instant, deadlineAt: instant.nullable(),
  /** `text` and `ifNobodyActs` by key, for windows that speak another language. */
  told: z.object({ text: told.nullable(), ifNobodyActs: told.nullable() }).optional(),
  claimedBy: z.string().nullable(),
  refused: refusedKind.optional(),
  question: openQuestion.nullable(),
  payment: paymentRow.extend({ version: z.number().int() }).nullable(),
  /** The verbs that end it, in the order of their buttons; names as in `payments`. */
  verbs: z.array(z.object({ name: z.string(), label: z.string(), state: verb })),
});
export type AttentionItemView = z.infer<typeof attentionItem>;

export const attention = {
  list: query(
    pageInput.extend({
      queue: z.enum(attentionQueues).default('now'),
      group: z.enum(attentionGroups).nullable().default(null),
      reason: z.enum(attentionReasonNames).nullable().default(null),
      order: z.enum(['deadline', 'age']).default('deadline'),
    }),
    pageOf(attentionItem),
  ),
  /** How many stand in front of people, by what is asked, and how many wait; from counters. */
  counts: query(nothing, z.object({
    now: z.record(z.enum(attentionGroups), z.number().int()),
    waiting: z.number().int(), unknown: z.number().int(),
    nextEvent: nextEvent.nullable(),
  })),
  /**
   * Marks an item as being handled by the signed-in operator, or gives it back. What another
   * operator holds is refused unless it is taken over by name of the act.
   */
  claim: command(
    z.strictObject({ itemId: id, claim: z.boolean(), takeOver: z.boolean().default(false) }),
    z.object({ itemId: id }), 'move'),
  /** Replays a dead delivery or other dead work. */
  replay: command(z.strictObject({ itemId: id }), z.object({ itemId: id }), 'move'),
};
