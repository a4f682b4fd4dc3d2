import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { ConnectionView } from '../../../../../src-main/contract/settings.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { healthFaces } from '../../../../frame/ProviderDots.tsx';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { Section } from '../Section.tsx';
import { ConnectionSheet } from './ConnectionSheet.tsx';
import { TestButton } from './TestButton.tsx';

const columns: readonly DataColumn<ConnectionView>[] = [
  { id: 'name', header: 'Name', width: 'minmax(150px, 2fr)', cell: ({ name }) => plainText(name) },
  { id: 'rail', header: 'Rail', width: '84px', cell: ({ rail }) => rail },
  { id: 'mode', header: 'Mode', width: '86px', cell: ({ mode, enabled }) =>
    enabled ? mode : 'off' },
  { id: 'priority', header: 'Priority', width: '76px', align: 'right',
    cell: ({ priority }) => priority },
  { id: 'url', header: 'Address', width: 'minmax(170px, 2fr)', cell: ({ baseUrl }) =>
    <span className="pd-mono" title={baseUrl}>{baseUrl}</span> },
  { id: 'health', header: 'Health', width: '142px', cell: ({ health }) =>
    <span title={plainText(health.text)}><ToneBadge {...healthFaces[health.state]} /></span> },
  { id: 'answer', header: 'Last answer', width: '104px', cell: ({ health }) =>
    <When at={health.lastAnswerAt} none="none yet" /> },
  { id: 'latency', header: 'Latency', width: '80px', align: 'right', cell: ({ health }) =>
    health.latencyMs === null ? '–' : `${Math.round(health.latencyMs)} ms` },
  { id: 'queue', header: 'Queue', width: '68px', align: 'right', cell: ({ health }) =>
    health.queued },
  { id: 'test', header: 'Test', width: '92px', cell: ({ id, name }) =>
    <TestButton connectionId={id} name={name} /> },
];

type ConnectionsScreenProps = {
  readonly list: CallOutput<'connections.list'>;
  /** The connection whose form is open, `new`, or null. */
  readonly edit: string | null;
  readonly onEdit: (id: string | null) => void;
};

export function ConnectionsScreen({ list, edit, onEdit }: ConnectionsScreenProps) {
  useLive({ nouns: ['connections', 'attempts'] });
  const opened = list.items.find(({ id }) => id === edit) ?? null;
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onEdit('new')}>
      Add a connection
    </Button>
  );
  return (
    <Section title="Connections" actions={add}
      text="The providers that hold and move the money. Among the connections of a rail, the one
        with the smallest priority is taken first; a payment keeps the one it began with.">
      <DataTable label="Connections" columns={columns} rows={list.items} rowKey={({ id }) => id}
        onOpen={({ id }) => onEdit(id)}
        empty={<EmptyState title="No provider is connected." action={add}
          text="Payments can be taken once a rail has a connection." />} />
      {edit === null || (edit !== 'new' && opened === null) ? null : (
        <ConnectionSheet key={edit} connection={opened} forms={list.forms}
          onClose={() => onEdit(null)} />
      )}
    </Section>
  );
}
