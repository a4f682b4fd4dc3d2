import { Button, Kbd, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { ChevronDown, Eye, EyeOff, Lock, LogOut } from 'lucide-react';
import { useSession } from '../engine/session.ts';
import { prefer, usePreferences } from '../stores/preferences.ts';
import { languageNames, languages, type Language } from '../words/languages.ts';
import { t } from '../words/t.ts';
import { leave } from './leave.ts';

const schemes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

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
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { hideAmounts, density, zone, language } = usePreferences();
  const Look = hideAmounts ? Eye : EyeOff;
  return (
    <Menu position="bottom-end" width={270} shadow="md" withinPortal={false}
      withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button data-operator-menu variant="subtle" color="gray" size="compact-sm"
          rightSection={<ChevronDown size={14} aria-hidden />}>
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Lock size={14} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl L</Kbd>} onClick={() => void leave('lock', router)}>
          {t('frame.operator.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={14} aria-hidden />}
          onClick={() => void leave('signOut', router)}>
          {t('frame.operator.signOut')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Look size={14} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl Shift H</Kbd>}
          onClick={() => prefer({ hideAmounts: !hideAmounts })}>
          {t(hideAmounts ? 'frame.operator.showAmounts' : 'frame.operator.hideAmounts')}
        </Menu.Item>
        <Menu.Item onClick={() => prefer({ density: density === 'normal' ? 'compact' : 'normal' })}>
          {t(density === 'normal' ? 'frame.operator.compact' : 'frame.operator.roomy')}
        </Menu.Item>
        <Menu.Item onClick={() => prefer({ zone: zone === 'utc' ? 'local' : 'utc' })}>
          {t(zone === 'utc' ? 'frame.operator.localTimes' : 'frame.operator.utcTimes')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('frame.operator.colours')}</Menu.Label>
        {schemes.map((value) => (
          <Menu.Item key={value} onClick={() => setColorScheme(value)}
            {...(value === colorScheme ? { 'aria-current': true, fw: 600 } : {})}>
            {t(`frame.operator.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('frame.operator.language')}</Menu.Label>
        {languageNames.map((value) => (
          <Menu.Item key={value} lang={value} onClick={() => speak(value)}
            {...(value === language ? { 'aria-current': true, fw: 600 } : {})}>
            {languages[value].name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
