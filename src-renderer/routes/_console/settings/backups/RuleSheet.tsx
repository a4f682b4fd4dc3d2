import { TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import type { Backups } from './BackupsScreen.tsx';

type RuleSheetProps = Pick<Backups, 'rule'> & { readonly onClose: () => void };

const GIB = 1024 ** 3;
const fields = {
  daily: { min: 1, max: 60 }, weekly: { min: 0, max: 60 }, size: { min: 1, max: 4_096 },
} as const;
type Field = keyof typeof fields;

/** How many copies are kept, and how large they may be together. */
export function RuleSheet({ rule, onClose }: RuleSheetProps) {
  const router = useRouter();
  const given: Readonly<Record<Field, string>> = {
    daily: String(rule.daily), weekly: String(rule.weekly),
    size: String(Math.max(1, Math.round(rule.bytesMax / GIB))),
  };
  const [typed, setTyped] = useState(given);
  const [checked, setChecked] = useState(false);
  const names: readonly Field[] = ['daily', 'weekly', 'size'];
  const problemOf = (field: Field): string | null => {
    const { min, max } = fields[field];
    const text = typed[field].trim();
    const value = Number.parseInt(text, 10);
    return /^\d{1,4}$/.test(text) && value >= min && value <= max ? null
      : t('backups.rule.whole', { min, max });
  };
  const save = useAction(async () => {
    await call('backups.saveRule', {
      daily: Number.parseInt(typed.daily, 10), weekly: Number.parseInt(typed.weekly, 10),
      bytesMax: Number.parseInt(typed.size, 10) * GIB,
    });
    await router.invalidate();
    onClose();
    toastDone(t('backups.rule.saved'));
  });
  const submit = (): void => {
    setChecked(true);
    if (names.every((field) => problemOf(field) === null)) void save.run();
  };
  return (
    <FormSheet opened needs="configure" onClose={onClose} title={t('backups.rule.title')}
      submitLabel={t('common.save')} onSubmit={submit} pending={save.pending} error={save.error}
      dirty={names.some((field) => typed[field] !== given[field])}>
      {names.map((field) => (
        <TextInput key={field} label={t(`backups.rule.${field}`)} value={typed[field]} required
          description={t(`backups.rule.hint.${field}`)}
          inputMode="numeric" maxLength={4} error={checked ? problemOf(field) : null}
          onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })} />
      ))}
    </FormSheet>
  );
}
