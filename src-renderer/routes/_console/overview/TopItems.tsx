import { Anchor } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { plainText } from '../../../format/text.ts';
import { t } from '../../../words/t.ts';
import { reasonTitle } from '../attention/reason-title.ts';
import type { Overview } from './OverviewScreen.tsx';
import styles from './NeedsMePanel.module.css';

type TopItem = Overview['top']['byAge'][number];

/** The first few of a queue, each leading to what it is about. */
export function TopItems({ title, items, time }: {
  readonly title: string;
  readonly items: readonly TopItem[];
  readonly time: (item: TopItem) => ReactNode;
}) {
  const { history } = useRouter();
  if (items.length === 0) return null;
  return (
    <div>
      <h3 className={styles.subtitle}>{title}</h3>
      <ul className={styles.list} aria-label={title}>
        {items.map((item) => (
          <li key={item.id} className={styles.top}>
            <Anchor
              href={history.createHref(item.path)} className={styles.cut ?? ''}
              onClick={(event) => {
                event.preventDefault();
                history.push(item.path);
              }}
            >
              {item.payee === null ? reasonTitle(item)
                : t('overview.needs.item', {
                  reason: reasonTitle(item), payee: plainText(item.payee),
                })}
            </Anchor>
            <span className="pd-secondary pd-nowrap">{time(item)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
