import { Alert, Button, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CallInput } from '../../../../../src-main/contract/contract.ts';
import type { PayeeRowView, StatementView } from '../../../../../src-main/contract/payees.ts';
import { call } from '../../../../engine/call.ts';
import { engineNow } from '../../../../engine/clock.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { exactTime } from '../../../../format/time.ts';
import { moneyWords } from '../../../../format/money.ts';
import { shorten } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { Panel } from '../../overview/Panel.tsx';
import { deliverFile } from '../../../../lists/deliver-file.ts';
import { dayStart } from '../../payments/payments-search.ts';
import { TextLink } from '../../payments/TextLink.tsx';
import { t } from '../../../../words/t.ts';
import styles from './PayeeScreen.module.css';

const DAY_MS = 86_400_000;

/** Days by name, `2026-11-21`, both inclusive, UTC. */
type Days = { readonly from: string; readonly to: string };
type Period = CallInput<'payees.statement'>;

type StatementPanelProps = {
  readonly payee: string;
  readonly firstSeenAt: number;
  readonly totals: PayeeRowView['totals'];
};

/** What the ledger paid in a period: shown, and saved as CSV or PDF. */
export function StatementPanel({ payee, firstSeenAt, totals }: StatementPanelProps) {
  const [from, setFrom] = useState(() => monthsOf(engineNow()).thisMonth.from);
  const [to, setTo] = useState(() => dayOf(engineNow()));
  const start = dayStart(from);
  const end = dayStart(to);
  const period = start === null || end === null || start > end
    ? null : { payee, fromMs: start, toMs: end + DAY_MS - 1 };
  const show = useAction((wanted: Period) => call('payees.statement', wanted));
  const choose = (days: Days): void => {
    setFrom(days.from);
    setTo(days.to);
    const [fromMs, toMs] = [dayStart(days.from), dayStart(days.to)];
    if (fromMs === null || toMs === null) return;
    void show.run({ payee, fromMs, toMs: toMs + DAY_MS - 1 }).then(setShown);
  };
  const months = monthsOf(engineNow());
  const save = useAction(async (format: 'csv' | 'pdf') => {
    if (period === null) return;
    await deliverFile(await call('payees.statementFile', { ...period, format }));
  });
  const [shown, setShown] = useState<StatementView | null>(null);
  const problem = period === null ? t('payees.statement.wrong') : show.error ?? save.error;
  return (
    <Panel title={t('payees.statement.title')}>
      <div className={styles.period}>
        <Button.Group>
          <Button variant="default" onClick={() => choose(months.thisMonth)}>
            {t('payees.statement.thisMonth')}
          </Button>
          <Button variant="default" onClick={() => choose(months.lastMonth)}>
            {t('payees.statement.lastMonth')}
          </Button>
          <Button variant="default"
            onClick={() => choose({ from: dayOf(firstSeenAt), to: dayOf(engineNow()) })}>
            {t('payees.statement.everything')}
          </Button>
        </Button.Group>
        <TextInput type="date" label={t('payees.statement.from')} value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)} />
        <TextInput type="date" label={t('payees.statement.to')} value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)} />
        <Button disabled={period === null} loading={show.pending}
          onClick={() => { if (period !== null) void show.run(period).then(setShown); }}>
          {t('payees.statement.show')}
        </Button>
        {(['csv', 'pdf'] as const).map((format) => (
          <Button key={format} variant="default" disabled={period === null} loading={save.pending}
            onClick={() => void save.run(format)}>{t(`payees.statement.${format}`)}</Button>
        ))}
      </div>
      {problem === null ? null : <Alert color="red" role="alert" mt="sm">{problem}</Alert>}
      {shown === null ? null : (
        <Statement shown={shown} totals={totals} whole={shown.fromMs <= firstSeenAt
          && shown.toMs >= dayEnd(engineNow())} />
      )}
    </Panel>
  );
}

/** The lines and their totals; over all time they have to be what the payee was ever paid. */
function Statement({ shown, totals, whole }: {
  readonly shown: StatementView; readonly totals: PayeeRowView['totals']; readonly whole: boolean;
}) {
  const { lines } = shown;
  if (lines.length === 0) return <p>{t('payees.statement.none')}</p>;
  const wrong = !whole ? [] : totals.filter(({ released }) => {
    const sum = shown.totals.find(({ asset }) => asset === released.asset);
    return (sum?.minor ?? '0') !== released.minor;
  });
  return (
    <>
      <div className={styles.lines}>
        <Table aria-label={t('payees.statement.title')} verticalSpacing={6} fz={13}>
          <Table.Tbody>
            {shown.totals.map((total) => (
              <Table.Tr key={total.asset}>
                <Table.Td colSpan={3}>
                  {t('payees.statement.total')}{' · '}
                  <span className="pd-secondary">
                    {t('payees.statement.lines', { count: lines.length })}
                  </span>
                </Table.Td>
                <Table.Td ta="right"><Money value={total} strong /></Table.Td>
              </Table.Tr>
            ))}
            {lines.map((line) => (
              <Table.Tr key={line.operationId}>
                <Table.Td>{exactTime(line.at)}</Table.Td>
                <Table.Td>
                  <TextLink to="/payments/$paymentId" params={{ paymentId: line.paymentId }}
                    className="pd-mono" title={line.paymentId}>{shorten(line.paymentId)}</TextLink>
                </Table.Td>
                <Table.Td>
                  {line.reference === null ? '–'
                    : <CopyText text={line.reference} shorten label={t('common.thing.hash')} />}
                </Table.Td>
                <Table.Td ta="right"><Money value={line.amount} /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {!whole ? null : wrong.length === 0
        ? <p className="pd-secondary" role="status">{t('payees.statement.agrees')}</p> : (
          <Alert color="red" role="alert">{wrong.map(({ released }) => (
            <div key={released.asset}>{t('payees.statement.differs', {
              ledger: moneyWords(released),
              lines: shown.totals.filter(({ asset }) => asset === released.asset)
                .map(moneyWords).join(''),
            })}</div>
          ))}</Alert>
        )}
    </>
  );
}

/** The month of an instant up to that day, and the whole month before it. */
function monthsOf(atMs: number): { readonly thisMonth: Days; readonly lastMonth: Days } {
  const at = new Date(atMs);
  const first = (monthsBack: number): number =>
    Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - monthsBack, 1);
  return {
    thisMonth: { from: dayOf(first(0)), to: dayOf(atMs) },
    lastMonth: { from: dayOf(first(1)), to: dayOf(first(0) - DAY_MS) },
  };
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** The last millisecond of the day of an instant. */
function dayEnd(atMs: number): number {
  return (dayStart(dayOf(atMs)) ?? atMs) + DAY_MS - 1;
}
