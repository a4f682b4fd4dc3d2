import { z } from 'zod';
import { inbox } from '../../../../src-main/contract/inbox.ts';

const { audience } = inbox.list.input.shape;
export const audiences = audience.options;
export type Audience = (typeof audiences)[number];

/** Which half of the inbox is shown, as it stands in the address; without one, what needs me. */
export const inboxSearch = z.object({
  show: audience.exclude(['needs-me']).optional().catch(undefined),
});
export type InboxSearch = z.output<typeof inboxSearch>;
