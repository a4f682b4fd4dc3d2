import { Alert, Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { call } from '../../engine/call.ts';
import { setSession, useSession } from '../../engine/session.ts';
import { useAction } from '../../engine/use-action.ts';
import { EntryCard } from '../../frame/EntryCard.tsx';
import { leave } from '../../frame/leave.ts';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { t } from '../../words/t.ts';

/** The session goes on behind it; what was open comes back after the password. */
export function LockScreen() {
  const router = useRouter();
  const name = useSession((session) => session?.operator?.name ?? t('frame.lock.theOperator'));
  const form = useForm({ initialValues: { password: '' } });
  const unlock = useAction(async (password: string) => {
    setSession(await call('session.unlock', { password }));
    await router.invalidate();
  });
  return (
    <EntryCard title={t('frame.lock.title')} text={t('frame.lock.text', { name })}>
      <form onSubmit={form.onSubmit(({ password }) => void unlock.run(password))}>
        <Stack gap="md">
          <PasswordField autoFocus
            autoComplete="current-password"
            {...form.getInputProps('password')} />
          {unlock.error === null ? null
            : <Alert color="red" role="alert">{unlock.error}</Alert>}
          <Button type="submit" loading={unlock.pending}>{t('frame.lock.unlock')}</Button>
          <Button variant="subtle" color="gray" onClick={() => void leave('switch', router)}>
            {t('frame.lock.other')}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
