import { useState } from 'react';
import { call } from '../../../../engine/call.ts';
import { setSession } from '../../../../engine/session.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { isRepeated, NewPasswordFields, noPassword } from '../../../../ui/NewPasswordFields.tsx';
import { PasswordField } from '../../../../ui/PasswordField.tsx';
import { t } from '../../../../words/t.ts';

type PasswordSheetProps = { readonly onClose: () => void; readonly onDone: () => void };

export function PasswordSheet({ onClose, onDone }: PasswordSheetProps) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState(noPassword);
  const [tried, setTried] = useState(false);
  const change = useAction(async () => {
    setSession(await call('session.changePassword', { current, next: password.next }));
    onDone();
  });
  const submit = (): void => {
    setTried(true);
    if (current !== '' && password.next !== '' && isRepeated(password)) void change.run();
  };
  return (
    <FormSheet opened needs="see" onClose={onClose} title={t('account.password.change')}
      submitLabel={t('account.password.change')} onSubmit={submit} pending={change.pending}
      error={change.error} dirty={current !== '' || password.next !== ''}>
      <p className="pd-secondary">{t('account.password.others')}</p>
      <PasswordField label={t('account.password.current')} value={current}
        autoComplete="current-password"
        error={tried && current === '' ? t('common.passwordNeeded') : null}
        onChange={(event) => setCurrent(event.currentTarget.value)} />
      <NewPasswordFields value={password} onChange={setPassword} tried={tried} />
    </FormSheet>
  );
}
