import { Button, Menu } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import {
  AppWindow, ArrowLeftRight, ChevronDown, Eye, EyeOff, Lock, LogOut, SlidersHorizontal, UserRound,
} from 'lucide-react';
import { useState } from 'react';
import { call } from '../engine/call.ts';
import { useSession } from '../engine/session.ts';
import { KeyCaps } from '../keys/KeyCaps.tsx';
import { showOverlay } from '../stores/overlays.ts';
import { prefer, usePreferences } from '../stores/preferences.ts';
import { languageNames, languages, type Language } from '../words/languages.ts';
import { ShownOnce } from '../ui/ShownOnce.tsx';
import { toastRefusal } from '../ui/toast.ts';
import { t } from '../words/t.ts';
import { frameKeys } from './frame-keys.ts';
import { useHideAmounts } from './hide-amounts.ts';
import { leave } from './leave.ts';
import classes from './TopBar.module.css';

/** The window is drawn anew in its new language; the focus goes back to where it was chosen. */
function speak(language: Language): void {
  prefer({ language });
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-operator-menu]')?.focus());
}

/** Who is signed in, and what concerns this window: lock, sign out, and how it looks. */
export function OperatorMenu() {
  const router = useRouter();
  const name = useSession((session) => session?.operator?.name ?? t('frame.operator.nobody'));
  const language = usePreferences((preferences) => preferences.language);
  const { hidden, toggle } = useHideAmounts();
  const inBrowser = useSession((session) => session?.host === 'browser');
  const [address, setAddress] = useState<string | null>(null);
  const offer = async (): Promise<void> => {
    try {
      setAddress((await call('session.newWindow', {})).url);
    } catch (error) {
      toastRefusal(error);
    }
  };
  const Look = hidden ? Eye : EyeOff;
  return (
    <>
      <ShownOnce what={t('common.thing.windowAddress')} secret={address}
        text={t('frame.operator.newWindowText')} onClose={() => setAddress(null)} />
      <Menu position="bottom-end" width={270} shadow="md" withinPortal={false}
        withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button data-operator-menu variant="subtle" color="gray" size="compact-sm"
            className={classes.operator ?? ''}
            rightSection={<ChevronDown size={14} aria-hidden />}>
            {name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Lock size={14} aria-hidden />}
            rightSection={<KeyCaps keys={frameKeys.lock} />}
            onClick={() => void leave('lock', router)}>
            {t('frame.operator.lock')}
          </Menu.Item>
          <Menu.Item leftSection={<ArrowLeftRight size={14} aria-hidden />}
            onClick={() => void leave('switch', router)}>
            {t('frame.operator.switch')}
          </Menu.Item>
          <Menu.Item leftSection={<LogOut size={14} aria-hidden />}
            onClick={() => void leave('signOut', router)}>
            {t('frame.operator.signOut')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Look size={14} aria-hidden />}
            rightSection={<KeyCaps keys={frameKeys.hideAmounts} />} onClick={toggle}>
            {t(hidden ? 'frame.operator.showAmounts' : 'frame.operator.hideAmounts')}
          </Menu.Item>
          {inBrowser ? (
            <Menu.Item leftSection={<AppWindow size={14} aria-hidden />}
              onClick={() => void offer()}>
              {t('frame.operator.newWindow')}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<UserRound size={14} aria-hidden />}
            onClick={() => void router.navigate({ to: '/settings/account' })}>
            {t('frame.operator.account')}
          </Menu.Item>
          <Menu.Item leftSection={<SlidersHorizontal size={14} aria-hidden />}
            rightSection={<KeyCaps keys={frameKeys.preferences} />}
            onClick={() => showOverlay('preferences')}>
            {t('frame.operator.preferences')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('preferences.language')}</Menu.Label>
          {languageNames.map((value) => (
            <Menu.Item key={value} lang={value} onClick={() => speak(value)}
              {...(value === language ? { 'aria-current': true, fw: 600 } : {})}>
              {languages[value].name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
