import { Button, Stack } from '@mantine/core';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList } from '../../../lists/use-grown-list.ts';
import type { VerbName } from '../payments/verbs/verb-specs.ts';
import { AttentionCard } from './AttentionCard.tsx';
import type { AttentionSearch } from './attention-search.ts';
import { readAttention, type Section } from './read-attention.ts';
import { t } from '../../../words/t.ts';
import styles from './AttentionSection.module.css';

type AttentionSectionProps = {
  readonly section: Section;
  readonly search: AttentionSearch;
  readonly count: number | null;
  readonly current: string | null;
  readonly onVerb: (paymentId: string, verb: VerbName) => Promise<void>;
};

/** The items of one list, by deadline and then by age; more of them are read when asked for. */
export function AttentionSection(props: AttentionSectionProps) {
  const { section: { group, first }, search, count, current, onVerb } = props;
  const list = useGrownList(first, (cursor) => readAttention(search, group, cursor));
  if (list.rows.length === 0) return null;
  const title = group === null ? null : t(`attention.group.${group}`);
  return (
    <section {...(title === null ? {} : { 'aria-label': title })}>
      {title !== null && (
        <h2 className={styles.title}>
          {title} {count !== null && <span className={styles.count}>{count}</span>}
        </h2>
      )}
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {list.rows.map((item) => (
          <AttentionCard key={item.id} item={item} isCurrent={item.id === current}
            onVerb={onVerb} />
        ))}
      </Stack>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      {list.next !== null && (
        <Button variant="default" mt="xs" loading={list.loadingMore} onClick={list.loadMore}>
          {t('common.showMore')}
        </Button>
      )}
    </section>
  );
}
