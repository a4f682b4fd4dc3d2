import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { call } from '../../../engine/call.ts';
import type { ListPage } from '../payments/use-grown-list.ts';
import { ATTENTION_ROWS, type Group } from './attention-search.ts';

/** A page of open items, the nearest deadline first. */
export function readAttention(
  group: Group | null, cursor: string | null,
): Promise<ListPage<AttentionItemView>> {
  return call('attention.list', { group, cursor, limit: ATTENTION_ROWS });
}
