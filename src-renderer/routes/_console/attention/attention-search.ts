import { z } from 'zod';
import { attention, attentionItem } from '../../../../src-main/contract/attention.ts';

const { group, reason } = attentionItem.shape;
const { queue } = attention.list.input.shape;
export const groupNames = group.options;
export const queueNames = queue.unwrap().options;
export type Group = (typeof groupNames)[number];
export type Queue = (typeof queueNames)[number];
export type Reason = z.output<typeof reason>;

/** What is asked of a person, the most pressing first. */
export const groupsInOrder = [
  'decide', 'check', 'approve', 'fix',
] as const satisfies readonly Group[];

/** Which items are shown, as it stands in the address. Without a queue, what needs a person. */
export const attentionSearch = z.object({
  queue: z.enum(queueNames).exclude(['now']).optional().catch(undefined),
  group: group.optional().catch(undefined),
  reason: reason.optional().catch(undefined),
});
export type AttentionSearch = z.output<typeof attentionSearch>;

/** The reason that a text names; undefined where it names none. */
export function reasonNamed(text: string): Reason | undefined {
  return reason.options.find((name) => name === text);
}
