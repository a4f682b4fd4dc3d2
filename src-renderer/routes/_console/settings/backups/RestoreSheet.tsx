import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BackupView } from '../../../../../src-main/contract/backups.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { exactTime } from '../../../../format/time.ts';
import { ReviewSheet } from '../../../../ui/ReviewSheet.tsx';
import { nobodyYet } from '../../../../ui/SecondOperatorFields.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';

type RestoreSheetProps = { readonly backup: BackupView; readonly onClose: () => void };

/** Puts a copy in the place of the store: typed name, reason and a second operator. */
export function RestoreSheet({ backup, onClose }: RestoreSheetProps) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState(nobodyYet);
  const when = exactTime(backup.createdAt);
  const restore = useAction(async () => {
    await call('backups.restore', {
      backupId: backup.id, confirmation: typed, reason, second,
    });
    onClose();
    toastDone(t('backups.restore.begun'));
  });
  return (
    <ReviewSheet opened needs="configure" onClose={onClose} danger
      title={t('backups.restore.title', { when })}
      facts={[
        { label: t('backups.restore.copy'), value: <span className="pd-mono">{backup.id}</span> },
        { label: t('backups.restore.holds'), value: t('backups.restore.holdsText', {
          payments: backup.payments, entries: backup.auditSeq,
        }) },
        { label: t('backups.restore.lost'), value: t('backups.restore.lostText') },
        { label: t('backups.restore.kept'), value: t('backups.restore.keptText') },
      ]}
      finality={t('backups.restore.finality')}
      reason={{ value: reason, onChange: setReason, hint: t('backups.restore.reasonHint') }}
      secondOperator={{ value: second, onChange: setSecond }}
      confirmLabel={t('backups.restore.confirm')} onConfirm={() => void restore.run()}
      {...(typed.trim() === backup.id ? {} : { blocked: t('backups.restore.typed') })}
      error={restore.error} pending={restore.pending}>
      <TextInput label={t('backups.restore.type')} value={typed} autoComplete="off"
        maxLength={128} required onChange={(event) => setTyped(event.currentTarget.value)} />
    </ReviewSheet>
  );
}
