import { Button, Stack } from '@mantine/core';
import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FilterChips } from '../../../ui/FilterChips.tsx';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../payments/use-grown-list.ts';
import type { VerbName } from '../payments/verbs/verb-specs.ts';
import { AttentionCard } from './AttentionCard.tsx';
import { reasonWords, type AttentionSearch } from './attention-search.ts';
import { NextEvent } from './NextEvent.tsx';
import { readAttention } from './read-attention.ts';

type AttentionListProps = {
  readonly first: ListPage<AttentionItemView>;
  readonly search: AttentionSearch;
  readonly nextEvent: CallOutput<'overview.get'>['nextEvent'];
  readonly onAnyReason: () => void;
  readonly onVerb: (paymentId: string, verb: VerbName) => Promise<void>;
};

/** The items of one tab. A reason in the address narrows what has been read. */
export function AttentionList(props: AttentionListProps) {
  const { first, search, nextEvent, onAnyReason, onVerb } = props;
  const { reason } = search;
  const list = useGrownList(first, (cursor) => readAttention(search, cursor));
  const items = reason === undefined
    ? list.rows : list.rows.filter((item) => item.reason === reason);
  return (
    <Stack gap="sm">
      {reason !== undefined && (
        <FilterChips
          label="Reason" value={reason} onChange={onAnyReason}
          options={[{ value: reason, label: reasonWords[reason], count: items.length }]}
        />
      )}
      {items.length === 0 && (
        <EmptyState
          title={search.group === undefined && reason === undefined
            ? 'Nothing needs you.' : 'Nothing here needs you.'}
          text={<NextEvent event={nextEvent} />}
        />
      )}
      {items.length > 0 && (
        <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {items.map((item) => <AttentionCard key={item.id} item={item} onVerb={onVerb} />)}
        </Stack>
      )}
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      {list.next !== null && (
        <Button variant="default" style={{ alignSelf: 'center' }} loading={list.loadingMore}
          onClick={list.loadMore}>Show more</Button>
      )}
    </Stack>
  );
}
