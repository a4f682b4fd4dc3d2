import type { InboxEntryView } from '../../../../src-main/contract/inbox.ts';
import { call } from '../../../engine/call.ts';
import type { ListPage } from '../../../lists/use-grown-list.ts';
import type { Audience } from './inbox-search.ts';

/** An entry as a row of a list: its key is its id. */
export type InboxRow = InboxEntryView & { readonly id: string };

const INBOX_ROWS = 50;

/** A page of one half of the inbox, newest first. */
export async function readInbox(
  audience: Audience, cursor: string | null,
): Promise<ListPage<InboxRow>> {
  const { items, next } = await call('inbox.list', { audience, cursor, limit: INBOX_ROWS });
  return { items: items.map((entry) => ({ ...entry, id: entry.key })), next };
}
