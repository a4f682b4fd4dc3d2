import { Table } from '@mantine/core';
import { formatCount } from '../../../format/money.ts';
import { Money } from '../../../ui/Money.tsx';
import { railWords } from '../payments/rail-words.ts';
import { FigureLink } from '../explain/FigureLink.tsx';
import type { VolumeSeries } from './volume.ts';
import { TextLink } from '../payments/TextLink.tsx';
import { t } from '../../../words/t.ts';

/** The figures behind the chart; each opens the rows that it is made of. */
export function VolumeTable({ series }: { readonly series: readonly VolumeSeries[] }) {
  return (
    <Table.ScrollContainer minWidth={320} maxHeight={300}>
      <Table aria-label={t('overview.volume.title')} verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('overview.volume.day')}</Table.Th>
            <Table.Th>{t('common.column.rail')}</Table.Th>
            <Table.Th ta="right">{t('overview.money.payments')}</Table.Th>
            <Table.Th ta="right">{t('common.column.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rowsOf(series).map(({ rail, measure, day }) => (
            <Table.Tr key={`${rail} ${day.amount.asset} ${day.day}`}>
              <Table.Td className="pd-nowrap">{day.day}</Table.Td>
              <Table.Td>{railWords[rail]}</Table.Td>
              <Table.Td ta="right" className="pd-tabular">
                {measure === 'created' ? (
                  <TextLink to="/payments" search={{ rail, from: day.day, to: day.day }}>
                    {formatCount(day.count)}
                  </TextLink>
                ) : formatCount(day.count)}
              </Table.Td>
              <Table.Td ta="right">
                <FigureLink figure={{
                  kind: 'day', day: day.day, rail, asset: day.amount.asset, measure,
                }}>
                  <Money value={day.amount} aligned />
                </FigureLink>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The days on which something happened, rail by rail. */
function rowsOf(series: readonly VolumeSeries[]) {
  return series.flatMap(({ rail, measure, days }) =>
    days.filter(({ count }) => count > 0).map((day) => ({ rail, measure, day })));
}
