import { Text } from '@mantine/core';
import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { useNow } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { exactTime, timelineTime } from '../../../../format/time.ts';
import { usePreferences } from '../../../../stores/preferences.ts';
import { Clocks } from './Clocks.tsx';
import { toldText } from '../../../../words/engine-text.ts';
import { lower, t, wordFor } from '../../../../words/t.ts';
import styles from './TimelineTab.module.css';

type Rail = PaymentPage['payment']['rail'];

/** Its clocks, when it was made, and everything that happened, newest first. */
export function TimelineTab({ page }: { readonly page: PaymentPage }) {
  const { job, payment, consents: [consent] } = page;
  return <><Clocks job={job} payment={payment} consent={consent} /><Entries page={page} /></>;
}

/** Everything that happened to a payment, newest first. */
export function Entries({ page }: { readonly page: PaymentPage }) {
  const now = useNow(60_000);
  const zone = usePreferences((preferences) => preferences.zone);
  const entries = page.timeline.toReversed();
  return (
    <>
      {entries.length === 0 && (
        <Text mt="md" c="dimmed">{t('payment.timeline.none')}</Text>
      )}
      <ol className={styles.entries} aria-label={t('payment.timeline.label')} reversed>
        {entries.map((entry) => (
          <li key={entry.seq} className={styles.entry}>
            <time dateTime={new Date(entry.at).toISOString()} title={exactTime(entry.at, zone)}>
              {timelineTime(entry.at, now, zone)}
            </time>
            <span className={styles.text}>
              {entryText(entry, page.payment.rail)}
              {entry.from !== null && entry.to !== null && (
                <span className={styles.actor}>
                  {' '}{stateWord(entry.from, page.payment.rail)}
                  {' → '}{stateWord(entry.to, page.payment.rail)}
                </span>
              )}
            </span>
            <span className={styles.actor}>{plainText(entry.actor)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** A change of the payment's own state has no text of its own beyond the state. */
function entryText(
  { kind, text, told }: PaymentPage['timeline'][number], rail: Rail,
): string {
  const status = kind.replace('payment.', '');
  const word = paymentWord(status, rail);
  return word !== null && text === `Payment ${status}`
    ? t('payment.timeline.became', { status: lower(word) }) : toldText(told, text);
}

/** Entries name states of the payment, of its operations and of its consents alike. */
function stateWord(state: string, rail: Rail): string {
  return lower(paymentWord(state, rail) ?? wordFor('status.operation', state)
    ?? wordFor('status.consent', state) ?? state);
}

function paymentWord(status: string, rail: Rail): string | null {
  const own = railAssets[rail].holds ? null : wordFor('status.payout', status);
  return own ?? wordFor('status.payment', status);
}
