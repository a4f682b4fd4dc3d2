import { Table } from '@mantine/core';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { formatCount, isZeroMoney } from '../../../format/money.ts';
import { Money } from '../../../ui/Money.tsx';
import { railWords } from '../payments/rail-words.ts';
import type { PaymentsSearch } from '../payments/payments-search.ts';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import { TextLink } from '../payments/TextLink.tsx';

const columns = [
  { name: 'held', header: 'Held', status: 'escrowed' },
  { name: 'releasing', header: 'Releasing', status: 'releasing' },
  { name: 'refunding', header: 'Refunding', status: 'refunding' },
  { name: 'unclear', header: 'Unclear', status: 'unclear' },
] as const satisfies readonly {
  name: keyof Overview['money'][number]; header: string; status: PaymentsSearch['status'];
}[];

/** Where the money stands on each rail; each figure opens the payments that it counts. */
export function MoneyPanel({ money }: Pick<Overview, 'money'>) {
  return (
    <Panel
      title="Money by rail"
      calm={money.length === 0 ? 'No money is held or on its way.' : null}
    >
      <Table aria-label="Money by rail" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Rail</Table.Th>
            <Table.Th ta="right">Payments</Table.Th>
            {columns.map(({ name, header }) => (
              <Table.Th key={name} ta="right">{header}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {money.map((row) => (
            <Table.Tr key={`${row.rail} ${row.asset}`}>
              <Table.Td>{railWords[row.rail]}</Table.Td>
              <Table.Td ta="right">
                <TextLink to="/payments" search={{ rail: row.rail }} className="pd-tabular">
                  {formatCount(row.count)}
                </TextLink>
              </Table.Td>
              {columns.map(({ name, status }) => (
                <Table.Td key={name} ta="right">
                  <Figure value={row[name]} search={{ rail: row.rail, status }} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

/** Nothing is quiet: a zero is no link and does not stand out. */
function Figure({ value, search }: {
  readonly value: MoneyWire; readonly search: PaymentsSearch;
}) {
  if (isZeroMoney(value)) return <span className="pd-secondary"><Money value={value} /></span>;
  return <TextLink to="/payments" search={search}><Money value={value} strong /></TextLink>;
}
