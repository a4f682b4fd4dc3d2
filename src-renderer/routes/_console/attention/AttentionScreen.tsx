import { Tabs } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { PaymentPage } from '../../../../src-main/contract/payments.ts';
import { call } from '../../../engine/call.ts';
import { useLive } from '../../../engine/live.ts';
import { Screen } from '../../../ui/Screen.tsx';
import { toastRefusal } from '../../../ui/toast.ts';
import type { ListPage } from '../payments/use-grown-list.ts';
import { UndoWindow } from '../payments/verbs/UndoWindow.tsx';
import { useVerbs } from '../payments/verbs/use-verbs.ts';
import type { VerbName } from '../payments/verbs/verb-specs.ts';
import { VerbSheet } from '../payments/verbs/VerbSheet.tsx';
import { AttentionList } from './AttentionList.tsx';
import { groupNames, groupWords, type AttentionSearch } from './attention-search.ts';

type AttentionScreenProps = {
  readonly first: ListPage<AttentionItemView>;
  readonly nextEvent: CallOutput<'overview.get'>['nextEvent'];
  readonly search: AttentionSearch;
  readonly onSearch: (search: AttentionSearch) => void;
};

/** Everything that waits for a person, by what is asked of them. */
export function AttentionScreen({ first, nextEvent, search, onSearch }: AttentionScreenProps) {
  useLive({ nouns: ['attention', 'payments'] });
  const router = useRouter();
  const [leaving, setLeaving] = useState<PaymentPage | null>(null);

  /** After a verb: the list is read again, and what is about to leave can be stopped here. */
  async function settle(paymentId: string): Promise<void> {
    try {
      const page = await call('payments.get', { paymentId });
      setLeaving(page.undo === null ? null : page);
    } catch (problem) {
      toastRefusal(problem);
    }
    await router.invalidate();
  }

  const verbs = useVerbs((paymentId) => void settle(paymentId));

  /** The sheet shows the payment as it stands now, not as it stood when the list was read. */
  async function press(paymentId: string, verb: VerbName): Promise<void> {
    try {
      verbs.press(await call('payments.get', { paymentId }), verb);
    } catch (problem) {
      toastRefusal(problem);
    }
  }

  return (
    <Screen title="Attention">
      {leaving !== null && leaving.undo !== null && (
        <UndoWindow
          page={leaving} undo={leaving.undo} pending={verbs.running === 'stop'}
          onStop={() => verbs.press(leaving, 'stop')}
        />
      )}
      <Tabs
        value={search.group ?? 'all'}
        onChange={(value) => {
          const group = groupNames.find((name) => name === value);
          onSearch(group === undefined ? {} : { group });
        }}
      >
        <Tabs.List aria-label="What is asked of you">
          <Tabs.Tab value="all">All</Tabs.Tab>
          {groupNames.map((name) => (
            <Tabs.Tab key={name} value={name}>{groupWords[name]}</Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={search.group ?? 'all'} pt="md">
          <AttentionList
            key={search.group ?? 'all'} first={first} search={search} nextEvent={nextEvent}
            onAnyReason={() => onSearch(search.group === undefined ? {} : { group: search.group })}
            onVerb={press}
          />
        </Tabs.Panel>
      </Tabs>
      {verbs.open !== null && (
        <VerbSheet
          page={verbs.open.page} verb={verbs.open.verb} onClose={verbs.close} onDone={verbs.done}
        />
      )}
    </Screen>
  );
}
