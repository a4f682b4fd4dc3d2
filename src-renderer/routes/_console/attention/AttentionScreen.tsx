import { Tabs } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { call } from '../../../engine/call.ts';
import { useLive } from '../../../engine/live.ts';
import { formatCount } from '../../../format/money.ts';
import { Screen } from '../../../ui/Screen.tsx';
import { toastRefusal } from '../../../ui/toast.ts';
import { LeavingBar } from '../payments/verbs/LeavingBar.tsx';
import { useLeaving } from '../payments/verbs/use-leaving.ts';
import { useVerbs } from '../payments/verbs/use-verbs.ts';
import type { VerbName } from '../payments/verbs/verb-specs.ts';
import { VerbSheet } from '../payments/verbs/VerbSheet.tsx';
import { AttentionList } from './AttentionList.tsx';
import { queueNames, type AttentionSearch } from './attention-search.ts';
import type { AttentionData } from './read-attention.ts';
import { t } from '../../../words/t.ts';

type AttentionScreenProps = AttentionData & {
  readonly search: AttentionSearch;
  readonly onSearch: (search: AttentionSearch) => void;
};

/** Everything that waits for a person, apart from what still waits by itself or for others. */
export function AttentionScreen({ sections, counts, search, onSearch }: AttentionScreenProps) {
  useLive({ nouns: ['attention', 'payments'] });
  const router = useRouter();
  const { leaving, settle } = useLeaving(sections);

  const totals = {
    now: Object.values(counts.now).reduce((sum, count) => sum + count, 0),
    waiting: counts.waiting, others: null, unknown: counts.unknown,
  };
  const verbs = useVerbs((paymentId) =>
    void settle(paymentId).then(() => router.invalidate()));

  /** The sheet shows the payment as it stands now, not as it stood when the list was read. */
  async function press(paymentId: string, verb: VerbName): Promise<void> {
    try {
      verbs.press(await call('payments.get', { paymentId }), verb);
    } catch (problem) {
      toastRefusal(problem);
    }
  }

  return (
    <Screen title={t('attention.title')}>
      <Tabs
        value={search.queue ?? 'now'}
        onChange={(value) => {
          const queue = queueNames.find((name) => name === value);
          onSearch(queue === undefined || queue === 'now' ? {} : { queue });
        }}
      >
        <Tabs.List aria-label={t('attention.tabs')}>
          {queueNames.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={<TabCount count={totals[name]} />}>
              {t(`attention.queue.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={search.queue ?? 'now'} pt="md">
          <AttentionList key={search.queue ?? 'now'} sections={sections} counts={counts}
            search={search} onSearch={onSearch} onVerb={press} />
        </Tabs.Panel>
      </Tabs>
      <LeavingBar leaving={leaving} verbs={verbs} />
      {verbs.open !== null && (
        <VerbSheet
          page={verbs.open.page} verb={verbs.open.verb} onClose={verbs.close} onDone={verbs.done}
        />
      )}
    </Screen>
  );
}

/** How many stand in a queue; nothing where there are none or nobody counts them. */
function TabCount({ count }: { readonly count: number | null }) {
  if (count === null || count === 0) return null;
  return <span className="pd-secondary pd-tabular">{formatCount(count)}</span>;
}
