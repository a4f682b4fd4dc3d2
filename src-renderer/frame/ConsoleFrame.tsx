import { Outlet } from '@tanstack/react-router';
import { useLive } from '../engine/live.ts';
import { prefer, usePreferences } from '../stores/preferences.ts';
import { CommandSearch } from './CommandSearch.tsx';
import { HelpOverlay } from './HelpOverlay.tsx';
import type { Unread } from './InboxBell.tsx';
import { Notices } from './Notices.tsx';
import type { Provider } from './ProviderDots.tsx';
import type { Badges } from './screens.ts';
import { SideMenu } from './SideMenu.tsx';
import { TopBar } from './TopBar.tsx';
import { useFrameKeys } from './use-frame-keys.ts';
import { useOpenRequests } from './use-open-requests.ts';
import { usePresence } from './use-presence.ts';
import { t } from '../words/t.ts';
import classes from './ConsoleFrame.module.css';

/** The frame's counts and dots follow every change, but never cost a busy engine much. */
const FRAME_EVERY_MS = 500;

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
  const folded = usePreferences((preferences) => preferences.menuFolded);
  const help = useFrameKeys();
  return (
    <div className={classes.frame} data-folded={folded}>
      <a href="#page" className={classes.skip}>{t('frame.skip')}</a>
      <TopBar providers={providers} unread={unread} onHelp={help.open} />
      <SideMenu badges={badges} folded={folded} onFold={() => prefer({ menuFolded: !folded })} />
      <main id="page" className={classes.page} tabIndex={-1}>
        <Notices />
        <div className={classes.screen}><Outlet /></div>
      </main>
      <CommandSearch />
      <HelpOverlay opened={help.opened} onClose={help.close} />
    </div>
  );
}
