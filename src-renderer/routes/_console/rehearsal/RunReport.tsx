import { Alert } from '@mantine/core';
import { CircleCheck, CircleX, LoaderCircle, Square } from 'lucide-react';
import type { Run } from '../../../../src-main/contract/rehearsal.ts';
import { useNow } from '../../../engine/live.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { formatCount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { face, type Face } from '../../../ui/face.ts';
import { FactList } from '../../../ui/FactList.tsx';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';
import { TextLink } from '../payments/TextLink.tsx';
import { secondsText } from './fault-rules.ts';
import classes from './rehearsal.module.css';

const faces = {
  running: face('move', LoaderCircle, 'rehearsal.runState.running'),
  done: face('done', CircleCheck, 'rehearsal.runState.done'),
  stopped: face('person', Square, 'rehearsal.runState.stopped'),
  failed: face('fail', CircleX, 'rehearsal.runState.failed'),
} as const satisfies Record<Run['state'], Face>;

/** One run, told step by step, and its score once it has ended. */
export function RunReport({ run }: { readonly run: Run }) {
  const { scenario, state, startedAt, endedAt, steps, problem, turn, score } = run;
  const now = useNow(1_000);
  const took = Math.max(0, (endedAt ?? now) - startedAt);
  return (
    <section className={classes.report} aria-label={t('rehearsal.scenarios.last')}>
      <header className={classes.reportHead}>
        <h3 className={classes.name}>{t(`rehearsal.scenario.${scenario}`)}</h3>
        <ToneBadge {...faces[state]} />
        <span className={classes.took}>{tenths(took)}</span>
      </header>
      {problem === null ? null : (
        <Alert color="red" role="alert">{plainText(engineText(problem))}</Alert>
      )}
      {turn === null ? null : <Turn turn={turn} />}
      <div className={classes.told}>
        <ol className={classes.steps} aria-live="polite">
          {steps.map(({ step, at }) => (
            <li key={step}>
              <span className={classes.took}>{tenths(at - startedAt)}</span>
              {t(`rehearsal.step.${step}`)}
            </li>
          ))}
        </ol>
        {score === null ? null : <Score score={score} tookMs={took} />}
      </div>
    </section>
  );
}

/** What the run waits for, while only the operator can do it. */
function Turn({ turn: { until, paymentIds } }: {
  readonly turn: NonNullable<Run['turn']>;
}) {
  const toRelease = paymentIds.length > 0;
  return (
    <section className={classes.turn} aria-label={t('rehearsal.turn.title')}>
      <p className={classes.turnHead}>
        <strong>{t('rehearsal.turn.title')}</strong>
        <span className={classes.took}>
          {t('rehearsal.turn.left')} <Countdown at={until} />
        </span>
      </p>
      <p className={classes.turnText} role="status">
        {toRelease ? t('rehearsal.turn.release', { count: paymentIds.length })
          : t('rehearsal.turn.sendAgain')}
      </p>
      {toRelease ? <PaymentLinks paymentIds={paymentIds} /> : (
        <TextLink to="/webhooks" search={{ state: 'dead' }}>
          {t('rehearsal.turn.letters')}
        </TextLink>
      )}
    </section>
  );
}

function PaymentLinks({ paymentIds }: { readonly paymentIds: readonly string[] }) {
  return (
    <span className={classes.payments}>
      {paymentIds.map((paymentId) => (
        <TextLink key={paymentId} to="/payments/$paymentId" params={{ paymentId }}>
          {paymentId.slice(-6)}
        </TextLink>
      ))}
    </span>
  );
}

function Score({ score, tookMs }: {
  readonly score: NonNullable<Run['score']>; readonly tookMs: number;
}) {
  const { saved, heard } = score;
  const part = (number: number, whole: number): string =>
    t('common.of', { part: formatCount(number), whole: formatCount(whole) });
  const count = (number: number): string => part(number, score.payments);
  return (
    <section aria-label={t('rehearsal.score.title')}>
      <FactList facts={[
        ...saved === null ? [] : [
          { label: t('rehearsal.score.saved'), value: part(saved.inTime, saved.of) },
          { label: t('rehearsal.score.wrong'), value: formatCount(saved.wrong) },
        ],
        ...heard === null ? [] : [
          { label: t('rehearsal.score.heard'), value: part(heard.messages, heard.of) },
          { label: t('rehearsal.score.dead'), value: formatCount(heard.dead) },
        ],
        { label: t('rehearsal.score.endedRight'), value: count(score.endedRight) },
        { label: t('rehearsal.score.neededPerson'), value: count(score.neededPerson) },
        { label: t('rehearsal.score.unfinished'), value: count(score.unfinished) },
        { label: t('rehearsal.score.paidTwice'), value: formatCount(score.paidTwice) },
        { label: t('rehearsal.score.books'),
          value: t(score.booksEqual ? 'rehearsal.score.equal' : 'rehearsal.score.differ') },
        { label: t('rehearsal.score.took'), value: tenths(tookMs) },
        { label: t('rehearsal.score.payments'),
          value: <PaymentLinks paymentIds={score.paymentIds} /> },
      ]} />
    </section>
  );
}

/** A duration in seconds with one place. */
function tenths(ms: number): string {
  return secondsText(Math.round(ms / 100) * 100);
}
