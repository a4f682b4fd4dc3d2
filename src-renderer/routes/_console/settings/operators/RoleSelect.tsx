import { Select } from '@mantine/core';
import { operatorRoles, type OperatorRole } from '../../../../../src-main/contract/domain.ts';
import { t } from '../../../../words/t.ts';

type RoleSelectProps = {
  readonly value: OperatorRole;
  readonly onChange: (role: OperatorRole) => void;
  readonly disabled?: boolean;
};

/** A role, with what it may do beside it. */
export function RoleSelect({ value, onChange, disabled = false }: RoleSelectProps) {
  return (
    <Select label={t('settings.operators.role')} allowDeselect={false} value={value}
      disabled={disabled} description={t(`settings.operators.may.${value}`)}
      data={operatorRoles.map((role) => ({ value: role, label: t(`status.role.${role}`) }))}
      onChange={(next) => {
        const role = operatorRoles.find((known) => known === next);
        if (role !== undefined) onChange(role);
      }} />
  );
}
