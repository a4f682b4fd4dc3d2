import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useRouter } from '@tanstack/react-router';
import { call } from '../../engine/call.ts';
import { setSession } from '../../engine/session.ts';
import { useAction } from '../../engine/use-action.ts';
import { EntryCard } from '../../frame/EntryCard.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { t } from '../../words/t.ts';

export function SignInScreen() {
  const router = useRouter();
  const form = useForm({ initialValues: { name: '', password: '' } });
  const signIn = useAction(async (name: string, password: string) => {
    setSession(await call('session.signIn', { name, password }));
    await router.invalidate();
  });
  return (
    <EntryCard title={t('frame.signIn.title')} text={t('frame.signIn.text')}>
      <form onSubmit={form.onSubmit(({ name, password }) =>
        void signIn.run(name.trim(), password))}>
        <Stack gap="md">
          <TextInput label={t('common.name')} required autoFocus autoComplete="username"
            {...form.getInputProps('name')} />
          <PasswordField autoComplete="current-password"
            {...form.getInputProps('password')} />
          {signIn.error === null ? null
            : <Alert color="red" role="alert">{signIn.error}</Alert>}
          <Button type="submit" loading={signIn.pending}>{t('frame.signIn.title')}</Button>
          <Link to="/recover" className="pd-secondary">{t('frame.signIn.lost')}</Link>
        </Stack>
      </form>
    </EntryCard>
  );
}
