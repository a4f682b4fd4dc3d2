import { Button, Stack } from '@mantine/core';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../../../lists/use-grown-list.ts';
import { InboxLine } from './InboxLine.tsx';
import type { Audience } from './inbox-search.ts';
import { readInbox, type InboxRow } from './read-inbox.ts';
import { t } from '../../../words/t.ts';
import styles from './InboxList.module.css';

/** One half of the inbox, newest first. */
export function InboxList({ audience, first }: {
  readonly audience: Audience; readonly first: ListPage<InboxRow>;
}) {
  const list = useGrownList(first, (cursor) => readInbox(audience, cursor));
  if (list.rows.length === 0) {
    return (
      <EmptyState title={t(`inbox.empty.${audience}`)} text={t(`inbox.fills.${audience}`)} />
    );
  }
  return (
    <Stack gap="xs">
      <ul className={styles.list}>
        {list.rows.map((entry) => <InboxLine key={entry.key} entry={entry} />)}
      </ul>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      {list.next !== null && (
        <Button variant="default" style={{ alignSelf: 'center' }} loading={list.loadingMore}
          onClick={list.loadMore}>{t('common.showMore')}</Button>
      )}
    </Stack>
  );
}
