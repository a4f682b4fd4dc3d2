import { Button, SimpleGrid } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { railWords } from '../payments/rail-words.ts';
import { DayBars } from './DayBars.tsx';
import {
  boundText, endedSearch, paidBars, paidPercent, percentText, timeBars, type RailEnds,
} from './ends.ts';
import { EndsDays } from './EndsDays.tsx';
import { EndsTable } from './EndsTable.tsx';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import { t } from '../../../words/t.ts';

/**
 * How payments ended and how long the paid ones took, beside the period before. Every count opens
 * exactly the payments that it counts; the days are one click away as a table.
 */
export function EndsPanel({ ends, period }: Pick<Overview, 'ends' | 'period'>) {
  const [table, setTable] = useState(false);
  return (
    <Panel
      title={t('overview.ends.title')}
      calm={ends.length === 0 ? t('overview.ends.none') : null}
      actions={ends.length === 0 ? undefined : (
        <Button size="compact-xs" variant="default" onClick={() => setTable(!table)}>
          {t(table ? 'overview.ends.charts' : 'overview.ends.days')}
        </Button>
      )}
    >
      <EndsTable ends={ends} period={period} />
      {table ? <EndsDays ends={ends} /> : ends.map((one) => <Charts key={one.rail} ends={one} />)}
    </Panel>
  );
}

function Charts({ ends }: { readonly ends: RailEnds }) {
  const navigate = useNavigate();
  const { rail, current, previous } = ends;
  const name = railWords[rail];
  const open = (day: string): void => {
    void navigate({
      to: '/payments', search: endedSearch(rail, 'released', { from: day, to: day }),
    });
  };
  const days = (text: (day: RailEnds['days'][number]) => string): string =>
    ends.days.map((day) => `${day.day}: ${text(day)}`).join('; ');
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }} spacing="xl">
      <DayBars
        caption={t('overview.ends.paidCaption', {
          rail: name, share: percentText(paidPercent(current)),
          before: percentText(paidPercent(previous)),
        })}
        spoken={days((day) => percentText(paidPercent(day)))}
        days={paidBars(ends)} onOpen={open}
      />
      {current.p50 !== null && (['p50', 'p95'] as const).map((which) => {
        const { bars, slowest } = timeBars(ends, which);
        return (
          <DayBars
            key={which} days={bars} onOpen={open}
            caption={t(`overview.ends.${which}Caption`, {
              rail: name, time: boundText(current[which]), before: boundText(previous[which]),
              slowest: boundText(slowest),
            })}
            spoken={days((day) => boundText(day[which]))}
          />
        );
      })}
    </SimpleGrid>
  );
}
