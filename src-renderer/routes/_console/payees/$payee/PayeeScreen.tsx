import { Alert, Button, Table, Text } from '@mantine/core';
import { ChevronLeft, TriangleAlert } from 'lucide-react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import type { PaymentRowView } from '../../../../../src-main/contract/payments.ts';
import { useLive } from '../../../../engine/live.ts';
import { formatCount, isZeroMoney } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { FactList } from '../../../../ui/FactList.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { useLeaveKey } from '../../../../ui/use-verb-key.ts';
import { When } from '../../../../ui/When.tsx';
import { FigureLink } from '../../explain/FigureLink.tsx';
import { Panel } from '../../overview/Panel.tsx';
import { railWords } from '../../payments/rail-words.ts';
import { TextLink } from '../../payments/TextLink.tsx';
import { successOf } from '../payee-rate.ts';
import { PaymentLines } from './PaymentLines.tsx';
import { PayeeWallet } from './PayeeWallet.tsx';
import { StatementPanel } from './StatementPanel.tsx';
import { t } from '../../../../words/t.ts';
import styles from './PayeeScreen.module.css';

type PayeeFile = CallOutput<'payees.get'>;
type PayeeScreenProps = {
  readonly file: PayeeFile;
  readonly open: readonly PaymentRowView[];
  readonly recent: readonly PaymentRowView[];
  readonly onLeave: () => void;
};

/** The dossier of one payee: what was paid, to which accounts, what is open, and a statement. */
export function PayeeScreen({ file, open, recent, onLeave }: PayeeScreenProps) {
  useLive({ nouns: ['payments'] }, 1_000);
  useLeaveKey(onLeave);
  const { payee } = file;
  return (
    <Screen title={plainText(payee.payee)} actions={(
      <Button variant="subtle" color="gray" onClick={onLeave}
        leftSection={<ChevronLeft size={14} aria-hidden />}>{t('payees.one.back')}</Button>
    )}>
      {file.accounts.some(({ alike }) => alike.length > 0) && (
        <Alert color="yellow" role="alert" title={t('payees.one.alikeTitle')}
          icon={<TriangleAlert size={16} aria-hidden />}>
          {file.accounts.filter(({ alike }) => alike.length > 0).map(({ account, alike }) => (
            <div key={account}>
              <AddressText address={account} grouped />
              {' '}{t('payees.one.alike', { other: alike.join(', ') })}
            </div>
          ))}
        </Alert>
      )}
      <div className={styles.pair}>
        <Facts payee={payee} />
        <Totals payee={payee} />
      </div>
      <PayeeWallet file={file.wallet ?? null} />
      <StatementPanel payee={payee.payee} firstSeenAt={payee.firstSeenAt} totals={payee.totals} />
      <Accounts accounts={file.accounts} />
      <Panel title={t('payees.one.openPayments')}
        calm={open.length === 0 ? t('payees.one.openNone') : null}>
        <PaymentLines label={t('payees.one.openPayments')} rows={open} />
      </Panel>
      <Panel title={t('payees.one.history')} actions={(
        <TextLink to="/payments" search={{ payee: payee.payee }}>{t('common.showAll')}</TextLink>
      )}>
        <PaymentLines label={t('payees.one.history')} rows={recent} />
      </Panel>
    </Screen>
  );
}

function Facts({ payee }: Pick<PayeeFile, 'payee'>) {
  const success = successOf(payee);
  return (
    <Panel title={t('payees.one.facts')}>
      <FactList facts={[
        { label: t('payees.columns.payments'), value: formatCount(payee.payments) },
        { label: t('payees.columns.open'), value: formatCount(payee.open) },
        {
          label: t('payees.columns.success'),
          value: success === null ? t('payees.one.successNone')
            : t('payees.one.success', { percent: success.percent, count: success.ended }),
        },
        {
          label: t('payees.one.lastPaid'),
          value: <When at={payee.lastPaidAt} none={t('payees.one.never')} />,
        },
        { label: t('payees.one.firstSeen'), value: <When at={payee.firstSeenAt} /> },
      ]} />
    </Panel>
  );
}

const measures = ['released', 'held', 'refunded'] as const;
type Measure = (typeof measures)[number];

function Totals({ payee }: Pick<PayeeFile, 'payee'>) {
  return (
    <Panel title={t('payees.one.totals')}
      calm={payee.totals.length === 0 ? t('payees.one.totalsNone') : null}>
      <Table aria-label={t('payees.one.totals')} fz={13}>
        <Table.Tbody>
          {measures.map((measure) => (
            <Table.Tr key={measure}>
              <Table.Th scope="row" fw={400} className={styles.faint ?? ''}>
                {t(`payees.one.${measure}`)}
              </Table.Th>
              <Table.Td ta="right">
                {payee.totals.map((total) => (
                  <div key={total.held.asset}>
                    <Total payee={payee.payee} amount={total[measure]} measure={measure} />
                  </div>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

/** One total; one of anything opens the rows that make it up. */
function Total({ payee, amount, measure }: {
  readonly payee: string; readonly amount: MoneyWire; readonly measure: Measure;
}) {
  if (isZeroMoney(amount)) {
    return <span className={styles.faint}><Money value={amount} aligned /></span>;
  }
  return (
    <FigureLink figure={{ kind: 'payee', payee, asset: amount.asset, measure }}>
      <Money value={amount} strong={measure === 'released'} aligned />
    </FigureLink>
  );
}

function Accounts({ accounts }: Pick<PayeeFile, 'accounts'>) {
  return (
    <Panel title={t('payees.one.accounts')}
      calm={accounts.length === 0 ? t('payees.one.accountsNone') : null}>
      <Table aria-label={t('payees.one.accounts')} fz={13}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('payees.columns.account')}</Table.Th>
            <Table.Th>{t('payees.columns.rail')}</Table.Th>
            <Table.Th ta="right">{t('payees.columns.payments')}</Table.Th>
            <Table.Th>{t('payees.columns.firstSeen')}</Table.Th>
            <Table.Th>{t('payees.columns.lastSeen')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {accounts.map(({ rail, account, payments, firstSeenAt, lastSeenAt }) => (
            <Table.Tr key={`${rail} ${account}`}>
              <Table.Td><AddressText address={account} grouped /></Table.Td>
              <Table.Td>{railWords[rail]}</Table.Td>
              <Table.Td ta="right"><Text span size="sm">{formatCount(payments)}</Text></Table.Td>
              <Table.Td><When at={firstSeenAt} /></Table.Td>
              <Table.Td><When at={lastSeenAt} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
