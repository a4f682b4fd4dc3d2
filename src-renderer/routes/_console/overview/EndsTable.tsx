import { Table } from '@mantine/core';
import type { EndsOfPeriod } from '../../../../src-main/contract/overview.ts';
import { formatCount } from '../../../format/money.ts';
import { railWords } from '../payments/rail-words.ts';
import { TextLink } from '../payments/TextLink.tsx';
import {
  boundText, endedSearch, endingNames, paidPercent, percentText, type Ending, type RailEnds,
} from './ends.ts';
import type { Overview } from './OverviewScreen.tsx';
import { t } from '../../../words/t.ts';

type Span = Overview['period']['current'];

/** The figures of the period, each beside those of the period before it. */
export function EndsTable({ ends, period }: Pick<Overview, 'ends' | 'period'>) {
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table aria-label={t('overview.ends.title')} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('common.column.rail')}</Table.Th>
            <Table.Th>{t('overview.ends.period')}</Table.Th>
            <EndsHeads />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ends.flatMap(({ rail, current, previous }) => [
            <Line key={`${rail} now`} rail={rail} span={period.current} ends={current} />,
            <Line key={`${rail} before`} rail={rail} span={period.previous} ends={previous}
              isBefore />,
          ])}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The heads of the figures, the same by period and by day. */
export function EndsHeads() {
  return (
    <>
      {endingNames.map((ending) => (
        <Table.Th key={ending} ta="right">{t(`overview.ends.ended.${ending}`)}</Table.Th>
      ))}
      <Table.Th ta="right">{t('overview.ends.share')}</Table.Th>
      <Table.Th ta="right">{t('overview.ends.p50')}</Table.Th>
      <Table.Th ta="right">{t('overview.ends.p95')}</Table.Th>
    </>
  );
}

function Line({ rail, span, ends, isBefore = false }: {
  readonly rail: RailEnds['rail']; readonly span: Span; readonly ends: EndsOfPeriod;
  readonly isBefore?: boolean;
}) {
  return (
    <Table.Tr {...(isBefore ? { className: 'pd-secondary' } : {})}>
      <Table.Td>{isBefore ? '' : railWords[rail]}</Table.Td>
      <Table.Td className="pd-nowrap pd-tabular">
        {t('overview.ends.span', { from: span.from, to: span.to })}
      </Table.Td>
      {endingNames.map((ending) => (
        <Table.Td key={ending} ta="right" className="pd-tabular">
          <EndedCount rail={rail} ending={ending} span={span} count={ends[ending]} />
        </Table.Td>
      ))}
      <Table.Td ta="right" className="pd-tabular">{percentText(paidPercent(ends))}</Table.Td>
      <Table.Td ta="right" className="pd-nowrap pd-tabular">
        <PaidTime rail={rail} span={span} text={boundText(ends.p50)} />
      </Table.Td>
      <Table.Td ta="right" className="pd-nowrap pd-tabular">
        <PaidTime rail={rail} span={span} text={boundText(ends.p95)} />
      </Table.Td>
    </Table.Tr>
  );
}

/** A percentile opens the paid payments that it was read from. */
function PaidTime({ rail, span, text }: {
  readonly rail: RailEnds['rail']; readonly span: Span; readonly text: string;
}) {
  if (text === '–') return <>{text}</>;
  return (
    <TextLink to="/payments" search={endedSearch(rail, 'released', span)}>{text}</TextLink>
  );
}

/** A count that opens its payments; a zero is no link. */
export function EndedCount({ rail, ending, span, count }: {
  readonly rail: RailEnds['rail']; readonly ending: Ending; readonly span: Span;
  readonly count: number;
}) {
  if (count === 0) return <span className="pd-secondary">0</span>;
  return (
    <TextLink to="/payments" search={endedSearch(rail, ending, span)}>
      {formatCount(count)}
    </TextLink>
  );
}
