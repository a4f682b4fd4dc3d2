import { Button, Kbd, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { ChevronDown, Eye, EyeOff, Lock, LogOut } from 'lucide-react';
import { useSession } from '../engine/session.ts';
import { prefer, usePreferences } from '../stores/preferences.ts';
import { leave } from './leave.ts';

const schemes = [
  { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const satisfies readonly { value: MantineColorScheme; label: string }[];

/** Who is signed in, and what concerns this window: lock, sign out, and how it looks. */
export function OperatorMenu() {
  const router = useRouter();
  const name = useSession((session) => session?.operator?.name ?? 'nobody');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { hideAmounts, density, zone } = usePreferences();
  const Look = hideAmounts ? Eye : EyeOff;
  return (
    <Menu position="bottom-end" width={270} shadow="md" withinPortal={false}
      withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm"
          rightSection={<ChevronDown size={14} aria-hidden />}>
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Lock size={14} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl L</Kbd>} onClick={() => void leave('lock', router)}>
          Lock
        </Menu.Item>
        <Menu.Item leftSection={<LogOut size={14} aria-hidden />}
          onClick={() => void leave('signOut', router)}>
          Sign out
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Look size={14} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl Shift H</Kbd>}
          onClick={() => prefer({ hideAmounts: !hideAmounts })}>
          {hideAmounts ? 'Show amounts' : 'Hide amounts'}
        </Menu.Item>
        <Menu.Item onClick={() => prefer({ density: density === 'normal' ? 'compact' : 'normal' })}>
          {density === 'normal' ? 'Compact tables' : 'Roomy tables'}
        </Menu.Item>
        <Menu.Item onClick={() => prefer({ zone: zone === 'utc' ? 'local' : 'utc' })}>
          {zone === 'utc' ? 'Times in my zone' : 'Times in UTC'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        {schemes.map(({ value, label }) => (
          <Menu.Item key={value} onClick={() => setColorScheme(value)}
            {...(value === colorScheme ? { 'aria-current': true, fw: 600 } : {})}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
