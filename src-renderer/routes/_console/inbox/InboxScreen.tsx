import { Button, Switch, Tabs } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';
import { useLive } from '../../../engine/live.ts';
import { prefer, usePreferences } from '../../../stores/preferences.ts';
import { Screen } from '../../../ui/Screen.tsx';
import { toastRefusal } from '../../../ui/toast.ts';
import type { ListPage } from '../../../lists/use-grown-list.ts';
import { audiences, type Audience, type InboxSearch } from './inbox-search.ts';
import { InboxList } from './InboxList.tsx';
import type { InboxRow } from './read-inbox.ts';
import { t } from '../../../words/t.ts';

type InboxScreenProps = {
  readonly first: ListPage<InboxRow>;
  readonly unread: CallOutput<'inbox.unread'>;
  readonly search: InboxSearch;
  readonly onSearch: (search: InboxSearch) => void;
};

/** What came: what needs a person, and what happened by itself. Read by each for themselves. */
export function InboxScreen({ first, unread, search, onSearch }: InboxScreenProps) {
  useLive({ nouns: ['attention', 'notices'] });
  const router = useRouter();
  const [marking, setMarking] = useState(false);
  const sound = usePreferences((preferences) => preferences.sound);
  const shown: Audience = search.show ?? 'needs-me';
  const counts = { 'needs-me': unread.needsMe, 'for-information': unread.forInformation };

  async function markAll(): Promise<void> {
    setMarking(true);
    try {
      await call('inbox.markAll', { audience: shown });
      await router.invalidate();
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setMarking(false);
    }
  }

  return (
    <Screen
      title={t('inbox.title')}
      actions={(
        <>
          <Switch
            size="xs" label={t('inbox.sound')} checked={sound}
            onChange={({ currentTarget }) => prefer({ sound: currentTarget.checked })}
          />
          <Button size="xs" variant="default" loading={marking}
            disabled={counts[shown] === 0} onClick={() => void markAll()}>
            {t('inbox.markAll')}
          </Button>
        </>
      )}
    >
      <Tabs
        value={shown}
        onChange={(value) => onSearch(value === 'for-information' ? { show: value } : {})}
      >
        <Tabs.List aria-label={t('inbox.title')}>
          {audiences.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={counts[name] === 0 ? null : (
              <span className="pd-secondary pd-tabular">
                {t('inbox.unread', { count: counts[name] })}
              </span>
            )}>
              {t(`inbox.audience.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} pt="md">
          <InboxList key={shown} audience={shown} first={first} />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}
