import type { AttentionItem, AttentionReason } from '../domain/attention.ts';
import { attentionId, counterWrite } from '../payments/record.ts';
import type { Store, Write } from '../ports.ts';

/** What an item says besides what follows from its subject and reason. */
export type NewItem = {
  readonly subject: AttentionItem['subject'];
  readonly subjectId: string;
  readonly reason: AttentionReason;
  readonly text: string;
  readonly nowMs: number;
};

/** Puts something in front of a person; nothing where it stands there already. */
export async function openItem(
  store: Store,
  { subject, subjectId, reason, text, nowMs }: NewItem,
): Promise<readonly Write[]> {
  const id = attentionId(subject, subjectId, reason);
  const present = await store.read.attention(id);
  if (present !== null && present.closedAt === null) return [];
  return [
    {
      write: 'attention-opened',
      row: {
        id, subject, subjectId, reason, stage: 'now', text, deadlineAt: null, openedAt: nowMs,
        closedAt: null, claimedBy: null,
      },
    },
    counterWrite(`attention:${reason}`, 1),
  ];
}
