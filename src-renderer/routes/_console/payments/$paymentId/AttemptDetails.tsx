import type { OperationView } from '../../../../../src-main/contract/payments.ts';
import { duration, momentTime } from '../../../../format/time.ts';
import { usePreferences } from '../../../../stores/preferences.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { RawBlock } from './RawBlock.tsx';
import { t, type Word } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';
import rawStyles from './RawText.module.css';

type Attempt = OperationView['attempts'][number];

const purposes = {
  send: 'payment.attempt.sent', inquire: 'payment.attempt.asked',
} as const satisfies Record<Attempt['purpose'], Word>;

/** One try: how long it took and what came of it; opens to the request and the answer. */
export function AttemptDetails({ attempt }: { readonly attempt: Attempt }) {
  const zone = usePreferences((preferences) => preferences.zone);
  const took = attempt.endedAt === null
    ? t('payment.attempt.noAnswer') : duration(attempt.endedAt - attempt.startedAt);
  return (
    <details>
      <summary className={rawStyles.summary}>
        {t(purposes[attempt.purpose], {
          number: attempt.number, at: momentTime(attempt.startedAt, zone), took,
          outcome: attempt.outcome === null
            ? t('payment.attempt.notKnown') : engineText(attempt.outcome),
        })}
      </summary>
      <div className={rawStyles.key}>
        <span>{t('payment.operations.key')}</span>
        <CopyText text={attempt.key} label={t('common.thing.key')} />
      </div>
      <RawBlock label={t('payment.attempt.request', { number: attempt.number })}
         text={attempt.request} />
      <RawBlock label={t('payment.attempt.answer', { number: attempt.number })}
         text={attempt.response} />
    </details>
  );
}
