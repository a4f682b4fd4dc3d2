import { Link } from '@tanstack/react-router';
import { formatCount } from '../../../format/money.ts';
import { When } from '../../../ui/When.tsx';
import { Rich } from '../../../words/Rich.tsx';
import { reasonNamed } from '../attention/attention-search.ts';
import { InTime } from '../payments/InTime.tsx';
import { t } from '../../../words/t.ts';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import { TopItems } from './TopItems.tsx';
import styles from './NeedsMePanel.module.css';

/** What waits for a person: by reason, what is due first, and what has waited longest. */
export function NeedsMePanel({ needsMe, top }: Pick<Overview, 'needsMe' | 'top'>) {
  const due = new Set(top.byDeadline.map(({ id }) => id));
  // What is due first is not told a second time for its age.
  const others = top.byAge.filter(({ id }) => !due.has(id));
  return (
    <Panel title={t('overview.needs.title')}
      calm={needsMe.length === 0 ? t('overview.needs.nothing') : null}>
      <ul className={styles.list}>
        {needsMe.map(({ reason, text, count }) => {
          const named = reasonNamed(reason);
          return (
            <li key={reason}>
              <Link to="/attention" search={named === undefined ? {} : { reason: named }}
                className={styles.line}>
                <span className={styles.count}>{formatCount(count)}</span>
                <span>{named === undefined ? text : t(`attention.reason.${named}`)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
      <TopItems title={t('overview.needs.byDeadline')} items={top.byDeadline}
        time={({ deadlineAt }) => deadlineAt === null ? null : <InTime at={deadlineAt} />} />
      <TopItems items={others}
        title={t(due.size === 0 ? 'overview.needs.byAge' : 'overview.needs.others')}
        time={({ openedAt }) => (
          <Rich text={t('attention.came')} parts={{ when: () => <When at={openedAt} /> }} />
        )} />
    </Panel>
  );
}
