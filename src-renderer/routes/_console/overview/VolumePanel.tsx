import { Button, Group, SegmentedControl, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import { VolumeChart } from './VolumeChart.tsx';
import { VolumeTable } from './VolumeTable.tsx';
import { measures, volumeSeries, type Measure } from './volume.ts';

const words = {
  created: 'Created', released: 'Released', refunded: 'Refunded',
} as const satisfies Record<Measure, string>;

/** Volume per day by rail, drawn from zero, with the figures one click away. */
export function VolumePanel({ volume }: Pick<Overview, 'volume'>) {
  const [measure, setMeasure] = useState<Measure>('created');
  const [table, setTable] = useState(false);
  const series = volumeSeries(volume, measure);
  const actions = (
    <Group gap="xs">
      <SegmentedControl
        size="xs" aria-label="What is measured" value={measure}
        data={measures.map((value) => ({ value, label: words[value] }))}
        onChange={(value) => setMeasure(measures.find((name) => name === value) ?? 'created')}
      />
      <Button size="compact-xs" variant="default" onClick={() => setTable(!table)}>
        {table ? 'Show chart' : 'Show table'}
      </Button>
    </Group>
  );
  return (
    <Panel
      title="Volume per day" actions={volume.length === 0 ? undefined : actions}
      calm={volume.length === 0 ? 'Days appear here once payments are made.' : null}
    >
      {table ? <VolumeTable series={series} /> : (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          {series.map((one) => <VolumeChart key={one.rail} series={one} />)}
        </SimpleGrid>
      )}
    </Panel>
  );
}
