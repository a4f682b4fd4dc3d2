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

const columns: readonly DataColumn<AuditEntry>[] = [
  { id: 'seq', header: 'No.', width: '80px', align: 'right', cell: ({ seq }) => formatCount(seq) },
  { id: 'at', header: 'When', width: '104px', cell: ({ at }) => <When at={at} /> },
  { id: 'actor', header: 'Who', width: 'minmax(110px, 1fr)', cell: ({ actor }) =>
    plainText(actor) },
  { id: 'act', header: 'Act', width: 'minmax(170px, 1fr)', cell: ({ act }) => act },
  { id: 'subject', header: 'On', width: '220px', cell: ({ subject, subjectId }) =>
    <>{subject}{' '}<CopyText text={subjectId} shorten label={`${subject} id`} /></> },
  { id: 'reason', header: 'Reason', width: 'minmax(140px, 2fr)', cell: ({ reason }) =>
    <span title={plainText(reason)}>{plainText(reason)}</span> },
  { id: 'hash', header: 'Link of the chain', width: '164px', cell: ({ hash }) =>
    <CopyText text={hash} shorten label="hash" /> },
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
    <Screen title="Audit" width="full"
      subtitle="Every change, linked to the one before by its hash; none can be taken out unseen."
      actions={
        <Button variant="default" leftSection={<ShieldCheck size={15} aria-hidden />}
          loading={verify.pending} onClick={() => void verify.run()}>Verify the chain</Button>
      }>
      <SubjectFilter subject={subject} onSubject={onSubject} />
      {proof === null ? null : <Proof proof={proof} />}
      {failure === null ? null : <Alert color="red" role="alert">{failure}</Alert>}
      <DataTable label="Audit entries" columns={columns} rows={pages.rows}
        rowKey={({ seq }) => seq.toString()} next={pages.next}
        onMore={() => void pages.more()} pending={pages.pending}
        empty={<EmptyState icon={ScrollText}
          title={subject === null ? 'Nothing has happened yet.' : 'No entry is about this id.'}
          text="Every change writes an entry here, in the same commit." />} />
    </Screen>
  );
}

function Proof({ proof }: { readonly proof: CallOutput<'audit.verify'> }) {
  if (!proof.ok) {
    return (
      <Alert color="red" role="alert" title="The chain does not hold">
        {proof.problem ?? 'An entry does not match its hash.'} Keep a copy of the data folder before
        anything else is done.
      </Alert>
    );
  }
  return (
    <Alert color="green" role="status" title="The chain holds">
      {formatCount(proof.entries)} entries were recomputed and the ledger recounted.
      {proof.headHash === null ? null : <> Newest link: <CopyText text={proof.headHash}
        label="newest hash" /></>}
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
        <TextInput size="xs" aria-label="Only entries about this id" w={320} maxLength={128}
          placeholder="Only entries about this id" value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button size="xs" type="submit" variant="default">Show</Button>
        {subject === null ? null : (
          <Button size="xs" variant="subtle" color="gray" onClick={() => onSubject(null)}>
            Show all
          </Button>
        )}
      </Group>
    </form>
  );
}
