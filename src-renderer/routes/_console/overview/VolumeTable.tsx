import { Table } from '@mantine/core';
import { formatCount } from '../../../format/money.ts';
import { Money } from '../../../ui/Money.tsx';
import { railWords } from '../payments/rail-words.ts';
import type { VolumeSeries } from './volume.ts';
import { TextLink } from '../payments/TextLink.tsx';

/** The figures behind the chart; a day opens the payments that were created on it. */
export function VolumeTable({ series }: { readonly series: readonly VolumeSeries[] }) {
  return (
    <Table.ScrollContainer minWidth={320} maxHeight={300}>
      <Table aria-label="Volume per day" verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th><Table.Th>Rail</Table.Th>
            <Table.Th ta="right">Payments</Table.Th><Table.Th ta="right">Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {series.flatMap(({ rail, days }) => days.filter(({ count }) => count > 0).map((day) => (
            <Table.Tr key={`${rail} ${day.day}`}>
              <Table.Td className="pd-nowrap">
                <TextLink to="/payments" search={{ rail, from: day.day, to: day.day }}>
                  {day.day}
                </TextLink>
              </Table.Td>
              <Table.Td>{railWords[rail]}</Table.Td>
              <Table.Td ta="right" className="pd-tabular">{formatCount(day.count)}</Table.Td>
              <Table.Td ta="right"><Money value={day.amount} aligned /></Table.Td>
            </Table.Tr>
          )))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
