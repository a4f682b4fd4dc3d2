import { Table } from '@mantine/core';
import type { PaymentRowView } from '../../../../../src-main/contract/payments.ts';
import { shorten } from '../../../../format/text.ts';
import { Money } from '../../../../ui/Money.tsx';
import { StatusBadge } from '../../../../ui/StatusBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { railWords } from '../../payments/rail-words.ts';
import { TextLink } from '../../payments/TextLink.tsx';
import { t } from '../../../../words/t.ts';
import styles from './PayeeScreen.module.css';

/** A few payments as lines; each opens its page. */
export function PaymentLines({ label, rows }: {
  readonly label: string; readonly rows: readonly PaymentRowView[];
}) {
  return (
    <div className={styles.wide}>
      <Table aria-label={label} verticalSpacing={6} fz={13}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('common.column.state')}</Table.Th>
            <Table.Th ta="right">{t('common.column.amount')}</Table.Th>
            <Table.Th>{t('common.column.rail')}</Table.Th>
            <Table.Th>{t('common.column.created')}</Table.Th>
            <Table.Th>{t('common.column.updated')}</Table.Th>
            <Table.Th>{t('common.column.payment')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td><StatusBadge status={row.status} rail={row.rail} /></Table.Td>
              <Table.Td ta="right"><Money value={row.amount} strong /></Table.Td>
              <Table.Td>{railWords[row.rail]}</Table.Td>
              <Table.Td><When at={row.createdAt} /></Table.Td>
              <Table.Td><When at={row.updatedAt} /></Table.Td>
              <Table.Td>
                <TextLink to="/payments/$paymentId" params={{ paymentId: row.id }}
                  className="pd-mono" title={row.id}>{shorten(row.id)}</TextLink>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
