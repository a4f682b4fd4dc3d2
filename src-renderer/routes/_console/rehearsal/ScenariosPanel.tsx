import { Alert, Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Play, Square } from 'lucide-react';
import { scenarios, type Run, type ScenarioName } from '../../../../src-main/contract/rehearsal.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';
import { t } from '../../../words/t.ts';
import { Section } from '../settings/Section.tsx';
import { RunReport } from './RunReport.tsx';
import classes from './rehearsal.module.css';

type ScenariosPanelProps = {
  readonly run: Run | null;
  /** No fault is set. */
  readonly healthy: boolean;
};

/** The scripted scenarios, the one that runs, and the score of the last. */
export function ScenariosPanel({ run, healthy }: ScenariosPanelProps) {
  const router = useRouter();
  const running = run?.state === 'running';
  const start = useAction(async (scenario: ScenarioName) => {
    await call('rehearsal.start', { scenario });
    await router.invalidate();
  });
  const stop = useAction(async () => {
    await call('rehearsal.stop', {});
    await router.invalidate();
  });
  const error = start.error ?? stop.error;
  const why = running ? t('rehearsal.scenarios.oneRuns')
    : healthy ? null : t('rehearsal.scenarios.needsHealthy');
  return (
    <Section title={t('rehearsal.scenarios.title')} text={t('rehearsal.scenarios.text')}>
      <ul className={classes.scenarios}>
        {scenarios.map((scenario) => (
          <li key={scenario} className={classes.scenario}>
            <h3 className={classes.name}>{t(`rehearsal.scenario.${scenario}`)}</h3>
            <p className={classes.story}>{t(`rehearsal.story.${scenario}`)}</p>
            {running && run.scenario === scenario ? (
              <Button size="xs" variant="default" leftSection={<Square size={13} aria-hidden />}
                loading={stop.pending} onClick={() => void stop.run()}>
                {t('rehearsal.scenarios.stop')}
              </Button>
            ) : (
              <Button size="xs" leftSection={<Play size={13} aria-hidden />}
                disabled={why !== null || start.pending} onClick={() => void start.run(scenario)}
                aria-label={t('rehearsal.scenarios.startOne', {
                  scenario: t(`rehearsal.scenario.${scenario}`) })}
                {...(why === null ? {} : { title: why })}>
                {t('rehearsal.scenarios.start')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {why === null || running ? null : <p className="pd-secondary">{why}</p>}
      {error === null ? null : <Alert color="red" role="alert">{error}</Alert>}
      {run === null ? null : <RunReport run={run} />}
    </Section>
  );
}
