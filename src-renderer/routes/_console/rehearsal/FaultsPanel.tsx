import { Alert, Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { ListedFault } from '../../../../src-main/contract/rehearsal.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';
import { formatCount } from '../../../format/money.ts';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { t } from '../../../words/t.ts';
import { Section } from '../settings/Section.tsx';
import { FaultForm } from './FaultForm.tsx';
import { secondsText } from './fault-rules.ts';

export type Script = CallOutput<'rehearsal.get'>;

const columns: readonly DataColumn<ListedFault>[] = [
  { id: 'standIn', header: () => t('rehearsal.faults.standIn'), width: '136px',
    cell: ({ provider }) => t(`rehearsal.standIn.${provider}`) },
  { id: 'operation', header: () => t('rehearsal.faults.operation'), width: '136px',
    cell: ({ operation }) => t(`rehearsal.operation.${operation}`) },
  { id: 'fault', header: () => t('rehearsal.faults.fault'), width: 'minmax(180px, 1fr)',
    cell: ({ fault }) => (
      <span title={t(`rehearsal.effect.${fault}`)}>{t(`rehearsal.fault.${fault}`)}</span>
    ) },
  { id: 'times', header: () => t('rehearsal.faults.left'), width: '128px', align: 'right',
    cell: ({ times, fault }) => times === null || fault === 'down'
      ? t('rehearsal.faults.always') : formatCount(times) },
  { id: 'delay', header: () => t('rehearsal.faults.delay'), width: '104px', align: 'right',
    cell: ({ delayMs }) => delayMs === null ? '–' : secondsText(delayMs) },
];

/** The script of faults: what is set, what can be set, and the way back. */
export function FaultsPanel({ script }: { readonly script: Script }) {
  const router = useRouter();
  const clear = useAction(async (faultId: number | null) => {
    try {
      if (faultId === null) await call('rehearsal.clearFaults', {});
      else await call('rehearsal.clearFault', { faultId });
    } finally {
      // What was refused may be gone already: the table shows it.
      await router.invalidate();
    }
  });
  const { run, pending } = clear;
  const withActs = useMemo((): readonly DataColumn<ListedFault>[] => [...columns, {
    id: 'acts', header: () => t('rehearsal.faults.acts'), width: '96px',
    cell: ({ id, fault }) => (
      <Button size="compact-xs" variant="default" disabled={pending} onClick={() => void run(id)}
        aria-label={t('rehearsal.faults.clearOne', { fault: t(`rehearsal.fault.${fault}`) })}>
        {t('rehearsal.faults.clear')}
      </Button>
    ),
  }], [pending, run]);
  const all = (
    <Button variant="default" disabled={pending} onClick={() => void run(null)}>
      {t('rehearsal.faults.clearAll')}
    </Button>
  );
  return (
    <Section title={t('rehearsal.faults.title')} text={t('rehearsal.faults.text')} actions={all}>
      <FaultForm choices={script.choices} />
      {clear.error === null ? null : <Alert color="red" role="alert">{clear.error}</Alert>}
      <DataTable label={t('rehearsal.faults.list')} columns={withActs} rows={script.faults}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState icon={CircleCheck} title={t('rehearsal.faults.none')}
          text={t('rehearsal.faults.noneHint')} />} />
    </Section>
  );
}
