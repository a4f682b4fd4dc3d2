import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { call } from '../../engine/call.ts';
import { setSession, useSession } from '../../engine/session.ts';
import { useAction } from '../../engine/use-action.ts';
import { EntryCard } from '../../frame/EntryCard.tsx';

/** Creates the first operator, who is the admin, and signs in. */
export function FirstRunScreen() {
  const router = useRouter();
  const sandbox = useSession((session) => session?.sandbox ?? false);
  const form = useForm({
    initialValues: { name: '', password: '', again: '' },
    validate: {
      name: (name) => name.trim() === '' ? 'A name is needed.' : null,
      password: (password) => password === '' ? 'A password is needed.' : null,
      again: (again, { password }) => again === password ? null : 'The two differ.',
    },
  });
  const create = useAction(async (name: string, password: string) => {
    setSession(await call('session.createFirst', { name, password }));
    await router.invalidate();
  });
  return (
    <EntryCard title="Welcome to Paydesk" text={sandbox
      ? 'You are in the sandbox: every provider here is a stand-in, and nothing is real money. '
        + 'Create the first operator to look around.'
      : 'Create the first operator. It will be the admin, who adds the others.'}>
      <form onSubmit={form.onSubmit(({ name, password }) =>
        void create.run(name.trim(), password))}>
        <Stack gap="md">
          <TextInput label="Your name" required autoFocus autoComplete="username"
            {...form.getInputProps('name')} />
          <PasswordInput label="Password" required autoComplete="new-password"
            description="A sentence is better than a word."
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
            {...form.getInputProps('password')} />
          <PasswordInput label="Password again" required autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the repeated password' }}
            {...form.getInputProps('again')} />
          {create.error === null ? null
            : <Alert color="red" role="alert">{create.error}</Alert>}
          <Button type="submit" loading={create.pending}>Create the admin and begin</Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
