import { Alert, Button, Group, TextInput } from '@mantine/core';
import { ScrollText, ShieldCheck } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';
import { useLive } from '../../../engine/live.ts';
import { useAction } from '../../../engine/use-action.ts';
import { usePages } from '../../../engine/use-pages.ts';
import { formatCount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { When } from '../../../ui/When.tsx';
import { readAudit, type AuditEntry, type AuditPage } from './audit-pages.ts';
import { t, wordFor } from '../../../words/t.ts';
import { Rich } from '../../../words/Rich.tsx';
import { engineText } from '../../../words/engine-text.ts';

const columns: readonly DataColumn<AuditEntry>[] = [
  { id: 'seq', header: () => t('audit.number'), width: '80px', align: 'right',
    cell: ({ seq }) => formatCount(seq) },
  { id: 'at', header: () => t('audit.when'), width: '104px', cell: ({ at }) => <When at={at} /> },
  { id: 'actor', header: () => t('audit.who'), width: 'minmax(110px, 1fr)', cell: ({ actor }) =>
    plainText(actor) },
  { id: 'act', header: () => t('common.column.act'), width: 'minmax(170px, 1fr)',
    cell: ({ act }) => act },
  { id: 'subject', header: () => t('audit.on'), width: '240px', cell: ({ subject, subjectId }) =>
    <Subject subject={subject} id={subjectId} /> },
  { id: 'reason', header: () => t('common.column.reason'), width: 'minmax(140px, 2fr)',
    cell: ({ reason }) =>
    <span title={engineText(reason)}>{engineText(reason)}</span> },
  { id: 'hash', header: () => t('audit.link'), width: '164px', cell: ({ hash }) =>
    <CopyText text={hash} shorten label={t('common.thing.hash')} /> },
];

type AuditScreenProps = {
  readonly first: AuditPage;
  readonly subject: string | null;
  readonly onSubject: (id: string | null) => void;
};

/** Every change, who made it and why, each entry linked to the one before by its hash. */
export function AuditScreen({ first, subject, onSubject }: AuditScreenProps) {
  // Every commit writes an entry, so whatever changes concerns this list.
  useLive({ any: true });
  const pages = usePages({
    first, keyOf: ({ seq }: AuditEntry) => seq.toString(),
    read: (cursor) => readAudit(subject, cursor),
  });
  const [proof, setProof] = useState<CallOutput<'audit.verify'> | null>(null);
  const verify = useAction(async () => { setProof(await call('audit.verify', {})); });
  const failure = verify.error ?? pages.failure;
  return (
    <Screen title={t('audit.title')} width="full" subtitle={t('audit.subtitle')}
      actions={
        <Button variant="default" leftSection={<ShieldCheck size={15} aria-hidden />}
          loading={verify.pending} onClick={() => void verify.run()}>{t('audit.verify')}</Button>
      }>
      <SubjectFilter subject={subject} onSubject={onSubject} />
      {proof === null ? null : <Proof proof={proof} />}
      {failure === null ? null : <Alert color="red" role="alert">{failure}</Alert>}
      <DataTable label={t('audit.entries')} columns={columns} rows={pages.rows}
        rowKey={({ seq }) => seq.toString()} next={pages.next}
        onMore={() => void pages.more()} pending={pages.pending}
        empty={<EmptyState icon={ScrollText}
          title={t(subject === null ? 'audit.none' : 'audit.noneAbout')}
          text={t('audit.noneHint')} />} />
    </Screen>
  );
}

function Subject({ subject, id }: { readonly subject: string; readonly id: string }) {
  const noun = wordFor('status.noun', subject) ?? subject;
  const label = t('common.thing.subject', { subject: noun });
  return <>{noun}{' '}<CopyText text={id} shorten label={label} /></>;
}

function Newest({ hash }: { readonly hash: string }) {
  return (
    <Rich text={t('audit.proof.newest')} parts={{
      hash: () => <CopyText text={hash} label={t('common.thing.newestHash')} />,
    }} />
  );
}

function Proof({ proof }: { readonly proof: CallOutput<'audit.verify'> }) {
  if (!proof.ok) {
    return (
      <Alert color="red" role="alert" title={t('audit.proof.broken')}>
        {t('audit.proof.brokenText', { problem: proof.problem ?? t('audit.proof.mismatch') })}
      </Alert>
    );
  }
  return (
    <Alert color="green" role="status" title={t('audit.proof.holds')}>
      {t('audit.proof.recomputed', { count: proof.entries })}
      {proof.headHash === null ? null : <>{' '}<Newest hash={proof.headHash} /></>}
    </Alert>
  );
}

type SubjectFilterProps = Pick<AuditScreenProps, 'subject' | 'onSubject'>;

function SubjectFilter({ subject, onSubject }: SubjectFilterProps) {
  const [typed, setTyped] = useState(subject ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubject(typed.trim() === '' ? null : typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs">
        <TextInput size="xs" aria-label={t('audit.only')} w={320} maxLength={128}
          placeholder={t('audit.only')} value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button size="xs" type="submit" variant="default">{t('audit.show')}</Button>
        {subject === null ? null : (
          <Button size="xs" variant="subtle" color="gray" onClick={() => onSubject(null)}>
            {t('common.showAll')}
          </Button>
        )}
      </Group>
    </form>
  );
}
