import { TextInput } from '@mantine/core';
import { PasswordField } from './PasswordField.tsx';
import { t } from '../words/t.ts';
import classes from './ReviewSheet.module.css';

/** Who confirms beside the one at the window; `code` where they have an authenticator app. */
export type SecondOperator = {
  readonly name: string; readonly password: string; readonly code: string;
};

export const nobodyYet: SecondOperator = { name: '', password: '', code: '' };

type SecondOperatorFieldsProps = {
  readonly value: SecondOperator;
  readonly onChange: (value: SecondOperator) => void;
};

/** Name and password of the second operator, who confirms at this window (R8, R9). */
export function SecondOperatorFields({ value, onChange }: SecondOperatorFieldsProps) {
  return (
    <fieldset className={classes.second}>
      <legend>{t('verbs.sheet.second')}</legend>
      <TextInput label={t('common.name')} required autoComplete="off" value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })} />
      <PasswordField autoComplete="off" value={value.password}
        onChange={(event) => onChange({ ...value, password: event.currentTarget.value })} />
      <TextInput label={t('verbs.sheet.secondCode')} autoComplete="off" inputMode="numeric"
        maxLength={7} value={value.code}
        onChange={(event) => onChange({ ...value, code: event.currentTarget.value })} />
    </fieldset>
  );
}

/** Whether somebody was named; the engine says who they are. */
export function isSecondNamed({ name, password }: SecondOperator): boolean {
  return name.trim() !== '' && password !== '';
}
