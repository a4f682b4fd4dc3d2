import { Table } from '@mantine/core';
import { plainText } from '../../../format/text.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Money } from '../../../ui/Money.tsx';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import styles from './ExpiringPanel.module.css';
import { TextLink } from '../payments/TextLink.tsx';

/** The escrows that run out next, and what happens then. */
export function ExpiringPanel({ expiring }: Pick<Overview, 'expiring'>) {
  return (
    <Panel
      title="Escrows that run out next"
      calm={expiring.length === 0 ? 'No escrow is open.' : null}
    >
      <Table aria-label="Escrows that run out next" verticalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={120}>In</Table.Th>
            <Table.Th ta="right" w={264}>Amount</Table.Th>
            <Table.Th>Payee</Table.Th>
            <Table.Th>Then</Table.Th>
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
              <Table.Td className={styles.cut} title={then}>{plainText(then)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
