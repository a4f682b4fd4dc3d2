import type { AttentionQuery } from '../engine/lists.ts';
import type { Bound } from './codec.ts';
import type { TableWalk } from './paging.ts';

/**
 * How a queue of attention is walked: by deadline, what has none last, then by age; or by age
 * alone. Each way has an index of its own, since thousands of items may be open after an outage;
 * who holds an item is compared on the way.
 */
export function attentionWalk(
  { queue, group, reason, operator, order }: AttentionQuery,
): TableWalk {
  const byAge = order === 'age' && group === null && reason === null && isStage(queue);
  const conditions: readonly (readonly [string, Bound | undefined])[] = [
    ['closed_at is null', undefined],
    ...isStage(queue) ? [['stage = ?', queue] as const] : [],
    ...group === null ? [] : [['attention_group = ?', group] as const],
    ...reasonOf(queue, reason),
    ...holder(queue, operator),
  ];
  return {
    index: indexOf(queue, { group, reason, byAge }),
    where: conditions.map(([sql]) => sql),
    bound: conditions.flatMap(([, value]) => value === undefined ? [] : [value]),
    order: byAge ? ['opened_at', 'id'] : ['due_at', 'opened_at', 'id'],
    newestFirst: false,
  };
}

function isStage(queue: AttentionQuery['queue']): queue is 'now' | 'waiting' {
  return queue === 'now' || queue === 'waiting';
}

function reasonOf(queue: AttentionQuery['queue'], reason: AttentionQuery['reason']) {
  if (queue === 'unknown') return [['reason = ?', 'outcome-unclear'] as const];
  return reason === null ? [] : [['reason = ?', reason] as const];
}

/** What another operator holds is theirs; an unknown outcome is everybody's to look at. */
function holder(queue: AttentionQuery['queue'], operator: string) {
  switch (queue) {
    case 'now': return [['(claimed_by is null or claimed_by = ?)', operator] as const];
    case 'others':
      return [['claimed_by is not null', undefined], ['claimed_by <> ?', operator]] as const;
    case 'waiting': case 'unknown': return [];
  }
}

function indexOf(
  queue: AttentionQuery['queue'],
  { group, reason, byAge }: Pick<AttentionQuery, 'group' | 'reason'> & { readonly byAge: boolean },
): string {
  if (queue === 'others') return 'attention_claimed';
  if (queue === 'unknown' || reason !== null) return 'attention_due_by_reason';
  if (byAge) return 'attention_open';
  return group === null ? 'attention_due' : 'attention_due_by_group';
}
