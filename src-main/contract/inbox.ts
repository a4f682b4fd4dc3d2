import { z } from 'zod';
import { attentionReasonNames } from '../engine/domain/attention.ts';
import { inboxAudiences, noticeKinds } from '../engine/domain/notice.ts';
import { command, nothing, query } from './define.ts';
import { refusedKind } from './overview.ts';
import { told } from './sentences.ts';
import { id, instant, pageInput, pageOf } from './values.ts';

const audience = z.enum(inboxAudiences);
const done = z.object({ done: z.literal(true) });

/** One line of the inbox. `path`: the screen of the window that shows what it is about. */
export const inboxEntry = z.object({
  key: id, kind: z.enum([...attentionReasonNames, ...noticeKinds]), text: z.string(), at: instant,
  read: z.boolean(), path: z.string(), told: told.nullish(), refused: refusedKind.optional(),
});
export type InboxEntryView = z.infer<typeof inboxEntry>;

export const inbox = {
  /**
   * `needs-me`: what is open for a person. `for-information`: what happened by itself. Newest
   * first; read or unread for the operator who asks.
   */
  list: query(pageInput.extend({ audience }), pageOf(inboxEntry)),
  /** The unread of the operator who asks, among the newest 500 of each. */
  unread: query(nothing, z.object({
    needsMe: z.number().int(), forInformation: z.number().int(),
  })),
  mark: command(z.strictObject({
    keys: z.array(id).min(1).max(200), read: z.boolean(),
  }), done, 'see'),
  markAll: command(z.strictObject({ audience }), done, 'see'),
};
