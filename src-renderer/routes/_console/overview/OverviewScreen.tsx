import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { useLive } from '../../../engine/live.ts';
import { Screen } from '../../../ui/Screen.tsx';
import { NextEvent } from '../attention/NextEvent.tsx';
import { ExpiringPanel } from './ExpiringPanel.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { MoneyPanel } from './MoneyPanel.tsx';
import { NeedsMePanel } from './NeedsMePanel.tsx';
import { ProvidersPanel } from './ProvidersPanel.tsx';
import { VolumePanel } from './VolumePanel.tsx';
import styles from './OverviewScreen.module.css';

export type Overview = CallOutput<'overview.get'>;

/** What needs me, where the money is, what runs out soon, and whether the providers answer. */
export function OverviewScreen({ overview }: { readonly overview: Overview }) {
  useLive({ nouns: ['overview', 'payments', 'attention', 'connections'] });
  const { needsMe, money, expiring, providers, volume, nextEvent } = overview;
  const untouched = needsMe.length === 0 && volume.length === 0
    && money.every(({ count }) => count === 0);
  return (
    <Screen title="Overview" subtitle={<NextEvent event={nextEvent} />}>
      {untouched && <FirstSteps connections={providers.length} />}
      <div className={styles.grid}>
        <NeedsMePanel needsMe={needsMe} />
        <ProvidersPanel providers={providers} />
        <div className={styles.wide}><MoneyPanel money={money} /></div>
        <div className={styles.wide}><ExpiringPanel expiring={expiring} /></div>
        <div className={styles.wide}><VolumePanel volume={volume} /></div>
      </div>
    </Screen>
  );
}
