import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { appCode } from '../../src-main/contract/values.ts';
import { call } from '../engine/call.ts';
import { useStepUp } from '../engine/step-up.ts';
import { useAction } from '../engine/use-action.ts';
import { t } from '../words/t.ts';

/** Asks for a code of the operator's authenticator app, for the one act that waits for it. */
export function CodeSheet() {
  const asked = useStepUp((state) => state.asked);
  return asked === null ? null : <CodeForm key={asked.digest} {...asked} />;
}

type CodeFormProps = {
  readonly digest: string; readonly settle: (proven: boolean) => void;
};

function CodeForm({ digest, settle }: CodeFormProps) {
  const [code, setCode] = useState('');
  const prove = useAction(async () => {
    await call('session.prove', { digest, code });
    settle(true);
  });
  const complete = appCode.safeParse(code).success;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (complete && !prove.pending) void prove.run();
  };
  return (
    <Modal opened onClose={() => settle(false)} title={t('frame.code.title')} size={420}
      zIndex={400} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <p>{t('frame.code.text')}</p>
          <TextInput label={t('frame.code.label')} required data-autofocus inputMode="numeric"
            autoComplete="one-time-code" maxLength={7} value={code}
            onChange={(event) => setCode(event.currentTarget.value)} />
          {prove.error === null ? null : <Alert color="red" role="alert">{prove.error}</Alert>}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => settle(false)}>{t('common.cancel')}</Button>
            <Button type="submit" disabled={!complete} loading={prove.pending}>
              {t('frame.code.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
