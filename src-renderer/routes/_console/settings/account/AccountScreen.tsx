import { Button } from '@mantine/core';
import { useState } from 'react';
import { mayDo } from '../../../../../src-main/contract/domain.ts';
import { refreshSession, useSession } from '../../../../engine/session.ts';
import { ShownOnce } from '../../../../ui/ShownOnce.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import { Section } from '../Section.tsx';
import { CodeSetUpSheet } from './CodeSetUpSheet.tsx';
import { PasswordSheet } from './PasswordSheet.tsx';
import { RecoverySheet } from './RecoverySheet.tsx';

type OpenSheet = 'password' | 'code' | 'recovery' | null;

/** What operators keep of their own: password, authenticator app, and the printed code. */
export function AccountScreen() {
  const operator = useSession((session) => session?.operator ?? null);
  const [open, setOpen] = useState<OpenSheet>(null);
  const [printed, setPrinted] = useState<string | null>(null);
  if (operator === null) return null;
  const { name, role, hasCode, hasRecoveryCode } = operator;
  const close = (): void => setOpen(null);
  const done = (text: string): void => {
    close();
    toastDone(text);
    void refreshSession();
  };
  return (
    <>
      <Section title={t('account.password.title')}
        text={t('account.signedInAs', { name, role: t(`status.role.${role}`) })} actions={(
          <Button variant="default" onClick={() => setOpen('password')}>
            {t('account.password.change')}
          </Button>
        )} />
      <Section title={t('account.code.title')}
        text={t(hasCode ? 'account.code.on' : 'account.code.off')} actions={(
          <Button variant="default" onClick={() => setOpen('code')}>
            {t(hasCode ? 'account.code.replace' : 'account.code.setUp')}
          </Button>
        )} />
      {mayDo(role, 'people') ? (
        <Section title={t('account.recovery.title')}
          text={t(hasRecoveryCode ? 'account.recovery.on' : 'account.recovery.off')} actions={(
            <Button variant="default" onClick={() => setOpen('recovery')}>
              {t('account.recovery.make')}
            </Button>
          )} />
      ) : null}
      {open === 'password' ? (
        <PasswordSheet onClose={close} onDone={() => done(t('account.password.changed'))} />
      ) : null}
      {open === 'code' ? (
        <CodeSetUpSheet onClose={close} onDone={() => done(t('account.code.ready'))} />
      ) : null}
      {open === 'recovery' ? (
        <RecoverySheet onClose={close} onMade={(code) => {
          close();
          setPrinted(code);
          void refreshSession();
        }} />
      ) : null}
      <ShownOnce what={t('common.thing.recoveryCode')} secret={printed}
        onClose={() => setPrinted(null)} />
    </>
  );
}
