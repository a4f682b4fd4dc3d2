import { Button, Group, SegmentedControl, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import { VolumeChart } from './VolumeChart.tsx';
import { VolumeTable } from './VolumeTable.tsx';
import { measures, volumeSeries, type Measure } from './volume.ts';
import { t } from '../../../words/t.ts';

/** Volume per day by rail, drawn from zero, with the figures one click away. */
export function VolumePanel({ volume, period }: Pick<Overview, 'volume' | 'period'>) {
  const [measure, setMeasure] = useState<Measure>('created');
  const [table, setTable] = useState(false);
  const series = volumeSeries(volume, measure, period);
  const actions = (
    <Group gap="xs">
      <SegmentedControl
        size="xs" aria-label={t('overview.volume.measured')} value={measure}
        data={measures.map((value) => ({ value, label: t(`overview.volume.${value}`) }))}
        onChange={(value) => setMeasure(measures.find((name) => name === value) ?? 'created')}
      />
      <Button size="compact-xs" variant="default" onClick={() => setTable(!table)}>
        {t(table ? 'overview.volume.chart' : 'overview.volume.table')}
      </Button>
    </Group>
  );
  return (
    <Panel
      title={t('overview.volume.title')} actions={volume.length === 0 ? undefined : actions}
      calm={volume.length === 0 ? t('overview.volume.none') : null}
    >
      {table ? <VolumeTable series={series} /> : (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          {series.map((one) => (
            <VolumeChart key={`${one.rail} ${one.tallest.asset}`} series={one} />
          ))}
        </SimpleGrid>
      )}
    </Panel>
  );
}
