import { useNow } from '../../../../engine/live.ts';
import { When } from '../../../../ui/When.tsx';
import { clockFace, type ClockedThings } from './clocks.ts';
import { t } from '../../../../words/t.ts';
import { Rich } from '../../../../words/Rich.tsx';
import styles from './Clocks.module.css';

/** What runs out as bars on one axis, with now marked on each: job and escrow, link and quote. */
export function Clocks(things: ClockedThings) {
  const { bars, now } = clockFace(things, useNow(1_000));
  if (bars.length === 0) return null;
  return (
    <div className={styles.clocks} role="group" aria-label={t('payment.clocks.label')}>
      {bars.map((bar) => (
        <Row
          key={bar.name} name={t(`payment.clocks.${bar.name}`)}
          end={(
            <Rich text={t(bar.over ? 'payment.clocks.ended' : 'payment.clocks.ends')}
              parts={{ when: () => <When at={bar.endAt} /> }} />
          )}
        >
          <div
            className={`${styles.bar} ${bar.over ? styles.over : ''}`}
            style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
          >
            <div className={styles.passed} style={{ width: `${bar.passed}%` }} />
          </div>
          <div className={styles.now} style={{ left: `${now}%` }} />
        </Row>
      ))}
    </div>
  );
}

function Row({ name, end, children }: {
  readonly name: string; readonly end: React.ReactNode; readonly children: React.ReactNode;
}) {
  return (
    <>
      <span>{name}</span>
      <div className={styles.track} aria-hidden>{children}</div>
      <span>{end}</span>
    </>
  );
}
