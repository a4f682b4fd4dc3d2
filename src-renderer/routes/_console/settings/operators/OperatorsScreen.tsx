import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { call } from '../../../../engine/call.ts';
import { useLive } from '../../../../engine/live.ts';
import { useSession } from '../../../../engine/session.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { plainText } from '../../../../format/text.ts';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { When } from '../../../../ui/When.tsx';
import { Section } from '../Section.tsx';

type OperatorView = CallOutput<'operators.list'>['items'][number];

const columns: readonly DataColumn<OperatorView>[] = [
  { id: 'name', header: 'Name', width: 'minmax(160px, 2fr)', cell: ({ id, name }) =>
    <OperatorName id={id} name={name} /> },
  { id: 'role', header: 'Role', width: '140px', cell: ({ role }) => role },
  { id: 'state', header: 'Account', width: '140px', cell: ({ disabled }) =>
    disabled ? 'switched off' : 'in use' },
  { id: 'created', header: 'Created', width: '160px', cell: ({ createdAt }) =>
    <When at={createdAt} /> },
];

function OperatorName({ id, name }: { readonly id: string; readonly name: string }) {
  const own = useSession((session) => session?.operator?.id === id);
  return <>{plainText(name)}{own ? <span className="pd-secondary"> you</span> : null}</>;
}

type OperatorsScreenProps = {
  readonly operators: readonly OperatorView[];
  readonly creating: boolean;
  readonly onCreate: (on: boolean) => void;
};

export function OperatorsScreen({ operators, creating, onCreate }: OperatorsScreenProps) {
  useLive({ nouns: ['operators'] });
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onCreate(true)}>
      Add an operator
    </Button>
  );
  return (
    <Section title="Operators" actions={add}
      text="People who may sign in. Some decisions need two of them: the second confirms with the
        own password in the same sheet.">
      <DataTable label="Operators" columns={columns} rows={operators} rowKey={({ id }) => id}
        empty={<EmptyState title="There is no operator." action={add} />} />
      {creating ? <NewOperatorSheet onClose={() => onCreate(false)} /> : null}
    </Section>
  );
}

function NewOperatorSheet({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const create = useAction(async () => {
    const made = await call('operators.create', { name: name.trim(), password });
    await router.invalidate();
    onClose();
    toastDone(`${made.name} can sign in now.`);
  });
  const submit = (): void => {
    setTried(true);
    if (name.trim() !== '' && password !== '') void create.run();
  };
  return (
    <FormSheet opened onClose={onClose} title="Add an operator" submitLabel="Add operator"
      onSubmit={submit} dirty={name !== '' || password !== ''} pending={create.pending}
      error={create.error}>
      <TextInput label="Name" required maxLength={100} autoComplete="off" value={name}
        error={tried && name.trim() === '' ? 'A name is needed.' : null}
        onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput label="Password" required autoComplete="new-password" value={password}
        description="Best typed by the person it is for."
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        error={tried && password === '' ? 'A password is needed.' : null}
        onChange={(event) => setPassword(event.currentTarget.value)} />
    </FormSheet>
  );
}
