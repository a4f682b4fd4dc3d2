import {
  Input, SegmentedControl, Select, Stack, Switch, useMantineColorScheme,
  type MantineColorScheme,
} from '@mantine/core';
import { useId } from 'react';
import { useNow } from '../engine/live.ts';
import { clockTime, everyZone, UTC, zoneOffset } from '../format/time.ts';
import { contrasts, densities, motions, prefer, usePreferences } from '../stores/preferences.ts';
import { SideSheet } from '../ui/SideSheet.tsx';
import { languageNames, languages } from '../words/languages.ts';
import { t } from '../words/t.ts';
import { useHideAmounts } from './hide-amounts.ts';

const schemes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];
const MINUTE_MS = 60_000;

type PreferencesSheetProps = { readonly opened: boolean; readonly onClose: () => void };

/** How the window looks to one operator; every change shows at once and is remembered. */
export function PreferencesSheet({ opened, onClose }: PreferencesSheetProps) {
  return (
    <SideSheet opened={opened} onClose={onClose} title={t('preferences.title')} size={420}>
      {opened ? <Choices /> : null}
    </SideSheet>
  );
}

function Choices() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { contrast, motion, density, language, menuFolded, sound } = usePreferences();
  const amounts = useHideAmounts();
  return (
    <Stack gap="md">
      <p className="pd-secondary">{t('preferences.hint')}</p>
      <Choice name={t('preferences.colours')} value={colorScheme} onChange={setColorScheme}
        choices={schemes.map((value) => ({ value, label: t(`preferences.${value}`) }))} />
      <Choice name={t('preferences.contrast')} value={contrast}
        onChange={(value) => prefer({ contrast: value })}
        choices={contrasts.map((value) => ({ value, label: t(`preferences.${value}`) }))} />
      <Choice name={t('preferences.motion')} value={motion}
        onChange={(value) => prefer({ motion: value })}
        choices={motions.map((value) => ({ value, label: t(`preferences.${value}`) }))} />
      <Choice name={t('preferences.density')} value={density}
        onChange={(value) => prefer({ density: value })}
        choices={densities.map((value) => ({
          value, label: t(value === 'normal' ? 'preferences.roomy' : 'preferences.compact'),
        }))} />
      <ZoneChoice />
      <Choice name={t('preferences.language')} value={language}
        onChange={(value) => prefer({ language: value })}
        choices={languageNames.map((value) => ({ value, label: languages[value].name }))} />
      <Switch label={t('preferences.menu')} description={t('preferences.menuHint')}
        checked={menuFolded}
        onChange={({ currentTarget }) => prefer({ menuFolded: currentTarget.checked })} />
      <Switch label={t('preferences.amounts')} description={t('preferences.amountsHint')}
        checked={amounts.hidden} onChange={amounts.toggle} />
      <Switch label={t('preferences.sound')} checked={sound}
        onChange={({ currentTarget }) => prefer({ sound: currentTarget.checked })} />
    </Stack>
  );
}

type ChoiceProps<V extends string> = {
  readonly name: string;
  readonly value: V;
  readonly choices: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
};

function Choice<V extends string>({ name, value, choices, onChange }: ChoiceProps<V>) {
  const id = useId();
  return (
    <div>
      <Input.Label id={id} component="div">{name}</Input.Label>
      <SegmentedControl<V> fullWidth size="xs" aria-labelledby={id} value={value}
        data={[...choices]} onChange={onChange} />
    </div>
  );
}

function ZoneChoice() {
  const zone = usePreferences((preferences) => preferences.zone);
  const now = useNow(MINUTE_MS);
  return (
    <Select label={t('preferences.zone')} description={t('preferences.zoneHint')} searchable
      allowDeselect={false} value={zone} nothingFoundMessage={t('preferences.noZone')}
      maxDropdownHeight={280} data={zoneChoices()}
      onChange={(value) => prefer({ zone: value ?? UTC })}
      onClick={({ currentTarget }) => currentTarget.select()}
      onFocus={({ currentTarget }) => currentTarget.select()}
      rightSectionWidth={150}
      rightSection={<span className="pd-secondary">{`${clockTime(now, zone).slice(0, 5)} `
        + zoneOffset(zone, now)}</span>} />
  );
}

/** The zone of this machine stands second, where it is likely to be looked for. */
function zoneChoices(): string[] {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = everyZone();
  return [...new Set([UTC, ...zones.includes(here) ? [here] : [], ...zones])];
}
