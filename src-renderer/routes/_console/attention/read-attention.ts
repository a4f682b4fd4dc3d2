import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { call } from '../../../engine/call.ts';
import type { ListPage } from '../payments/use-grown-list.ts';
import { ATTENTION_ROWS, type AttentionSearch } from './attention-search.ts';

/** A page of the open items that the address asks for. */
export function readAttention(
  { group, reason }: AttentionSearch, cursor: string | null,
): Promise<ListPage<AttentionItemView>> {
  return call('attention.list', {
    group: group ?? null, reason: reason ?? null, cursor, limit: ATTENTION_ROWS,
  });
}
