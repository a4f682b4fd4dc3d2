import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';
import type { ListPage } from '../../../lists/use-grown-list.ts';
import { groupsInOrder, type AttentionSearch, type Group } from './attention-search.ts';

const SECTION_ROWS = 20;
const LIST_ROWS = 100;

/** One list on the screen; `group` null where the list is not told apart by what is asked. */
export type Section = {
  readonly group: Group | null; readonly first: ListPage<AttentionItemView>;
};

export type AttentionData = {
  readonly sections: readonly Section[];
  readonly counts: CallOutput<'attention.counts'>;
};

/** What the address asks for: the queue of what needs a person by group, or one list of another. */
export async function readAttentionScreen(search: AttentionSearch): Promise<AttentionData> {
  const grouped = search.queue === undefined && search.reason === undefined;
  const groups: readonly (Group | null)[] = !grouped ? [null]
    : search.group === undefined ? groupsInOrder : [search.group];
  const [counts, ...firsts] = await Promise.all([
    call('attention.counts', {}),
    ...groups.map((group) => readAttention(search, group, null)),
  ]);
  const sections = groups.flatMap((group, index) => {
    const first = firsts[index];
    return first === undefined ? [] : [{ group, first }];
  });
  return { sections, counts };
}

/** A page of one list. */
export function readAttention(
  { queue, group, reason }: AttentionSearch, section: Group | null, cursor: string | null,
): Promise<ListPage<AttentionItemView>> {
  return call('attention.list', {
    queue: queue ?? 'now', group: section ?? group ?? null, reason: reason ?? null, cursor,
    limit: section === null || group !== undefined ? LIST_ROWS : SECTION_ROWS,
  });
}
