import { Alert, Button, Stack } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { call } from '../../engine/call.ts';
import { setSession, useSession } from '../../engine/session.ts';
import { useAction } from '../../engine/use-action.ts';
import { EntryCard } from '../../frame/EntryCard.tsx';
import { leave } from '../../frame/leave.ts';
import { isRepeated, NewPasswordFields, noPassword } from '../../ui/NewPasswordFields.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { t } from '../../words/t.ts';

/** Whoever signs in with a password that somebody else has set makes one of their own first. */
export function ChangePasswordScreen() {
  const router = useRouter();
  const name = useSession((session) => session?.operator?.name ?? t('frame.lock.theOperator'));
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState(noPassword);
  const [tried, setTried] = useState(false);
  const change = useAction(async () => {
    setSession(await call('session.changePassword', { current, next: password.next }));
    await router.invalidate();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (current !== '' && password.next !== '' && isRepeated(password)) void change.run();
  };
  return (
    <EntryCard title={t('frame.password.title')} text={t('frame.password.text', { name })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <PasswordField label={t('frame.password.given')} autoFocus
            autoComplete="current-password" value={current}
            error={tried && current === '' ? t('common.passwordNeeded') : null}
            onChange={(event) => setCurrent(event.currentTarget.value)} />
          <NewPasswordFields value={password} onChange={setPassword} tried={tried} />
          {change.error === null ? null
            : <Alert color="red" role="alert">{change.error}</Alert>}
          <Button type="submit" loading={change.pending}>{t('frame.password.save')}</Button>
          <Button variant="subtle" color="gray" onClick={() => void leave('signOut', router)}>
            {t('frame.operator.signOut')}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
