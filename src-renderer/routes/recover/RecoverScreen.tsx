import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { call } from '../../engine/call.ts';
import { setSession } from '../../engine/session.ts';
import { useAction } from '../../engine/use-action.ts';
import { EntryCard } from '../../frame/EntryCard.tsx';
import { isRepeated, NewPasswordFields, noPassword } from '../../ui/NewPasswordFields.tsx';
import { t } from '../../words/t.ts';

/** The way back in for an admin who has the printed code and nothing else. */
export function RecoverScreen() {
  const router = useRouter();
  const [name, setName] = useState('');
  const [recoveryCode, setRecoveryCode] = useState('');
  const [password, setPassword] = useState(noPassword);
  const [tried, setTried] = useState(false);
  const recover = useAction(async () => {
    await call('session.recover', { name: name.trim(), recoveryCode, password: password.next });
    setSession(await call('session.signIn', { name: name.trim(), password: password.next }));
    await router.invalidate();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const whole = name.trim() !== '' && recoveryCode.trim() !== '' && password.next !== '';
    if (whole && isRepeated(password)) void recover.run();
  };
  return (
    <EntryCard title={t('frame.recover.title')} text={t('frame.recover.text')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput label={t('common.name')} required autoFocus autoComplete="username"
            value={name} error={tried && name.trim() === '' ? t('common.nameNeeded') : null}
            onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t('frame.recover.code')} required autoComplete="off" spellCheck={false}
            value={recoveryCode} maxLength={100}
            error={tried && recoveryCode.trim() === '' ? t('frame.recover.codeNeeded') : null}
            onChange={(event) => setRecoveryCode(event.currentTarget.value)} />
          <NewPasswordFields value={password} onChange={setPassword} tried={tried} />
          {recover.error === null ? null
            : <Alert color="red" role="alert">{recover.error}</Alert>}
          <Button type="submit" loading={recover.pending}>{t('frame.recover.save')}</Button>
          <Link to="/sign-in">{t('frame.recover.back')}</Link>
        </Stack>
      </form>
    </EntryCard>
  );
}
