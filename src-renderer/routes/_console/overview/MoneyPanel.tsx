import { Table } from '@mantine/core';
import { railNames, type Figure } from '../../../../src-main/contract/domain.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { isZeroMoney } from '../../../format/money.ts';
import { Money } from '../../../ui/Money.tsx';
import { paymentFace } from '../../../ui/StatusBadge.tsx';
import { FigureLink } from '../explain/FigureLink.tsx';
import { railWords } from '../payments/rail-words.ts';
import { TextLink } from '../payments/TextLink.tsx';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import { lower, t } from '../../../words/t.ts';
import styles from './MoneyPanel.module.css';

const buckets = ['held', 'releasing', 'refunding', 'unclear'] as const;

/**
 * Where the money stands on each rail, and how many payments stand in which state. An amount opens
 * the rows that it adds up, a count the payments that it counts.
 */
export function MoneyPanel({ money, states }: Pick<Overview, 'money' | 'states'>) {
  const without = railNames.filter((rail) =>
    states.some((state) => state.rail === rail) && money.every((row) => row.rail !== rail));
  return (
    <Panel
      title={t('overview.money.title')}
      calm={money.length + without.length === 0 ? t('overview.money.none') : null}
    >
      <Table aria-label={t('overview.money.title')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('common.column.rail')}</Table.Th>
            {buckets.map((name) => (
              <Table.Th key={name} ta="right">{t(`overview.money.${name}`)}</Table.Th>
            ))}
            <Table.Th>{t('overview.money.payments')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {money.map((row, place) => (
            <Table.Tr key={`${row.rail} ${row.asset}`}>
              <Table.Td>{railWords[row.rail]}</Table.Td>
              {buckets.map((bucket) => (
                <Table.Td key={bucket} ta="right">
                  <Amount value={row[bucket]}
                    figure={{ kind: 'money', rail: row.rail, asset: row.asset, bucket }} />
                </Table.Td>
              ))}
              <Table.Td>
                {/* States are counted for the rail as a whole, so its first asset tells them. */}
                {money.findIndex(({ rail }) => rail === row.rail) === place && (
                  <States states={states.filter(({ rail }) => rail === row.rail)} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
          {without.map((rail) => (
            <Table.Tr key={rail}>
              <Table.Td>{railWords[rail]}</Table.Td>
              {buckets.map((name) => <Table.Td key={name} ta="right">{'–'}</Table.Td>)}
              <Table.Td><States states={states.filter((state) => state.rail === rail)} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

/** Nothing is quiet: a zero is no link and does not stand out. */
function Amount({ value, figure }: { readonly value: MoneyWire; readonly figure: Figure }) {
  if (isZeroMoney(value)) return <span className="pd-secondary"><Money value={value} /></span>;
  return <FigureLink figure={figure}><Money value={value} strong /></FigureLink>;
}

function States({ states }: Pick<Overview, 'states'>) {
  return (
    <span className={styles.states}>
      {states.map(({ rail, status, count }) => (
        <TextLink key={status} to="/payments" search={{ rail, status }} className="pd-nowrap">
          {t('overview.money.state', { count, state: lower(paymentFace(status, rail).word) })}
        </TextLink>
      ))}
    </span>
  );
}
