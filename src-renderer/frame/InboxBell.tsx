import { ActionIcon, Indicator } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import type { CallOutput } from '../../src-main/contract/contract.ts';
import { formatCount } from '../format/money.ts';
import { t } from '../words/t.ts';
import { useNeedsMeSound } from './use-needs-me-sound.ts';

export type Unread = CallOutput<'inbox.unread'>;

/** Leads to the inbox, with how much of it is unread. */
export function InboxBell({ unread }: { readonly unread: Unread }) {
  useNeedsMeSound(unread.needsMe);
  const count = unread.needsMe + unread.forInformation;
  const label = count === 0 ? t('inbox.title') : t('inbox.open', { count });
  return (
    <Indicator inline disabled={count === 0} label={formatCount(count)} size={15} offset={4}
      color={unread.needsMe > 0 ? 'var(--pd-person-text)' : 'var(--pd-secondary)'}
      styles={{ indicator: { color: 'var(--pd-page)' } }}>
      <ActionIcon component={Link} to="/inbox" variant="subtle" color="gray" aria-label={label}>
        <Bell size={17} aria-hidden />
      </ActionIcon>
    </Indicator>
  );
}
