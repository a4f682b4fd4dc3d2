import { useState } from 'react';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { PasswordField } from '../../../../ui/PasswordField.tsx';
import { t } from '../../../../words/t.ts';

type RecoverySheetProps = {
  readonly onClose: () => void; readonly onMade: (code: string) => void;
};

/** Makes the code that is printed and kept away from the machine. */
export function RecoverySheet({ onClose, onMade }: RecoverySheetProps) {
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const make = useAction(async () => {
    onMade((await call('session.makeRecoveryCode', { password })).recoveryCode);
  });
  const submit = (): void => {
    setTried(true);
    if (password !== '') void make.run();
  };
  return (
    <FormSheet opened needs="people" onClose={onClose} title={t('account.recovery.make')}
      submitLabel={t('account.recovery.make')} onSubmit={submit} pending={make.pending}
      error={make.error} dirty={false}>
      <p className="pd-secondary">{t('account.recovery.hint')}</p>
      <PasswordField value={password}
        autoComplete="current-password"
        error={tried && password === '' ? t('common.passwordNeeded') : null}
        onChange={(event) => setPassword(event.currentTarget.value)} />
    </FormSheet>
  );
}
