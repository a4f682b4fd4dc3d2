import { Text } from '@mantine/core';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { useNow } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { exactTime, timelineTime } from '../../../../format/time.ts';
import { usePreferences } from '../../../../stores/preferences.ts';
import { Clocks } from './Clocks.tsx';
import styles from './TimelineTab.module.css';

/** Both clocks, when it was made, and everything that happened, newest first. */
export function TimelineTab({ page }: { readonly page: PaymentPage }) {
  const now = useNow(60_000);
  const zone = usePreferences((preferences) => preferences.zone);
  const entries = page.timeline.toReversed();
  return (
    <>
      <Clocks job={page.job} payment={page.payment} />
      {entries.length === 0 && (
        <Text mt="md" c="dimmed">Nothing has happened yet; the first step is written here.</Text>
      )}
      <ol className={styles.entries} aria-label="What happened, newest first" reversed>
        {entries.map((entry) => (
          <li key={entry.seq} className={styles.entry}>
            <time dateTime={new Date(entry.at).toISOString()} title={exactTime(entry.at, zone)}>
              {timelineTime(entry.at, now, zone)}
            </time>
            <span className={styles.text}>
              {plainText(entry.text)}
              {entry.from !== null && entry.to !== null && (
                <span className={styles.actor}> {entry.from} → {entry.to}</span>
              )}
            </span>
            <span className={styles.actor}>{plainText(entry.actor)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
