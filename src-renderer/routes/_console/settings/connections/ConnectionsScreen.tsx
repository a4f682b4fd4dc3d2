import { Button, Group } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { ConnectionView } from '../../../../../src-main/contract/settings.ts';
import { call } from '../../../../engine/call.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { exactTime } from '../../../../format/time.ts';
import { healthFaces } from '../../../../frame/ProviderDots.tsx';
import { TableExport, type TextColumn } from '../../../../lists/TableExport.tsx';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { Section } from '../Section.tsx';
import { ConnectionSheet } from './ConnectionSheet.tsx';
import { TestButton } from './TestButton.tsx';
import { t } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';
import { railWords } from '../../payments/rail-words.ts';

const columns: readonly DataColumn<ConnectionView>[] = [
  { id: 'name', header: () => t('common.column.name'), width: 'minmax(130px, 1fr)',
    cell: ({ name }) => plainText(name) },
  { id: 'rail', header: () => t('common.column.rail'), width: '96px', cell: ({ rail }) =>
    railWords[rail] },
  { id: 'mode', header: () => t('settings.connections.mode'), width: '86px',
    cell: ({ mode, enabled }) =>
    t(`status.mode.${enabled ? mode : 'off'}`) },
  { id: 'priority', header: () => t('settings.connections.priority'), width: '76px', align: 'right',
    cell: ({ priority }) => priority },
  { id: 'url', header: () => t('settings.connections.address'), width: 'minmax(168px, 2fr)',
    cell: ({ baseUrl }) =>
    <span className="pd-mono" title={baseUrl}>{baseUrl}</span> },
  { id: 'health', header: () => t('settings.connections.health'), width: '136px',
    cell: ({ health }) =>
    <span title={engineText(health.text)}><ToneBadge {...healthFaces[health.state]} /></span> },
  { id: 'answer', header: () => t('common.column.lastAnswer'), width: '104px', cell: ({ health }) =>
    <When at={health.lastAnswerAt} none={t('settings.connections.noAnswer')} /> },
  { id: 'latency', header: () => t('settings.connections.latency'), width: '76px', align: 'right',
    cell: ({ health }) =>
    health.latencyMs === null ? '–'
      : t('time.milliseconds', { value: Math.round(health.latencyMs) }) },
  { id: 'queue', header: () => t('settings.connections.queue'), width: '60px', align: 'right',
    cell: ({ health }) =>
    health.queued },
  { id: 'test', header: () => t('settings.connections.test'), width: '80px', cell: ({ id, name }) =>
    <TestButton connectionId={id} name={name} /> },
];

/** The list as plain text, for a file; what is set of a rail and its secrets stay out. */
const connectionTexts = (): readonly TextColumn<ConnectionView>[] => [
  { header: t('common.column.id'), text: ({ id }) => id },
  { header: t('common.column.name'), text: ({ name }) => name },
  { header: t('common.column.rail'), text: ({ rail }) => railWords[rail] },
  { header: t('settings.connections.mode'),
    text: ({ mode, enabled }) => t(`status.mode.${enabled ? mode : 'off'}`) },
  { header: t('settings.connections.priority'), text: ({ priority }) => `${priority}` },
  { header: t('settings.connections.address'), text: ({ baseUrl }) => baseUrl },
  { header: t('settings.connections.health'),
    text: ({ health }) => healthFaces[health.state].word },
  { header: t('common.column.lastAnswer'), text: ({ health: { lastAnswerAt } }) =>
    lastAnswerAt === null ? '' : exactTime(lastAnswerAt) },
  { header: t('settings.connections.latencyMs'), text: ({ health: { latencyMs } }) =>
    latencyMs === null ? '' : `${Math.round(latencyMs)}` },
  { header: t('settings.connections.queue'), text: ({ health }) => `${health.queued}` },
];

async function readConnections() {
  const { items } = await call('connections.list', {});
  return { items, next: null };
}

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
      {t('settings.connections.add')}
    </Button>
  );
  return (
    <Section title={t('settings.tabs.connections')} actions={(
      <Group gap="xs">
        <TableExport name="connections" columns={connectionTexts} read={readConnections} />
        {add}
      </Group>
    )} text={t('settings.connections.text')}>
      <DataTable label={t('settings.tabs.connections')} columns={columns} rows={list.items}
        rowKey={({ id }) => id}
        onOpen={({ id }) => onEdit(id)}
        empty={<EmptyState title={t('settings.connections.none')} action={add}
          text={t('settings.connections.noneHint')} />} />
      {edit === null || (edit !== 'new' && opened === null) ? null : (
        <ConnectionSheet key={edit} connection={opened} forms={list.forms}
          onClose={() => onEdit(null)} />
      )}
    </Section>
  );
}
