import { NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import type { ConnectionValues, RailField, RailForm } from './connection-form.ts';
import { t } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';

type RailFieldsProps = {
  readonly form: RailForm;
  readonly values: ConnectionValues;
  readonly problems: Readonly<Record<string, string>>;
  /** Names of secrets that are stored; their values never come to the window (R12). */
  readonly secretsSet: readonly string[];
  readonly onChange: (change: Partial<ConnectionValues>) => void;
};

/** The fields that a rail declares for its connections, drawn from that declaration. */
export function RailFields({ form, values, problems, secretsSet, onChange }: RailFieldsProps) {
  return form.fields.map((field) => field.secret ? (
    <PasswordInput key={field.name} label={engineText(field.label)} autoComplete="off"
      description={engineText(field.help)} error={engineText(problems[field.name] ?? '')}
      required={field.required && !secretsSet.includes(field.name)}
      placeholder={secretsSet.includes(field.name) ? t('settings.connections.stored') : ''}
      visibilityToggleButtonProps={{ 
        'aria-label': t('settings.connections.show', { field: engineText(field.label) }),
      }}
      value={values.secrets[field.name] ?? ''}
      onChange={(event) => onChange({
        secrets: { ...values.secrets, [field.name]: event.currentTarget.value },
      })} />
  ) : (
    <PlainField key={field.name} field={field} value={values.config[field.name] ?? field.initial}
      problem={engineText(problems[field.name] ?? '') || null}
      onChange={(value) => onChange({ config: { ...values.config, [field.name]: value } })} />
  ));
}

type PlainFieldProps = {
  readonly field: RailField;
  readonly value: RailField['initial'];
  readonly problem: string | null;
  readonly onChange: (value: RailField['initial']) => void;
};

function PlainField({ field, value, problem, onChange }: PlainFieldProps) {
  const common = {
    label: engineText(field.label), description: engineText(field.help),
    required: field.required, error: problem,
  };
  switch (field.kind) {
    case 'switch': return (
      <Switch label={common.label} description={common.description} checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)} />
    );
    case 'choice': return (
      <Select {...common} data={field.choices} value={`${value}`} allowDeselect={false}
        onChange={(choice) => { if (choice !== null) onChange(choice); }} />
    );
    case 'number': return (
      <NumberInput {...common} value={typeof value === 'boolean' ? '' : value}
        onChange={onChange} />
    );
    case 'text': return (
      <TextInput {...common} value={`${value}`}
        onChange={(event) => onChange(event.currentTarget.value)} />
    );
  }
}
