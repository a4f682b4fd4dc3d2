import { Button, Group } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useRouter } from '@tanstack/react-router';
import type { BackupView } from '../../../../../src-main/contract/backups.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { duration, exactTime } from '../../../../format/time.ts';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';

type BackupActsProps = {
  readonly backup: BackupView;
  /** A copy or a drill is running already. */
  readonly busy: boolean;
  readonly onRestore: (backup: BackupView) => void;
};

/** Examine, restore, delete: the acts on one copy. */
export function BackupActs({ backup, busy, onRestore }: BackupActsProps) {
  const router = useRouter();
  const when = exactTime(backup.createdAt);
  const drill = useAction(async () => {
    try {
      const found = await call('backups.drill', { backupId: backup.id });
      await router.invalidate();
      if (found.ok) {
        toastDone(t('backups.drill.passed', {
          entries: found.auditEntries, took: duration(found.tookMs),
        }));
      }
    } catch (error) {
      toastRefusal(error);
    }
  });
  return (
    <Group gap={6} wrap="nowrap">
      <Button size="compact-xs" variant="default" disabled={busy} loading={drill.pending}
        aria-label={t('backups.drill.actOf', { when })} onClick={() => void drill.run()}>
        {t('backups.drill.act')}
      </Button>
      <Button size="compact-xs" variant="default" disabled={busy}
        aria-label={t('backups.restore.actOf', { when })} onClick={() => onRestore(backup)}>
        {t('backups.restore.act')}
      </Button>
      <Button size="compact-xs" variant="default" disabled={busy}
        aria-label={t('backups.remove.actOf', { when })}
        onClick={() => askToRemove(backup.id, when, () => router.invalidate())}>
        {t('backups.remove.act')}
      </Button>
    </Group>
  );
}

function askToRemove(backupId: string, when: string, then: () => Promise<void>): void {
  const remove = async (): Promise<void> => {
    try {
      await call('backups.remove', { backupId });
      await then();
      toastDone(t('backups.remove.done', { when }));
    } catch (error) {
      toastRefusal(error);
    }
  };
  modals.openConfirmModal({
    title: t('backups.remove.title', { when }), children: t('backups.remove.text'),
    labels: { confirm: t('backups.remove.confirm'), cancel: t('common.cancel') },
    confirmProps: { color: 'red' }, onConfirm: () => void remove(),
  });
}
