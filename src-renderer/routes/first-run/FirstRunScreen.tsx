import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { call } from '../../engine/call.ts';
import { setSession, useSession } from '../../engine/session.ts';
import { useAction } from '../../engine/use-action.ts';
import { EntryCard } from '../../frame/EntryCard.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { t } from '../../words/t.ts';

/** Creates the first operator, who is the admin, and signs in. */
export function FirstRunScreen() {
  const router = useRouter();
  const sandbox = useSession((session) => session?.sandbox ?? false);
  const form = useForm({
    initialValues: { name: '', password: '', again: '' },
    validate: {
      name: (name) => name.trim() === '' ? t('common.nameNeeded') : null,
      password: (password) => password === '' ? t('common.passwordNeeded') : null,
      again: (again, { password }) => again === password ? null : t('frame.firstRun.differ'),
    },
  });
  const create = useAction(async (name: string, password: string) => {
    setSession(await call('session.createFirst', { name, password }));
    await router.invalidate();
  });
  return (
    <EntryCard title={t('frame.firstRun.title')}
      text={t(sandbox ? 'frame.firstRun.sandbox' : 'frame.firstRun.live')}>
      <form onSubmit={form.onSubmit(({ name, password }) =>
        void create.run(name.trim(), password))}>
        <Stack gap="md">
          <TextInput label={t('frame.firstRun.name')} required autoFocus autoComplete="username"
            {...form.getInputProps('name')} />
          <PasswordField autoComplete="new-password"
            description={t('frame.firstRun.hint')}
            {...form.getInputProps('password')} />
          <PasswordField label={t('frame.firstRun.again')} autoComplete="new-password"
            showLabel={t('frame.firstRun.showAgain')}
            {...form.getInputProps('again')} />
          {create.error === null ? null
            : <Alert color="red" role="alert">{create.error}</Alert>}
          <Button type="submit" loading={create.pending}>{t('frame.firstRun.create')}</Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
