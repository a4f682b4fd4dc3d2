import { Alert, Button, Group } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Archive } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { BackupView } from '../../../../../src-main/contract/backups.ts';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { call } from '../../../../engine/call.ts';
import { useLive } from '../../../../engine/live.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { bytesText } from '../../../../format/bytes.ts';
import { formatCount } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { exactTime } from '../../../../format/time.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { When } from '../../../../ui/When.tsx';
import { Rich } from '../../../../words/Rich.tsx';
import { t } from '../../../../words/t.ts';
import { Section } from '../Section.tsx';
import { BackupActs } from './BackupActs.tsx';
import { DrillBadge } from './DrillBadge.tsx';
import { RestoredPanel } from './RestoredPanel.tsx';
import { RestoreSheet } from './RestoreSheet.tsx';
import { RuleSheet } from './RuleSheet.tsx';

export type Backups = CallOutput<'backups.list'>;

const columns: readonly DataColumn<BackupView>[] = [
  { id: 'made', header: () => t('backups.columns.made'), width: '112px',
    cell: ({ createdAt }) => <When at={createdAt} /> },
  { id: 'kind', header: () => t('backups.columns.kind'), width: 'minmax(120px, 1fr)',
    cell: ({ kind }) => t(`backups.kind.${kind}`) },
  { id: 'size', header: () => t('backups.columns.size'), width: '96px', align: 'right',
    cell: ({ bytes }) => bytesText(bytes) },
  { id: 'payments', header: () => t('backups.columns.payments'), width: '104px', align: 'right',
    cell: ({ payments }) => formatCount(payments) },
  { id: 'audit', header: () => t('backups.columns.audit'), width: '128px', align: 'right',
    cell: ({ auditSeq }) => formatCount(auditSeq) },
  { id: 'drill', header: () => t('backups.columns.drill'), width: '176px',
    cell: ({ drill }) => <DrillBadge drill={drill} /> },
];

/** The copies of the store: made now, examined, removed, and put in its place. */
export function BackupsScreen({ backups }: { readonly backups: Backups }) {
  useLive({ nouns: ['settings'] });
  const router = useRouter();
  const [restoring, setRestoring] = useState<BackupView | null>(null);
  const make = useAction(async () => {
    await call('backups.make', {});
    await router.invalidate();
    const [newest] = (await call('backups.list', {})).items;
    if (newest !== undefined) {
      toastDone(t('backups.made', { payments: newest.payments, size: bytesText(newest.bytes) }));
    }
  });
  const busy = make.pending || backups.busy !== null;
  const withActs = useMemo((): readonly DataColumn<BackupView>[] => [...columns, {
    id: 'acts', header: () => t('backups.columns.acts'), width: '252px',
    cell: (backup) => <BackupActs backup={backup} busy={busy} onRestore={setRestoring} />,
  }], [busy]);
  const problem = make.error ?? backups.problem;
  const now = (
    <Button leftSection={<Archive size={15} aria-hidden />} loading={make.pending}
      disabled={busy} onClick={() => void make.run()}>{t('backups.now')}</Button>
  );
  return (
    <Section title={t('backups.title')} actions={now} text={
      <Rich text={t('backups.text')} parts={{
        folder: () => <CopyText text={backups.folder} label={t('common.thing.folder')} />,
      }} />
    }>
      {backups.restored === null ? null : <RestoredPanel restored={backups.restored} />}
      {problem === null ? null : <Alert color="red" role="alert">{plainText(problem)}</Alert>}
      {backups.items.map((backup) => <DrillProblem key={backup.id} backup={backup} />)}
      {backups.busy === null ? null : (
        <p role="status">
          {t(backups.busy === 'make' ? 'backups.making' : 'backups.drilling')}
        </p>
      )}
      <DataTable label={t('backups.title')} columns={withActs} rows={backups.items}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={Archive} title={t('backups.none')}
          text={t('backups.noneHint')} />} />
      <Rule rule={backups.rule} />
      {restoring === null ? null : (
        <RestoreSheet backup={restoring} onClose={() => setRestoring(null)} />
      )}
    </Section>
  );
}

/** A copy that a restore must not rest on says so until it is gone. */
function DrillProblem({ backup: { drill, createdAt } }: { readonly backup: BackupView }) {
  if (drill === null || drill.ok) return null;
  const problem = plainText(drill.problems[0] ?? '');
  return (
    <Alert color="red" role="alert" title={exactTime(createdAt)}>
      {t('backups.drill.failed', { problem })}
    </Alert>
  );
}

function Rule({ rule }: Pick<Backups, 'rule'>) {
  const [changing, setChanging] = useState(false);
  return (
    <Group justify="space-between" wrap="nowrap" mt="sm">
      <span className="pd-secondary">
        {t('backups.rule.text', {
          daily: rule.daily, weekly: rule.weekly, size: bytesText(rule.bytesMax),
        })}{' '}{t('backups.rule.always')}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
        {t('backups.rule.change')}
      </Button>
      {changing ? <RuleSheet rule={rule} onClose={() => setChanging(false)} /> : null}
    </Group>
  );
}
