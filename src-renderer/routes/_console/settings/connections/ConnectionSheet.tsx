import { Alert, NumberInput, Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { ConnectionView } from '../../../../../src-main/contract/settings.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import {
  inputOf, problemsOf, valuesOf, type ConnectionValues, type RailForm,
} from './connection-form.ts';
import { RailFields } from './RailFields.tsx';
import { engineText } from '../../../../words/engine-text.ts';
import { t } from '../../../../words/t.ts';
import { railWords } from '../../payments/rail-words.ts';

type Forms = CallOutput<'connections.list'>['forms'];

type ConnectionSheetProps = {
  /** Null: a new one. */
  readonly connection: ConnectionView | null;
  readonly forms: Forms;
  readonly onClose: () => void;
};

const modes = ['sandbox', 'live'] as const;
const expiryOwners = ['paydesk', 'provider', 'unknown'] as const;

/** The form of a connection: what all have, then the fields that its rail declares. */
export function ConnectionSheet({ connection, forms, onClose }: ConnectionSheetProps) {
  const first = forms.find(({ rail }) => rail === connection?.rail) ?? forms[0];
  if (first === undefined) return null;
  return <Sheet connection={connection} forms={forms} first={first} onClose={onClose} />;
}

function Sheet(
  { connection, forms, first, onClose }: ConnectionSheetProps & { readonly first: RailForm },
) {
  const router = useRouter();
  const [form, setForm] = useState(first);
  const [values, setValues] = useState(() => valuesOf(connection, first));
  const [touched, setTouched] = useState(false);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<ConnectionValues>): void => {
    setTouched(true);
    save.reset();
    setValues((now) => ({ ...now, ...change }));
  };
  const save = useAction(async () => {
    const saved = await call('connections.save', inputOf(values, connection));
    await router.invalidate();
    onClose();
    toastDone(t('common.saved', { name: saved.name }));
  });
  const submit = (): void => {
    setTried(true);
    if (Object.keys(problemsOf(values, form, connection)).length === 0) void save.run();
  };
  const problems = { ...save.details, ...tried ? problemsOf(values, form, connection) : {} };
  const error = (name: string): string | null => engineText(problems[name] ?? '') || null;
  return (
    <FormSheet opened needs="configure" onClose={onClose} dirty={touched}
      pending={save.pending} error={save.error}
      title={connection === null
        ? t('settings.connections.add') : t('settings.connections.one', { name: connection.name })}
      submitLabel={t('common.save')} onSubmit={submit}>
      <Select label={t('common.column.rail')} required disabled={connection !== null}
        allowDeselect={false}
        data={forms.map(({ rail }) => ({ value: rail, label: railWords[rail] }))}
        value={values.rail}
        onChange={(rail) => {
          const other = forms.find((each) => each.rail === rail);
          if (other === undefined) return;
          setForm(other);
          setValues({ ...valuesOf(null, other), name: values.name, baseUrl: values.baseUrl });
        }} />
      <TextInput label={t('common.name')} required value={values.name} error={error('name')}
        maxLength={80}
        onChange={(event) => set({ name: event.currentTarget.value })} />
      <TextInput label={t('settings.connections.address')} required value={values.baseUrl}
        error={error('baseUrl')}
        description={t('settings.connections.addressHint')}
        onChange={(event) => set({ baseUrl: event.currentTarget.value })} />
      <Select label={t('settings.connections.mode')}
        data={modes.map((value) => ({ value, label: t(`settings.connections.${value}`) }))}
        value={values.mode} allowDeselect={false}
        onChange={(mode) => set({ mode: mode === 'live' ? 'live' : 'sandbox' })} />
      {values.mode === 'live' ? (
        <Alert color="yellow">{t('settings.connections.liveWarning')}</Alert>
      ) : null}
      <Switch label={t('settings.connections.inUse')} checked={values.enabled}
        description={t('settings.connections.inUseHint')}
        onChange={(event) => set({ enabled: event.currentTarget.checked })} />
      <Select label={t('settings.runsOut')}
        data={expiryOwners.map((value) => ({
          value, label: t(`settings.connections.owner.${value}`),
        }))} value={values.expiryOwner}
        allowDeselect={false} onChange={(owner) => set({
          expiryOwner: expiryOwners.find((value) => value === owner) ?? 'unknown',
        })} />
      <SimpleGrid cols={4} spacing="sm">
        <NumberInput label={t('settings.connections.priority')} min={1} max={99}
          allowDecimal={false}
          value={values.priority} error={error('priority')}
          onChange={(priority) => set({ priority })} />
        <NumberInput label={t('settings.connections.atOnce')} min={1} max={256} allowDecimal={false}
          value={values.concurrencyMax} error={error('concurrencyMax')}
          onChange={(concurrencyMax) => set({ concurrencyMax })} />
        <NumberInput label={t('settings.connections.perSecond')} min={1} max={1_000}
          allowDecimal={false} placeholder={t('settings.connections.noLimit')}
          value={values.callsPerSecondMax} error={error('callsPerSecondMax')}
          onChange={(callsPerSecondMax) => set({ callsPerSecondMax })} />
        <NumberInput label={t('settings.connections.deadline')} min={500} max={120_000}
          allowDecimal={false}
          value={values.deadlineMs} error={error('deadlineMs')}
          onChange={(deadlineMs) => set({ deadlineMs })} />
      </SimpleGrid>
      <RailFields form={form} values={values} problems={problems} onChange={set}
        secretsSet={connection?.secretsSet ?? []} />
    </FormSheet>
  );
}
