import { BarChart } from '@mantine/charts';

/** What a full mark is tall: heights are whole shares of it, so that nothing becomes a float. */
export const FULL_HEIGHT = 10_000;

export type DayBar = {
  /** UTC day. */
  readonly day: string;
  /** In ten-thousandths of a full mark; nothing is computed with it. */
  readonly height: number;
  /** What the mark says when pointed at. */
  readonly text: string;
};

type DayBarsProps = {
  /** What is drawn and how tall a full mark is. */
  readonly caption: string;
  /** The figures in words, for those who hear them. */
  readonly spoken: string;
  readonly days: readonly DayBar[];
  readonly onOpen: (day: string) => void;
};

/** Days as bars from zero; a bar opens the rows of its day. The table beside it has the figures. */
export function DayBars({ caption, spoken, days, onOpen }: DayBarsProps) {
  return (
    <figure style={{ margin: 0 }}>
      <figcaption className="pd-secondary">{caption}</figcaption>
      <div role="img" aria-label={spoken}>
        <BarChart
          h={120} data={days.map((day) => ({ ...day, label: day.day.slice(5) }))} dataKey="label"
          series={[{ name: 'height', color: 'var(--pd-move-text)', label: caption }]}
          withYAxis={false} yAxisProps={{ domain: [0, FULL_HEIGHT] }} maxBarWidth={24}
          gridAxis="none" tickLine="none" withBarValueLabel={false}
          tooltipProps={{ content: ({ label }) => <Tip day={dayAt(days, label)} /> }}
          barChartProps={{
            accessibilityLayer: false,
            onClick: ({ activeLabel }) => {
              const day = dayAt(days, activeLabel);
              if (day !== undefined) onOpen(day.day);
            },
          }}
          barProps={{ isAnimationActive: false, cursor: 'pointer' }}
        />
      </div>
    </figure>
  );
}

function dayAt(days: readonly DayBar[], label: unknown): DayBar | undefined {
  return days.find(({ day }) => day.slice(5) === label);
}

function Tip({ day }: { readonly day: DayBar | undefined }) {
  if (day === undefined) return null;
  return (
    <div style={{
      padding: '6px 10px', border: '1px solid var(--pd-border)', borderRadius: 4,
      background: 'var(--pd-surface)', fontSize: 12,
    }}>
      <div>{day.day}</div>
      <div>{day.text}</div>
    </div>
  );
}
