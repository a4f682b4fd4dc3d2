import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { CircleQuestionMark, Search } from 'lucide-react';
import { useNow } from '../engine/live.ts';
import { clockTime } from '../format/time.ts';
import { usePreferences } from '../stores/preferences.ts';
import { InboxBell, type Unread } from './InboxBell.tsx';
import { OperatorMenu } from './OperatorMenu.tsx';
import { ProviderDots, type Provider } from './ProviderDots.tsx';
import { t } from '../words/t.ts';
import classes from './TopBar.module.css';

type TopBarProps = {
  readonly providers: readonly Provider[];
  readonly unread: Unread;
  readonly onHelp: () => void;
};

export function TopBar({ providers, unread, onHelp }: TopBarProps) {
  return (
    <header className={classes.bar}>
      <span className={classes.name}>Paydesk</span>
      <UnstyledButton className={classes.search} onClick={() => spotlight.open()}
        aria-keyshortcuts="Control+K Meta+K" aria-haspopup="dialog">
        <Search size={15} aria-hidden />
        <span className={classes.prompt}>{t('frame.search.label')}</span>
        <Kbd size="xs" aria-hidden>Ctrl K</Kbd>
      </UnstyledButton>
      <span className={classes.gap} />
      <ProviderDots providers={providers} />
      <InboxBell unread={unread} />
      <WindowClock />
      <ActionIcon variant="subtle" color="gray" aria-label={t('frame.keys.all')} onClick={onHelp}
        aria-keyshortcuts="?">
        <CircleQuestionMark size={17} aria-hidden />
      </ActionIcon>
      <OperatorMenu />
    </header>
  );
}

function WindowClock() {
  const now = useNow(1_000);
  const zone = usePreferences((preferences) => preferences.zone);
  return <time className={classes.clock}>{clockTime(now, zone)}</time>;
}
