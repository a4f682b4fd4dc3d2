import { z } from 'zod';
import { attentionItem } from '../../../../src-main/contract/attention.ts';

const { group, reason } = attentionItem.shape;
export const groupNames = group.options;
export type Group = (typeof groupNames)[number];
export type Reason = z.output<typeof reason>;
export const ATTENTION_ROWS = 100;

/** Which items are shown, as it stands in the address. Without a group, all of them. */
export const attentionSearch = z.object({
  group: group.optional().catch(undefined),
  reason: reason.optional().catch(undefined),
});
export type AttentionSearch = z.output<typeof attentionSearch>;

/** What is asked of the person, in words. */
export const groupWords = {
  check: 'Check', decide: 'Decide', approve: 'Approve', fix: 'Fix a setting',
} as const satisfies Record<Group, string>;

/** Why something waits for a person, in words. */
export const reasonWords = {
  'outcome-unclear': 'Outcome unclear',
  'dead-letter': 'Tries used up',
  'hold-rejected': 'Hold rejected',
  'release-rejected': 'Release rejected',
  'refund-rejected': 'Refund rejected',
  'refund-address-missing': 'Refund address missing',
  'expiry-decision': 'Expiry asks for a decision',
  'expiring-soon': 'Expiring soon',
  'purchase-rejected': 'Purchase rejected',
  'batch-paused': 'Batch paused',
  'webhook-undelivered': 'Webhook undelivered',
  'work-broken': 'Work broken',
  contradiction: 'Evidence contradicts',
} as const satisfies Record<Reason, string>;

/** The reason that a text names; undefined where it names none. */
export function reasonNamed(text: string): Reason | undefined {
  return reason.options.find((name) => name === text);
}
