import { TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { OperatorRole } from '../../../../../src-main/contract/domain.ts';
import type { OperatorView } from '../../../../../src-main/contract/session.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { PasswordField } from '../../../../ui/PasswordField.tsx';
import { t } from '../../../../words/t.ts';
import { RoleSelect } from './RoleSelect.tsx';
import { useConfirmers } from '../use-confirmers.tsx';

type NewOperatorSheetProps = {
  readonly operators: readonly OperatorView[]; readonly onClose: () => void;
};

export function NewOperatorSheet({ operators, onClose }: NewOperatorSheetProps) {
  const router = useRouter();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<OperatorRole>('operator');
  const [tried, setTried] = useState(false);
  const confirmers = useConfirmers(operators, { targetId: null, roles: [role] });
  const create = useAction(async () => {
    const made = await call('operators.create', {
      name: name.trim(), password, role, second: confirmers.second,
    });
    await router.invalidate();
    onClose();
    toastDone(t('settings.operators.canSignIn', { name: made.name }));
  });
  const submit = (): void => {
    setTried(true);
    if (name.trim() !== '' && password !== '' && confirmers.missing === null) void create.run();
  };
  return (
    <FormSheet opened needs="people" onClose={onClose} title={t('settings.operators.add')}
      submitLabel={t('settings.operators.addOperator')}
      onSubmit={submit} dirty={name !== '' || password !== ''} pending={create.pending}
      error={create.error ?? (tried ? confirmers.missing : null)}>
      <TextInput label={t('common.name')} required maxLength={100} autoComplete="off" value={name}
        error={tried && name.trim() === '' ? t('common.nameNeeded') : null}
        onChange={(event) => setName(event.currentTarget.value)} />
      <RoleSelect value={role} onChange={setRole} />
      <PasswordField autoComplete="new-password"
        value={password} description={t('settings.operators.passwordHint')}
        error={tried && password === '' ? t('common.passwordNeeded') : null}
        onChange={(event) => setPassword(event.currentTarget.value)} />
      {confirmers.fields}
    </FormSheet>
  );
}
