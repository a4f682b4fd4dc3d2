import { Stack } from '@mantine/core';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FilterChips } from '../../../ui/FilterChips.tsx';
import type { VerbName } from '../payments/verbs/verb-specs.ts';
import { AttentionSection } from './AttentionSection.tsx';
import { groupsInOrder, type AttentionSearch, type Queue } from './attention-search.ts';
import { NextEvent } from './NextEvent.tsx';
import type { AttentionData } from './read-attention.ts';
import { useItemKeys } from './use-item-keys.ts';
import { t } from '../../../words/t.ts';

type AttentionListProps = AttentionData & {
  readonly search: AttentionSearch;
  readonly onSearch: (search: AttentionSearch) => void;
  readonly onVerb: (paymentId: string, verb: VerbName) => Promise<void>;
};

/** One queue: what needs a person in groups of what is asked, the others as one list. */
export function AttentionList(props: AttentionListProps) {
  const { sections, counts, search, onSearch, onVerb } = props;
  const { list, current, onFocus } = useItemKeys(sections);
  const isEmpty = sections.every(({ first }) => first.items.length === 0);
  return (
    <Stack gap="sm" ref={list} onFocus={onFocus}>
      {search.reason !== undefined && (
        <FilterChips
          label={t('common.column.reason')} value={search.reason}
          onChange={() => onSearch(withoutReason(search))}
          options={[{ value: search.reason, label: t(`attention.reason.${search.reason}`) }]}
        />
      )}
      {search.queue === undefined && search.reason === undefined && !isEmpty && (
        <FilterChips
          label={t('attention.asked')} value={search.group ?? null}
          onChange={(group) => onSearch(group === null ? {} : { group })}
          options={groupsInOrder.filter((group) => counts.now[group] > 0).map((value) =>
            ({ value, label: t(`attention.group.${value}`), count: counts.now[value] }))}
        />
      )}
      {isEmpty && <Nothing search={search} counts={counts} />}
      {sections.map((section) => (
        <AttentionSection
          key={`${search.queue ?? 'now'} ${section.group ?? 'all'} ${search.reason ?? ''}`}
          section={section} search={search} current={current} onVerb={onVerb}
          count={section.group === null ? null : counts.now[section.group]}
        />
      ))}
    </Stack>
  );
}

function Nothing({ search, counts }: Pick<AttentionListProps, 'search' | 'counts'>) {
  const queue: Queue = search.queue ?? 'now';
  const narrowed = search.group !== undefined || search.reason !== undefined;
  return (
    <EmptyState
      title={t(narrowed ? 'attention.nothingHere' : `attention.empty.${queue}`)}
      text={<NextEvent event={counts.nextEvent} />}
    />
  );
}

function withoutReason({ queue }: AttentionSearch): AttentionSearch {
  return queue === undefined ? {} : { queue };
}
