import { Table } from '@mantine/core';
import { railWords } from '../payments/rail-words.ts';
import {
  boundText, endedCount, endingNames, paidPercent, percentText, type RailEnds,
} from './ends.ts';
import { EndedCount, EndsHeads } from './EndsTable.tsx';
import { t } from '../../../words/t.ts';

/** The figures behind the charts, day by day. */
export function EndsDays({ ends }: { readonly ends: readonly RailEnds[] }) {
  return (
    <Table.ScrollContainer minWidth={720} maxHeight={300}>
      <Table aria-label={t('overview.ends.daysTable')} verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('overview.volume.day')}</Table.Th>
            <Table.Th>{t('common.column.rail')}</Table.Th>
            <EndsHeads />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ends.flatMap(({ rail, days }) => days.filter((day) => endedCount(day) > 0).map((day) => (
            <Table.Tr key={`${rail} ${day.day}`}>
              <Table.Td className="pd-nowrap">{day.day}</Table.Td>
              <Table.Td>{railWords[rail]}</Table.Td>
              {endingNames.map((ending) => (
                <Table.Td key={ending} ta="right" className="pd-tabular">
                  <EndedCount rail={rail} ending={ending} count={day[ending]}
                    span={{ from: day.day, to: day.day }} />
                </Table.Td>
              ))}
              <Table.Td ta="right">{percentText(paidPercent(day))}</Table.Td>
              <Table.Td ta="right" className="pd-nowrap">{boundText(day.p50)}</Table.Td>
              <Table.Td ta="right" className="pd-nowrap">{boundText(day.p95)}</Table.Td>
            </Table.Tr>
          )))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
