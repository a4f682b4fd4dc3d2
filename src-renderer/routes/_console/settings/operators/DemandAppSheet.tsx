import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { OperatorView } from '../../../../../src-main/contract/session.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import { useConfirmers } from '../use-confirmers.tsx';

type DemandAppSheetProps = {
  readonly operators: readonly OperatorView[];
  /** What it is to become. */
  readonly required: boolean;
  readonly onClose: () => void;
};

/** Demands an authenticator app of everybody, or, with a second person, no more. */
export function DemandAppSheet({ operators, required, onClose }: DemandAppSheetProps) {
  const router = useRouter();
  const [tried, setTried] = useState(false);
  const confirmers = useConfirmers(operators, {
    targetId: null, roles: required ? [] : ['approver'],
  });
  const save = useAction(async () => {
    await call('operators.requireApp', { required, second: confirmers.second });
    await router.invalidate();
    onClose();
    toastDone(t(required ? 'settings.operators.demanded' : 'settings.operators.notDemanded'));
  });
  const submit = (): void => {
    setTried(true);
    if (confirmers.missing === null) void save.run();
  };
  return (
    <FormSheet opened needs="people" onClose={onClose} dirty={false} pending={save.pending}
      title={t('settings.operators.demandApp')} onSubmit={submit}
      submitLabel={t(required ? 'settings.operators.demand' : 'settings.operators.demandNoMore')}
      error={save.error ?? (tried ? confirmers.missing : null)}>
      <p>{t(required ? 'settings.operators.demandText' : 'settings.operators.demandNoMoreText')}</p>
      {confirmers.fields}
    </FormSheet>
  );
}
