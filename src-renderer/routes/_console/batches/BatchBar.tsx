import type { BatchView } from '../../../../src-main/contract/batches.ts';
import { toneVars } from '../../../ui/tones.ts';
import { endedCount, progressParts } from './batch-progress.ts';
import { lower, t } from '../../../words/t.ts';
import styles from './BatchBar.module.css';

type BatchBarProps = {
  readonly batch: Pick<BatchView, 'counts' | 'total'>;
  readonly tall?: boolean;
};

/** How far a batch is, in parts by item state; the words stand beside it, never in colour alone. */
export function BatchBar({ batch, tall = false }: BatchBarProps) {
  const parts = progressParts(batch);
  const words = parts.map(({ state, count }) => t('batches.part', {
    number: count, state: lower(t(`status.item.${state}`)),
  })).join(', ');
  return (
    <div
      className={styles.bar} data-tall={tall} role="progressbar"
      aria-label={t('batches.itemsEnded')}
      aria-valuemin={0} aria-valuemax={batch.total} aria-valuenow={endedCount(batch)}
      aria-valuetext={words} title={words}
    >
      {parts.map(({ state, percent, tone }) => (
        <span
          key={state} style={{ width: `${percent}%`, backgroundColor: toneVars(tone).text }}
          data-waiting={state === 'waiting'}
        />
      ))}
    </div>
  );
}
