import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';

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
    toastDone(needsRestart ? 'Saved. It takes effect when Paydesk starts again.' : 'Saved.');
  });
  return (
    <FormSheet opened onClose={onClose} title={setting.label} submitLabel="Save"
      onSubmit={() => void save.run()} dirty={value !== setting.value} pending={save.pending}
      error={save.error}>
      <TextInput label={setting.name} value={value} maxLength={500}
        {...(setting.needsRestart
          ? { description: 'It takes effect when Paydesk starts again.' } : {})}
        onChange={(event) => setValue(event.currentTarget.value)} />
    </FormSheet>
  );
}
