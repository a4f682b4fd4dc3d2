import { Skeleton } from '@mantine/core';
import { t } from '../words/t.ts';
import classes from './Pending.module.css';

const lines = ['44%', '92%', '86%', '89%', '78%', '84%'] as const;

/** The first paint of a page whose loader still runs. Later loads keep the old content instead. */
export function Pending() {
  return (
    <div className={classes.pending} role="status" aria-label={t('common.loading')}>
      <h1 className="pd-unseen">{t('common.loading')}</h1>
      {lines.map((width) => <Skeleton key={width} height={20} width={width} radius={4} />)}
    </div>
  );
}
