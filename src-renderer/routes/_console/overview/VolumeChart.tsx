import { useNavigate } from '@tanstack/react-router';
import { figureText } from '../../../../src-main/contract/domain.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { formatMoney } from '../../../format/money.ts';
import { shownMoney } from '../../../format/hide-amounts.ts';
import { railWords } from '../payments/rail-words.ts';
import { DayBars } from './DayBars.tsx';
import { type VolumeSeries } from './volume.ts';
import { lower, t } from '../../../words/t.ts';

/**
 * One rail's days as bars from zero. Heights are whole shares of the tallest day; what is written
 * beside them are the exact amounts. A bar opens the rows that its amount is made of.
 */
export function VolumeChart({ series }: { readonly series: VolumeSeries }) {
  const navigate = useNavigate();
  const { rail, days, tallest, measure, total, before } = series;
  const open = (day: string): void => {
    const figure = figureText({ kind: 'day', day, rail, asset: tallest.asset, measure });
    void navigate({ to: '/explain', search: { figure } });
  };
  return (
    <DayBars
      caption={t('overview.volume.caption', {
        rail: railWords[rail], measure: lower(t(`overview.volume.${measure}`)),
        total: grouped(total), before: grouped(before), amount: grouped(tallest),
      })}
      spoken={spoken(series)}
      days={days.map(({ day, height, amount, count }) => ({
        day, height, text: t('overview.volume.tip', { amount: shownMoney(amount), count }),
      }))}
      onOpen={open}
    />
  );
}

/** An amount in groups, as it stands everywhere that eyes read it. */
function grouped(value: MoneyWire): string {
  const { digits, code } = formatMoney(value);
  return `${digits} ${code}`;
}

function spoken({ rail, measure, days }: VolumeSeries): string {
  const busy = days.filter(({ count }) => count > 0)
    .map(({ day, amount }) => t('overview.volume.spokenDay', { day, amount: shownMoney(amount) }));
  return t('overview.volume.spoken', {
    rail: railWords[rail], measure: lower(t(`overview.volume.${measure}`)),
    days: busy.join('; ') || t('overview.volume.nothing'),
  });
}
