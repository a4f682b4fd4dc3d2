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
import { t } from '../../../../words/t.ts';

type OperatorView = CallOutput<'operators.list'>['items'][number];

const columns: readonly DataColumn<OperatorView>[] = [
  { id: 'name', header: () => t('common.column.name'), width: 'minmax(160px, 2fr)',
    cell: ({ id, name }) =>
    <OperatorName id={id} name={name} /> },
  { id: 'role', header: () => t('settings.operators.role'), width: '140px', cell: ({ role }) =>
    t(`status.role.${role}`) },
  { id: 'state', header: () => t('settings.operators.account'), width: '140px',
    cell: ({ disabled }) =>
    t(disabled ? 'settings.operators.off' : 'settings.operators.inUse') },
  { id: 'created', header: () => t('common.column.created'), width: '160px',
    cell: ({ createdAt }) =>
    <When at={createdAt} /> },
];

function OperatorName({ id, name }: { readonly id: string; readonly name: string }) {
  const own = useSession((session) => session?.operator?.id === id);
  const you = own ? <span className="pd-secondary">{t('settings.operators.you')}</span> : null;
  return <>{plainText(name)}{you}</>;
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
      {t('settings.operators.add')}
    </Button>
  );
  return (
    <Section title={t('settings.tabs.operators')} actions={add}
      text={t('settings.operators.text')}>
      <DataTable label={t('settings.tabs.operators')} columns={columns} rows={operators}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('settings.operators.none')} action={add} />} />
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
    toastDone(t('settings.operators.canSignIn', { name: made.name }));
  });
  const submit = (): void => {
    setTried(true);
    if (name.trim() !== '' && password !== '') void create.run();
  };
  return (
    <FormSheet opened onClose={onClose} title={t('settings.operators.add')}
      submitLabel={t('settings.operators.addOperator')}
      onSubmit={submit} dirty={name !== '' || password !== ''} pending={create.pending}
      error={create.error}>
      <p className="pd-secondary">{t('settings.operators.joinsAs')}</p>
      <TextInput label={t('common.name')} required maxLength={100} autoComplete="off" value={name}
        error={tried && name.trim() === '' ? t('common.nameNeeded') : null}
        onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput label={t('common.password')} required autoComplete="new-password"
        value={password}
        description={t('settings.operators.passwordHint')}
        visibilityToggleButtonProps={{ 'aria-label': t('common.showPassword') }}
        error={tried && password === '' ? t('common.passwordNeeded') : null}
        onChange={(event) => setPassword(event.currentTarget.value)} />
    </FormSheet>
  );
}
