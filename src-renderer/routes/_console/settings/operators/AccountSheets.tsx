import { useState } from 'react';
import type { OperatorView } from '../../../../../src-main/contract/session.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { plainText } from '../../../../format/text.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { PasswordField } from '../../../../ui/PasswordField.tsx';
import { t } from '../../../../words/t.ts';
import { useConfirmers } from '../use-confirmers.tsx';

type AccountSheetProps = {
  readonly operator: OperatorView;
  readonly operators: readonly OperatorView[];
  readonly onClose: () => void;
  readonly onDone: (text: string) => Promise<void>;
};

/** A password for somebody who lost theirs; they change it when they next sign in. */
export function ResetPasswordSheet(props: AccountSheetProps) {
  const { operator: { id, version, role }, operators, onClose, onDone } = props;
  const name = plainText(props.operator.name);
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const confirmers = useConfirmers(operators, { targetId: id, roles: [role] });
  const reset = useAction(async () => {
    await call('operators.resetPassword', {
      operatorId: id, version, password, second: confirmers.second,
    });
    await onDone(t('settings.operators.resetDone', { name }));
  });
  const submit = (): void => {
    setTried(true);
    if (password !== '' && confirmers.missing === null) void reset.run();
  };
  return (
    <FormSheet opened needs="people" onClose={onClose} dirty={password !== ''}
      title={t('settings.operators.resetTitle', { name })}
      submitLabel={t('settings.operators.reset')} onSubmit={submit} pending={reset.pending}
      error={reset.error ?? (tried ? confirmers.missing : null)}>
      <p className="pd-secondary">{t('settings.operators.resetHint', { name })}</p>
      <PasswordField autoComplete="new-password"
        value={password} description={t('settings.operators.passwordHint')}
        error={tried && password === '' ? t('common.passwordNeeded') : null}
        onChange={(event) => setPassword(event.currentTarget.value)} />
      {confirmers.fields}
    </FormSheet>
  );
}

/** For somebody who lost the phone with the app. */
export function RemoveAppSheet(props: AccountSheetProps) {
  const { operator: { id, version, role }, operators, onClose, onDone } = props;
  const name = plainText(props.operator.name);
  const [tried, setTried] = useState(false);
  const confirmers = useConfirmers(operators, { targetId: id, roles: [role] });
  const remove = useAction(async () => {
    await call('operators.removeCode', { operatorId: id, version, second: confirmers.second });
    await onDone(t('settings.operators.removeAppDone', { name }));
  });
  const submit = (): void => {
    setTried(true);
    if (confirmers.missing === null) void remove.run();
  };
  return (
    <FormSheet opened needs="people" onClose={onClose} dirty={false}
      title={t('settings.operators.removeAppTitle', { name })}
      submitLabel={t('settings.operators.removeApp')} onSubmit={submit} pending={remove.pending}
      error={remove.error ?? (tried ? confirmers.missing : null)}>
      <p className="pd-secondary">{t('settings.operators.removeAppHint')}</p>
      {confirmers.fields}
    </FormSheet>
  );
}
