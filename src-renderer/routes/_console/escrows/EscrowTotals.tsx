import { Table } from '@mantine/core';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { formatCount, isZeroMoney } from '../../../format/money.ts';
import { Money } from '../../../ui/Money.tsx';
import { FigureLink } from '../explain/FigureLink.tsx';
import { railWords } from '../payments/rail-words.ts';
import { t } from '../../../words/t.ts';
import styles from './escrows.module.css';

const buckets = ['held', 'releasing', 'refunding', 'unclear'] as const;

/** What is held per rail, from counters; each figure opens the rows that it adds up. */
export function EscrowTotals({ totals }: Pick<CallOutput<'escrows.counts'>, 'totals'>) {
  return (
    <section className={styles.totals} aria-label={t('escrows.totals')}>
      <Table aria-label={t('escrows.totals')} verticalSpacing={4} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('escrows.rail')}</Table.Th>
            <Table.Th ta="right">{t('escrows.count')}</Table.Th>
            {buckets.map((name) => (
              <Table.Th key={name} ta="right">{t(`escrows.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {totals.map((row) => (
            <Table.Tr key={row.rail}>
              <Table.Td>{railWords[row.rail]}</Table.Td>
              <Table.Td ta="right" className="pd-tabular">{formatCount(row.count)}</Table.Td>
              {buckets.map((bucket) => (
                <Table.Td key={bucket} ta="right">
                  {isZeroMoney(row[bucket])
                    ? <span className="pd-secondary"><Money value={row[bucket]} /></span> : (
                      <FigureLink figure={{
                        kind: 'money', rail: row.rail, asset: row.asset, bucket,
                      }}><Money value={row[bucket]} strong /></FigureLink>
                    )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
