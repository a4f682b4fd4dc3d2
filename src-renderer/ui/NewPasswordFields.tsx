import { PasswordField } from './PasswordField.tsx';
import { t } from '../words/t.ts';

export type NewPassword = { readonly next: string; readonly again: string };

export const noPassword: NewPassword = { next: '', again: '' };

type NewPasswordFieldsProps = {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  /** Whether it was tried to save, so that what is missing is said. */
  readonly tried: boolean;
};

/** A new password and its repetition. */
export function NewPasswordFields({ value, onChange, tried }: NewPasswordFieldsProps) {
  return (
    <>
      <PasswordField label={t('frame.password.next')} autoComplete="new-password"
        description={t('frame.firstRun.hint')} value={value.next}
        error={tried && value.next === '' ? t('common.passwordNeeded') : null}
        onChange={(event) => onChange({ ...value, next: event.currentTarget.value })} />
      <PasswordField label={t('frame.password.again')} autoComplete="new-password"
        value={value.again}
        showLabel={t('frame.firstRun.showAgain')}
        error={tried && !isRepeated(value) ? t('frame.firstRun.differ') : null}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })} />
    </>
  );
}

/** Whether both say the same. */
export function isRepeated({ next, again }: NewPassword): boolean {
  return next === again;
}
