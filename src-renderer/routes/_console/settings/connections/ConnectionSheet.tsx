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

type Forms = CallOutput<'connections.list'>['forms'];

type ConnectionSheetProps = {
  /** Null: a new one. */
  readonly connection: ConnectionView | null;
  readonly forms: Forms;
  readonly onClose: () => void;
};

const modes = [
  { value: 'sandbox', label: 'Sandbox: no real money' },
  { value: 'live', label: 'Live: real money' },
] as const;
const expiryOwners = [
  { value: 'paydesk', label: 'Paydesk returns the money' },
  { value: 'provider', label: 'The provider returns it' },
  { value: 'unknown', label: 'Not known: a person decides' },
] as const;

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
  const problems = tried ? problemsOf(values, form, connection) : {};
  const set = (change: Partial<ConnectionValues>): void => {
    setTouched(true);
    setValues((now) => ({ ...now, ...change }));
  };
  const save = useAction(async () => {
    const saved = await call('connections.save', inputOf(values, connection));
    await router.invalidate();
    onClose();
    toastDone(`Saved ${saved.name}.`);
  });
  const submit = (): void => {
    setTried(true);
    if (Object.keys(problemsOf(values, form, connection)).length === 0) void save.run();
  };
  const error = (name: string): string | null => problems[name] ?? null;
  return (
    <FormSheet opened onClose={onClose} dirty={touched} pending={save.pending} error={save.error}
      title={connection === null ? 'Add a connection' : `Connection ${connection.name}`}
      submitLabel="Save" onSubmit={submit}>
      <Select label="Rail" required disabled={connection !== null} allowDeselect={false}
        data={forms.map(({ rail }) => rail)} value={values.rail}
        onChange={(rail) => {
          const other = forms.find((each) => each.rail === rail);
          if (other === undefined) return;
          setForm(other);
          setValues({ ...valuesOf(null, other), name: values.name, baseUrl: values.baseUrl });
        }} />
      <TextInput label="Name" required value={values.name} error={error('name')} maxLength={80}
        onChange={(event) => set({ name: event.currentTarget.value })} />
      <TextInput label="Address" required value={values.baseUrl} error={error('baseUrl')}
        description="https, unless the provider runs on this machine."
        onChange={(event) => set({ baseUrl: event.currentTarget.value })} />
      <Select label="Mode" data={modes} value={values.mode} allowDeselect={false}
        onChange={(mode) => set({ mode: mode === 'live' ? 'live' : 'sandbox' })} />
      {values.mode === 'live' ? (
        <Alert color="yellow">Payments over a live connection move real money.</Alert>
      ) : null}
      <Switch label="In use" checked={values.enabled}
        description="Off: no new payment takes it; payments that began with it go on."
        onChange={(event) => set({ enabled: event.currentTarget.checked })} />
      <Select label="When an escrow runs out" data={expiryOwners} value={values.expiryOwner}
        allowDeselect={false} onChange={(owner) => set({
          expiryOwner: expiryOwners.find(({ value }) => value === owner)?.value ?? 'unknown',
        })} />
      <SimpleGrid cols={3} spacing="sm">
        <NumberInput label="Priority" min={1} max={99} allowDecimal={false}
          value={values.priority} error={error('priority')}
          onChange={(priority) => set({ priority })} />
        <NumberInput label="Calls at once" min={1} max={64} allowDecimal={false}
          value={values.concurrencyMax} error={error('concurrencyMax')}
          onChange={(concurrencyMax) => set({ concurrencyMax })} />
        <NumberInput label="Deadline, ms" min={500} max={120_000} allowDecimal={false}
          value={values.deadlineMs} error={error('deadlineMs')}
          onChange={(deadlineMs) => set({ deadlineMs })} />
      </SimpleGrid>
      <RailFields form={form} values={values} problems={problems} onChange={set}
        secretsSet={connection?.secretsSet ?? []} />
    </FormSheet>
  );
}
