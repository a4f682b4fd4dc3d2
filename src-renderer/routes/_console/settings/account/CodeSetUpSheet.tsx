import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { QrCode } from '../../../../ui/QrCode.tsx';
import { PasswordField } from '../../../../ui/PasswordField.tsx';
import { t } from '../../../../words/t.ts';

type CodeSetUpSheetProps = { readonly onClose: () => void; readonly onDone: () => void };

/** The password first; then the secret for the app, which counts once a code of it came back. */
export function CodeSetUpSheet({ onClose, onDone }: CodeSetUpSheetProps) {
  const [password, setPassword] = useState('');
  const [made, setMade] = useState<{ secret: string; uri: string } | null>(null);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const begin = useAction(async () => {
    setMade(await call('session.beginCode', { password }));
    setTried(false);
  });
  const confirm = useAction(async () => {
    await call('session.confirmCode', { code });
    onDone();
  });
  const step = made === null ? begin : confirm;
  const typed = made === null ? password : code;
  const submit = (): void => {
    setTried(true);
    if (typed !== '') void step.run();
  };
  return (
    <FormSheet opened needs="see" onClose={onClose} title={t('account.code.title')}
      submitLabel={t(made === null ? 'account.code.go' : 'account.code.finish')}
      onSubmit={submit} pending={step.pending} error={step.error} dirty={made !== null}>
      {made === null ? (
        <PasswordField key="password" value={password}
          autoComplete="current-password"
          error={tried && password === '' ? t('common.passwordNeeded') : null}
          onChange={(event) => setPassword(event.currentTarget.value)} />
      ) : (
        <>
          <p>{t('account.code.scan')}</p>
          <QrCode text={made.uri} size={200} label={t('account.code.qr')} />
          <CopyText text={made.secret} label={t('common.thing.appSecret')} />
          <TextInput key="code" label={t('frame.code.label')} required inputMode="numeric"
            autoComplete="one-time-code" maxLength={7} value={code} autoFocus
            error={tried && code === '' ? t('account.code.needed') : null}
            onChange={(event) => setCode(event.currentTarget.value)} />
        </>
      )}
    </FormSheet>
  );
}
