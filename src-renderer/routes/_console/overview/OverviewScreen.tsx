import { SegmentedControl } from '@mantine/core';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { overviewDays } from '../../../../src-main/contract/overview.ts';
import { useLive } from '../../../engine/live.ts';
import { Screen } from '../../../ui/Screen.tsx';
import { NextEvent } from '../attention/NextEvent.tsx';
import { EndsPanel } from './EndsPanel.tsx';
import { ExpiringPanel } from './ExpiringPanel.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { MoneyPanel } from './MoneyPanel.tsx';
import { NeedsMePanel } from './NeedsMePanel.tsx';
import { ProvidersPanel } from './ProvidersPanel.tsx';
import { VolumePanel } from './VolumePanel.tsx';
import { t } from '../../../words/t.ts';
import styles from './OverviewScreen.module.css';

export type Overview = CallOutput<'overview.get'>;
export type OverviewDays = (typeof overviewDays)[number];

/** Figures are looked at, not watched: often enough to be true, seldom enough to cost nothing. */
const OVERVIEW_EVERY_MS = 1_000;

/** What needs me, where the money is, what runs out soon, and whether the providers answer. */
export function OverviewScreen({ overview, days, onDays }: {
  readonly overview: Overview;
  readonly days: OverviewDays;
  readonly onDays: (days: OverviewDays) => void;
}) {
  useLive({ nouns: ['payments', 'attention', 'connections'] }, OVERVIEW_EVERY_MS);
  const {
    needsMe, top, money, states, expiring, providers, volume, ends, period, nextEvent,
  } = overview;
  const untouched = needsMe.length === 0 && volume.length === 0
    && money.every(({ count }) => count === 0);
  return (
    <Screen
      title={t('overview.title')} subtitle={<NextEvent event={nextEvent} />}
      actions={(
        <SegmentedControl
          size="xs" aria-label={t('overview.period.label')} value={String(days)}
          data={overviewDays.map((value) => ({
            value: String(value), label: t('overview.period.days', { count: value }),
          }))}
          onChange={(chosen) => onDays(overviewDays.find((one) => String(one) === chosen) ?? 7)}
        />
      )}
    >
      {untouched && <FirstSteps connections={providers.length} />}
      <div className={styles.grid}>
        <NeedsMePanel needsMe={needsMe} top={top} />
        <ProvidersPanel providers={providers} />
        <div className={styles.wide}><MoneyPanel money={money} states={states} /></div>
        <div className={styles.wide}><ExpiringPanel expiring={expiring} /></div>
        <div className={styles.wide}><VolumePanel volume={volume} period={period} /></div>
        <div className={styles.wide}><EndsPanel ends={ends} period={period} /></div>
      </div>
    </Screen>
  );
}
