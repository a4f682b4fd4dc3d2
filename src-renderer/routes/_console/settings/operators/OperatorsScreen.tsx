import { Button, Switch } from '@mantine/core';
import { Check, Hourglass, KeyRound, Plus, Power } from 'lucide-react';
import { useMemo } from 'react';
import type { OperatorView } from '../../../../../src-main/contract/session.ts';
import { engineNow } from '../../../../engine/clock.ts';
import { useLive } from '../../../../engine/live.ts';
import { useReach } from '../../../../engine/reach.ts';
import { useSession } from '../../../../engine/session.ts';
import { plainText } from '../../../../format/text.ts';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { face, type Face } from '../../../../ui/face.ts';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { t } from '../../../../words/t.ts';
import { Section } from '../Section.tsx';
import { DemandAppSheet } from './DemandAppSheet.tsx';
import { NewOperatorSheet } from './NewOperatorSheet.tsx';
import { OperatorSheet } from './OperatorSheet.tsx';

const columns: readonly DataColumn<OperatorView>[] = [
  { id: 'name', header: () => t('common.column.name'), width: 'minmax(160px, 2fr)',
    cell: ({ id, name }) => <OperatorName id={id} name={name} /> },
  { id: 'role', header: () => t('settings.operators.role'), width: '120px',
    cell: ({ role }) => t(`status.role.${role}`) },
  { id: 'state', header: () => t('settings.operators.account'), width: '230px',
    cell: (operator) => <ToneBadge {...faceOf(operator)} /> },
  { id: 'app', header: () => t('settings.operators.app'), width: '110px',
    cell: ({ hasCode }) => t(hasCode ? 'settings.operators.appYes' : 'settings.operators.appNo') },
  { id: 'seen', header: () => t('settings.operators.lastSeen'), width: '140px',
    cell: ({ signedInAt }) => <When at={signedInAt} none={t('common.never')} /> },
  { id: 'created', header: () => t('common.column.created'), width: '140px',
    cell: ({ createdAt }) => <When at={createdAt} /> },
];

function faceOf({ disabled, lockedUntil, mustChangePassword }: OperatorView): Face {
  if (disabled) return face('wait', Power, 'settings.operators.off');
  if (lockedUntil !== null && lockedUntil > engineNow()) {
    return face('fail', Hourglass, 'settings.operators.locked');
  }
  return mustChangePassword ? face('wait', KeyRound, 'settings.operators.mustChange')
    : face('done', Check, 'settings.operators.inUse');
}

function OperatorName({ id, name }: { readonly id: string; readonly name: string }) {
  const own = useSession((session) => session?.operator?.id === id);
  const you = own ? <span className="pd-secondary">{t('settings.operators.you')}</span> : null;
  return <>{plainText(name)}{you}</>;
}

type OperatorsScreenProps = {
  readonly operators: readonly OperatorView[];
  readonly appRequired: boolean;
  /** The operator whose sheet is open, `new` for that of a new one, `app` for what is demanded. */
  readonly edited: string | undefined;
  readonly onEdit: (edited: string | undefined) => void;
};

export function OperatorsScreen(props: OperatorsScreenProps) {
  const { operators, appRequired, edited, onEdit } = props;
  useLive({ nouns: ['operators', 'settings'] });
  const blocked = useReach('people');
  const shown = useMemo(() => operators.find(({ id }) => id === edited), [operators, edited]);
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onEdit('new')}
      disabled={blocked !== null} title={blocked ?? undefined}>
      {t('settings.operators.add')}
    </Button>
  );
  const close = (): void => onEdit(undefined);
  return (
    <Section title={t('settings.tabs.operators')} actions={add}
      text={t('settings.operators.text')}>
      <DataTable label={t('settings.tabs.operators')} columns={columns} rows={operators}
        rowKey={({ id }) => id} onOpen={({ id }) => onEdit(id)}
        empty={<EmptyState title={t('settings.operators.none')} action={add} />} />
      <Switch label={t('settings.operators.demandApp')} checked={appRequired}
        description={t('settings.operators.demandAppHint')} disabled={blocked !== null}
        onChange={() => onEdit('app')} />
      {edited === 'app' ? (
        <DemandAppSheet operators={operators} required={!appRequired} onClose={close} />
      ) : null}
      {edited === 'new' ? <NewOperatorSheet operators={operators} onClose={close} /> : null}
      {shown === undefined ? null : (
        <OperatorSheet key={shown.id} operator={shown} operators={operators} onClose={close} />
      )}
    </Section>
  );
}
