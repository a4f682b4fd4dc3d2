import { Link } from '@tanstack/react-router';
import { formatCount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { reasonNamed } from '../attention/attention-search.ts';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import styles from './NeedsMePanel.module.css';

/** What waits for a person, by reason; each line opens those items. */
export function NeedsMePanel({ needsMe }: Pick<Overview, 'needsMe'>) {
  return (
    <Panel title="Needs you" calm={needsMe.length === 0 ? 'Nothing needs you.' : null}>
      <ul className={styles.list}>
        {needsMe.map(({ reason, text, count }) => {
          const named = reasonNamed(reason);
          return (
            <li key={reason}>
              <Link to="/attention" search={named === undefined ? {} : { reason: named }}
                className={styles.line}>
                <span className={styles.count}>{formatCount(count)}</span>
                <span>{plainText(text)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
