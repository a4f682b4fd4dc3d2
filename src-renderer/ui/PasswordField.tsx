import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { t } from '../words/t.ts';

type PasswordFieldProps = Omit<PasswordInputProps, 'visibilityToggleButtonProps'> & {
  /** Names the button that shows what was typed, where another one stands beside it. */
  readonly showLabel?: string;
};

/** A password that has to be typed, with a button that shows it, named for those who hear it. */
export function PasswordField({ showLabel, ...props }: PasswordFieldProps) {
  return (
    <PasswordInput label={t('common.password')} required {...props}
      visibilityToggleButtonProps={{ 'aria-label': showLabel ?? t('common.showPassword') }} />
  );
}
