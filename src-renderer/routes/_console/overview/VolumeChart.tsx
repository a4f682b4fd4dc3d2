import { BarChart } from '@mantine/charts';
import { useNavigate } from '@tanstack/react-router';
import { formatMoney, moneyWords } from '../../../format/money.ts';
import { railWords } from '../payments/rail-words.ts';
import { FULL_HEIGHT, type VolumeDay, type VolumeSeries } from './volume.ts';

/**
 * One rail's days as bars from zero. Heights are whole shares of the tallest day; what is written
 * beside them are the exact amounts. A bar opens the payments that were created on its day.
 */
export function VolumeChart({ series }: { readonly series: VolumeSeries }) {
  const navigate = useNavigate();
  const { rail, days, tallest, measure } = series;
  const { digits, code } = formatMoney(tallest);
  const open = (day: VolumeDay | undefined): void => {
    if (day === undefined) return;
    void navigate({ to: '/payments', search: { rail, from: day.day, to: day.day } });
  };
  return (
    <figure style={{ margin: 0 }}>
      <figcaption className="pd-secondary">
        {railWords[rail]}, {measure}; the tallest day is {digits} {code}
      </figcaption>
      <div role="img" aria-label={spoken(series)}>
        <BarChart
          h={140} data={days.map((day) => ({ ...day, label: day.day.slice(5) }))} dataKey="label"
          series={[{
            name: 'height', label: `${railWords[rail]}, ${measure}`, color: 'var(--pd-move-text)',
          }]}
          withYAxis={false} yAxisProps={{ domain: [0, FULL_HEIGHT] }} maxBarWidth={24}
          gridAxis="none" tickLine="none" withBarValueLabel={false}
          tooltipProps={{ content: ({ label }) => <Tip day={dayAt(days, label)} /> }}
          barChartProps={{
            accessibilityLayer: false,
            onClick: ({ activeLabel }) => open(dayAt(days, activeLabel)),
          }}
          barProps={{ isAnimationActive: false, cursor: 'pointer' }}
        />
      </div>
    </figure>
  );
}

function dayAt(days: readonly VolumeDay[], label: unknown): VolumeDay | undefined {
  return days.find(({ day }) => day.slice(5) === label);
}

function Tip({ day }: { readonly day: VolumeDay | undefined }) {
  if (day === undefined) return null;
  return (
    <div style={{
      padding: '6px 10px', border: '1px solid var(--pd-border)', borderRadius: 4,
      background: 'var(--pd-surface)', fontSize: 12,
    }}>
      <div>{day.day}</div>
      <div>{moneyWords(day.amount)}, {day.count} payments</div>
    </div>
  );
}

function spoken({ rail, measure, days }: VolumeSeries): string {
  const busy = days.filter(({ count }) => count > 0)
    .map(({ day, amount }) => `${day}: ${moneyWords(amount)}`);
  return `${railWords[rail]}, ${measure} per day. ${busy.join('; ') || 'Nothing yet.'}`;
}
