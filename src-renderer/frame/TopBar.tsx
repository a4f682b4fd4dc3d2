import { ActionIcon, UnstyledButton } from '@mantine/core';
import { CircleQuestionMark, OctagonX, Search } from 'lucide-react';
import { useNow } from '../engine/live.ts';
import { clockTime, exactTime } from '../format/time.ts';
import { KeyCaps } from '../keys/KeyCaps.tsx';
import { keyForReaders } from '../keys/key-words.ts';
import { showOverlay } from '../stores/overlays.ts';
import { usePreferences } from '../stores/preferences.ts';
import { frameKeys } from './frame-keys.ts';
import { InboxBell, type Unread } from './InboxBell.tsx';
import { OperatorMenu } from './OperatorMenu.tsx';
import { ProviderDots, type Provider } from './ProviderDots.tsx';
import { t } from '../words/t.ts';
import classes from './TopBar.module.css';

type TopBarProps = {
  readonly providers: readonly Provider[];
  readonly unread: Unread;
};

export function TopBar({ providers, unread }: TopBarProps) {
  return (
    <header className={classes.bar}>
      <span className={classes.name}>Paydesk</span>
      <UnstyledButton className={classes.search} onClick={() => showOverlay('palette')}
        aria-keyshortcuts={keyForReaders(frameKeys.search)} aria-haspopup="dialog">
        <Search size={15} aria-hidden />
        <span className={classes.prompt}>{t('palette.label')}</span>
        <span className={classes.caps} aria-hidden><KeyCaps keys={frameKeys.search} /></span>
      </UnstyledButton>
      <span className={classes.gap} />
      <ProviderDots providers={providers} />
      <ActionIcon variant="subtle" color="red" aria-label={t('frame.stopped.stop')}
        title={t('frame.stopped.stop')} aria-haspopup="dialog"
        onClick={() => showOverlay('stop')}>
        <OctagonX size={17} aria-hidden />
      </ActionIcon>
      <InboxBell unread={unread} />
      <WindowClock />
      <ActionIcon variant="subtle" color="gray" aria-label={t('frame.keys.all')}
        onClick={() => showOverlay('help')} aria-keyshortcuts={frameKeys.help}>
        <CircleQuestionMark size={17} aria-hidden />
      </ActionIcon>
      <OperatorMenu />
    </header>
  );
}

function WindowClock() {
  const now = useNow(1_000);
  const zone = usePreferences((preferences) => preferences.zone);
  return (
    <time className={classes.clock} title={exactTime(now, zone)}
      dateTime={new Date(now).toISOString()}>{clockTime(now, zone)}</time>
  );
}
