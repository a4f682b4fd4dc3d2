import { useMediaQuery } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLive } from '../engine/live.ts';
import { prefer, usePreferences } from '../stores/preferences.ts';
import { pauseLive } from '../stores/live-pause.ts';
import { showOverlay, useOverlay } from '../stores/overlays.ts';
import { CodeSheet } from './CodeSheet.tsx';
import { CommandPalette } from './palette/CommandPalette.tsx';
import { HelpOverlay } from './HelpOverlay.tsx';
import type { Unread } from './InboxBell.tsx';
import { LoadingLine } from './LoadingLine.tsx';
import { Notices } from './Notices.tsx';
import { PreferencesSheet } from './PreferencesSheet.tsx';
import type { Provider } from './ProviderDots.tsx';
import type { Badges } from './screens.ts';
import { SideMenu } from './SideMenu.tsx';
import { StopSheet } from './StopSheet.tsx';
import { TopBar } from './TopBar.tsx';
import { useAllScreens } from './use-all-screens.ts';
import { useFrameKeys } from './use-frame-keys.ts';
import { useOpenRequests } from './use-open-requests.ts';
import { usePresence } from './use-presence.ts';
import { t } from '../words/t.ts';
import classes from './ConsoleFrame.module.css';

/** The frame's counts and dots follow every change, but never cost a busy engine much. */
const FRAME_EVERY_MS = 500;
/** Narrower than this, or at 200 % zoom, the menu is icons so that the page has the room. */
const NARROW = '(max-width: 1180px)';

type ConsoleFrameProps = {
  readonly badges: Badges;
  readonly providers: readonly Provider[];
  readonly unread: Unread;
};

/** What stands around every screen: top bar, menu, notices, search and the keys of the window. */
export function ConsoleFrame({ badges, providers, unread }: ConsoleFrameProps) {
  useLive({ any: true }, FRAME_EVERY_MS);
  usePresence();
  useOpenRequests();
  useFrameKeys();
  useAllScreens();
  const chosen = usePreferences((preferences) => preferences.menuFolded);
  const narrow = useMediaQuery(NARROW, matchMedia(NARROW).matches);
  const folded = chosen || narrow;
  const overlay = useOverlay(({ open }) => open);
  const path = useLocation({ select: ({ pathname }) => pathname });
  // A screen that was held still is left with its pause: the next one would show old things.
  useEffect(() => pauseLive(false), [path]);
  return (
    <div className={classes.frame} data-folded={folded}>
      <a href="#page" className={classes.skip}>{t('frame.skip')}</a>
      <CodeSheet />
      <TopBar providers={providers} unread={unread} />
      <SideMenu badges={badges} folded={folded}
        {...(narrow ? {} : { onFold: () => prefer({ menuFolded: !chosen }) })} />
      <main id="page" className={classes.page} tabIndex={-1}>
        <LoadingLine />
        <Notices />
        <div className={classes.screen}><Outlet /></div>
      </main>
      <CommandPalette />
      <HelpOverlay opened={overlay === 'help'} onClose={() => showOverlay(null)} />
      {overlay === 'stop' ? <StopSheet onClose={() => showOverlay(null)} /> : null}
      <PreferencesSheet opened={overlay === 'preferences'} onClose={() => showOverlay(null)} />
    </div>
  );
}
