import { Alert } from '@mantine/core';
import { CircleCheck, CircleX, LoaderCircle, Square } from 'lucide-react';
import type { Run } from '../../../../src-main/contract/rehearsal.ts';
import { useNow } from '../../../engine/live.ts';
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
  const { scenario, state, startedAt, endedAt, steps, problem, score } = run;
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

function Score({ score, tookMs }: {
  readonly score: NonNullable<Run['score']>; readonly tookMs: number;
}) {
  const count = (number: number): string =>
    t('common.of', { part: formatCount(number), whole: formatCount(score.payments) });
  return (
    <section aria-label={t('rehearsal.score.title')}>
      <FactList facts={[
        { label: t('rehearsal.score.endedRight'), value: count(score.endedRight) },
        { label: t('rehearsal.score.neededPerson'), value: count(score.neededPerson) },
        { label: t('rehearsal.score.unfinished'), value: count(score.unfinished) },
        { label: t('rehearsal.score.paidTwice'), value: formatCount(score.paidTwice) },
        { label: t('rehearsal.score.books'),
          value: t(score.booksEqual ? 'rehearsal.score.equal' : 'rehearsal.score.differ') },
        { label: t('rehearsal.score.took'), value: tenths(tookMs) },
        { label: t('rehearsal.score.payments'), value: (
          <span className={classes.payments}>
            {score.paymentIds.map((paymentId) => (
              <TextLink key={paymentId} to="/payments/$paymentId" params={{ paymentId }}>
                {paymentId.slice(-6)}
              </TextLink>
            ))}
          </span>
        ) },
      ]} />
    </section>
  );
}

/** A duration in seconds with one place. */
function tenths(ms: number): string {
  return secondsText(Math.round(ms / 100) * 100);
}
