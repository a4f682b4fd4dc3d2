import { Table } from '@mantine/core';
import { plainText } from '../../../format/text.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Money } from '../../../ui/Money.tsx';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import styles from './ExpiringPanel.module.css';
import { TextLink } from '../payments/TextLink.tsx';
import { t } from '../../../words/t.ts';
import { engineText } from '../../../words/engine-text.ts';

/** The escrows that run out next, and what happens then. */
export function ExpiringPanel({ expiring }: Pick<Overview, 'expiring'>) {
  return (
    <Panel
      title={t('overview.expiring.title')}
      calm={expiring.length === 0 ? t('overview.expiring.none') : null}
    >
      <Table aria-label={t('overview.expiring.title')} verticalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={120}>{t('overview.expiring.in')}</Table.Th>
            <Table.Th ta="right" w={264}>{t('common.column.amount')}</Table.Th>
            <Table.Th>{t('common.column.payee')}</Table.Th>
            <Table.Th>{t('overview.expiring.then')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {expiring.map(({ paymentId, payee, amount, expiresAt, then }) => (
            <Table.Tr key={paymentId}>
              <Table.Td className="pd-nowrap"><Countdown at={expiresAt} /></Table.Td>
              <Table.Td ta="right"><Money value={amount} strong aligned /></Table.Td>
              <Table.Td className={styles.cut} title={plainText(payee)}>
                <TextLink to="/payments/$paymentId" params={{ paymentId }}>
                  {plainText(payee)}
                </TextLink>
              </Table.Td>
              <Table.Td className={styles.cut} title={engineText(then)}>
                {engineText(then)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
