import { Alert, Button, Select, Switch, TextInput } from '@mantine/core';
import { CircleCheck, Scale } from 'lucide-react';
import { useState } from 'react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { ReconciledRow } from '../../../../../src-main/contract/payouts.ts';
import { call } from '../../../../engine/call.ts';
import { engineNow } from '../../../../engine/clock.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { plainText } from '../../../../format/text.ts';
import { TableExport } from '../../../../lists/TableExport.tsx';
import { DataTable } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { When } from '../../../../ui/When.tsx';
import { Rich } from '../../../../words/Rich.tsx';
import { t } from '../../../../words/t.ts';
import { dayStart } from '../../payments/payments-search.ts';
import { PayoutTabs } from '../PayoutTabs.tsx';
import { ReconciledSheet } from './ReconciledSheet.tsx';
import { reconciliationColumns, reconciliationTexts } from './reconciliation-columns.tsx';
import classes from '../payouts.module.css';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

type Treasury = { readonly id: string; readonly name: string; readonly enabled: boolean };
type Found = CallOutput<'payouts.reconcile'> & { readonly at: number };

/** Ledger, provider and chain of a period side by side, with what differs in words. */
export function ReconciliationScreen({ treasuries }: { readonly treasuries: readonly Treasury[] }) {
  const [connectionId, setConnectionId] = useState(treasuries[0]?.id ?? null);
  const [from, setFrom] = useState(() => dayOf(engineNow() - (WEEK_DAYS - 1) * DAY_MS));
  const [to, setTo] = useState(() => dayOf(engineNow()));
  const [found, setFound] = useState<Found | null>(null);
  const start = dayStart(from);
  const end = dayStart(to);
  const isPeriod = start !== null && end !== null && start <= end;
  const compare = useAction(async () => {
    if (connectionId === null || start === null || end === null) return;
    const answer = await call('payouts.reconcile', {
      connectionId, fromMs: start, toMs: end + DAY_MS - 1,
    });
    setFound({ ...answer, at: engineNow() });
  });
  const problem = isPeriod ? compare.error : t('reconciliation.wrong');
  return (
    <Screen title={t('reconciliation.title')} width="full" subtitle={t('reconciliation.text')}
      actions={found === null ? null : (
        <TableExport name="reconciliation" columns={reconciliationTexts}
          read={() => Promise.resolve({ items: found.rows, next: null })} />
      )}>
      <PayoutTabs shown="reconciliation">
        {treasuries.length === 0 ? (
          <EmptyState icon={Scale} title={t('reconciliation.noTreasury')}
            text={t('reconciliation.noTreasuryText')} />
        ) : (
          <>
            <div className={classes.period}>
              <Select label={t('reconciliation.treasury')} allowDeselect={false} w={240}
                value={connectionId} onChange={setConnectionId}
                data={treasuries.map(({ id, name }) => ({ value: id, label: plainText(name) }))} />
              <TextInput type="date" label={t('reconciliation.from')} value={from}
                onChange={({ currentTarget }) => setFrom(currentTarget.value)} />
              <TextInput type="date" label={t('reconciliation.to')} value={to}
                onChange={({ currentTarget }) => setTo(currentTarget.value)} />
              <Button loading={compare.pending} disabled={!isPeriod || connectionId === null}
                onClick={() => void compare.run()}>{t('reconciliation.compare')}</Button>
              {compare.pending && (
                <span role="status" className="pd-secondary">{t('reconciliation.comparing')}</span>
              )}
            </div>
            {problem === null ? null : <Alert color="red" role="alert">{problem}</Alert>}
            {found === null ? (
              <EmptyState icon={Scale} title={t('reconciliation.none')}
                text={t('reconciliation.noneText')} />
            ) : <Result key={found.at} found={found} pending={compare.pending} />}
          </>
        )}
      </PayoutTabs>
    </Screen>
  );
}

function Result({ found, pending }: { readonly found: Found; readonly pending: boolean }) {
  const { rows, agreed, whole, at } = found;
  const [only, setOnly] = useState(true);
  const [open, setOpen] = useState<ReconciledRow | null>(null);
  const different = rows.filter(({ differences }) => differences.length > 0);
  const shown = only ? different : rows;
  return (
    <>
      {!whole && <Alert color="yellow" p="xs">{t('reconciliation.part')}</Alert>}
      <div className={classes.bar}>
        <strong role="status">
          {different.length === 0 && rows.length > 0 ? t('reconciliation.equal')
            : t('reconciliation.some', { count: different.length })}
        </strong>
        <span>{t('reconciliation.agreed', { agreed, all: rows.length })}</span>
        <span className="pd-secondary">
          <Rich text={t('reconciliation.asked')} parts={{ when: () => <When at={at} /> }} />
        </span>
        <span className={classes.pushed}>
          <Switch label={t('reconciliation.onlyDifferent')} checked={only}
            onChange={({ currentTarget }) => setOnly(currentTarget.checked)} />
        </span>
      </div>
      <DataTable label={t('reconciliation.list')} columns={reconciliationColumns} rows={shown}
        rowKey={({ reference }) => reference} onOpen={setOpen} pending={pending}
        empty={rows.length === 0
          ? <EmptyState icon={Scale} title={t('reconciliation.empty')}
            text={t('reconciliation.emptyText')} />
          : <EmptyState icon={CircleCheck} title={t('reconciliation.equal')}
            text={t('reconciliation.equalText', { count: rows.length })} />} />
      {open !== null && <ReconciledSheet row={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
