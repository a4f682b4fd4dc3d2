/** What the inbox tells for information: it happened by itself and asks nothing of a person. */
export const noticeKinds = [
  'expired-refunded', 'expired-released', 'batch-finished', 'provider-down', 'provider-up',
  'backup-done',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeSubjects = ['payment', 'batch', 'connection', 'backup'] as const;

/** One line for information. `text` is a sentence for a person; `at` is in UTC milliseconds. */
export type Notice = {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly subject: (typeof noticeSubjects)[number];
  readonly subjectId: string;
  readonly text: string;
  readonly at: number;
};

/** An operator has read an entry of the inbox; `readAt` 0 makes it unread again. */
export type InboxRead = {
  readonly operatorId: string;
  readonly itemKey: string;
  readonly readAt: number;
};

/** The key under which an open item is read: one that closes and comes again is unread again. */
export function inboxKey(
  item: { readonly id: string; readonly openedAt: number },
): string {
  return `${item.id}@${item.openedAt}`;
}

export const inboxAudiences = ['needs-me', 'for-information'] as const;
export type InboxAudience = (typeof inboxAudiences)[number];

/** The mark under which an operator has read everything of an audience until a moment. */
export function everythingKey(audience: InboxAudience): string {
  return `*${audience}`;
}
