import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';

type Setting = CallOutput<'settings.get'>['items'][number];

type SettingSheetProps = {
  readonly setting: Setting;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** Changes one setting; the engine reads the value and refuses what it cannot take. */
export function SettingSheet({ setting, onClose, onSaved }: SettingSheetProps) {
  const [value, setValue] = useState(setting.value);
  const save = useAction(async () => {
    const { needsRestart } = await call('settings.save', { name: setting.name, value });
    onSaved();
    toastDone(t(needsRestart ? 'settings.listener.savedRestart' : 'settings.listener.saved'));
  });
  return (
    <FormSheet opened needs="configure" onClose={onClose} title={engineText(setting.label)}
      submitLabel={t('common.save')} onSubmit={() => void save.run()}
      dirty={value !== setting.value} pending={save.pending}
      error={save.error}>
      <TextInput label={setting.name} value={value} maxLength={500}
        {...(setting.needsRestart
          ? { description: t('settings.listener.restartHint') } : {})}
        onChange={(event) => setValue(event.currentTarget.value)} />
    </FormSheet>
  );
}
