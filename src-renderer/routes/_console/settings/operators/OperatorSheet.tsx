import { Button, Group, Switch } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { rolesGiven } from '../../../../../src-main/contract/domain.ts';
import type { OperatorView } from '../../../../../src-main/contract/session.ts';
import { call } from '../../../../engine/call.ts';
import { useReach } from '../../../../engine/reach.ts';
import { useSession } from '../../../../engine/session.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { plainText } from '../../../../format/text.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import { RemoveAppSheet, ResetPasswordSheet } from './AccountSheets.tsx';
import { RoleSelect } from './RoleSelect.tsx';
import { useConfirmers } from '../use-confirmers.tsx';

type OperatorSheetProps = {
  readonly operator: OperatorView;
  readonly operators: readonly OperatorView[];
  readonly onClose: () => void;
};

/** An account as an admin keeps it: its role, whether it may be used, and the ways out. */
export function OperatorSheet({ operator, operators, onClose }: OperatorSheetProps) {
  const router = useRouter();
  const own = useSession((session) => session?.operator?.id === operator.id);
  const name = plainText(operator.name);
  const [role, setRole] = useState(operator.role);
  const [disabled, setDisabled] = useState(operator.disabled);
  const [tried, setTried] = useState(false);
  const [further, setFurther] = useState<'reset' | 'app' | null>(null);
  const roles = rolesGiven(operator, { role, disabled });
  const confirmers = useConfirmers(operators, { targetId: operator.id, roles });
  const dirty = role !== operator.role || disabled !== operator.disabled;
  const done = async (text: string): Promise<void> => {
    await router.invalidate();
    onClose();
    toastDone(text);
  };
  const save = useAction(async () => {
    await call('operators.change', {
      operatorId: operator.id, version: operator.version, role, disabled,
      second: confirmers.second,
    });
    await done(disabled ? t('settings.operators.savedOff', { name })
      : t('settings.operators.saved', { name, role: t(`status.role.${role}`) }));
  });
  const submit = (): void => {
    setTried(true);
    if (!dirty) return onClose();
    if (confirmers.missing === null) void save.run();
  };
  const sheet = { operator, operators, onClose: () => setFurther(null), onDone: done };
  if (further === 'reset') return <ResetPasswordSheet {...sheet} />;
  if (further === 'app') return <RemoveAppSheet {...sheet} />;
  return (
    <FormSheet opened needs="people" onClose={onClose} dirty={dirty} pending={save.pending}
      title={t('settings.operators.one', { name })} submitLabel={t('settings.operators.save')}
      onSubmit={submit}
      error={save.error ?? (tried ? confirmers.missing : null)}>
      {own ? <p className="pd-secondary">{t('settings.operators.ownHint')}</p> : null}
      <RoleSelect value={role} onChange={setRole} disabled={own} />
      <Switch label={t('settings.operators.inUse')} checked={!disabled} disabled={own}
        description={t('settings.operators.inUseHint')}
        onChange={(event) => setDisabled(!event.currentTarget.checked)} />
      {own ? null : <WaysOut operator={operator} onChoose={setFurther} />}
      {dirty ? confirmers.fields : null}
    </FormSheet>
  );
}

type WaysOutProps = {
  readonly operator: OperatorView; readonly onChoose: (way: 'reset' | 'app') => void;
};

/** For somebody who lost the password or the app. */
function WaysOut({ operator, onChoose }: WaysOutProps) {
  const blocked = useReach('people') !== null;
  return (
    <Group gap="sm">
      <Button variant="default" disabled={blocked} onClick={() => onChoose('reset')}>
        {t('settings.operators.reset')}
      </Button>
      {operator.hasCode ? (
        <Button variant="default" disabled={blocked} onClick={() => onChoose('app')}>
          {t('settings.operators.removeApp')}
        </Button>
      ) : null}
    </Group>
  );
}
