import { Alert, Button, Group, Progress, Stack } from '@mantine/core';
import { prettyJson } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { Rich } from '../../../words/Rich.tsx';
import { t } from '../../../words/t.ts';
import { TextBlock } from '../webhooks/TextBlock.tsx';
import type { Stretch, Verification } from './use-verification.ts';

type ChainProofProps = { readonly found: Verification; readonly onStop: () => void };

/** How far a verification is, and what it found. */
export function ChainProof({ found, onStop }: ChainProofProps) {
  const { stretch, state, problem } = found;
  if (stretch.broken !== null) return <BrokenChain broken={stretch.broken} stretch={stretch} />;
  if (state === 'checking' || state === 'recounting') {
    return <Checking stretch={stretch} state={state} onStop={onStop} />;
  }
  if (state === 'stopped') {
    return (
      <Alert color="gray" role="status" title={t('audit.proof.stopped')}>
        {t('audit.proof.stoppedText', { checked: stretch.checked, of: stretch.of })}
      </Alert>
    );
  }
  if (problem !== null) {
    return (
      <Alert color="red" role="alert" title={t('audit.proof.miscounted')}>
        {t('audit.proof.brokenText', { problem: engineText(problem) })}
      </Alert>
    );
  }
  return (
    <Alert color="green" role="status" title={t('audit.proof.holds')}>
      {t('audit.proof.recomputed', { count: stretch.checked })}
      {stretch.headHash === null ? null : <>{' '}<Newest hash={stretch.headHash} /></>}
    </Alert>
  );
}

function Checking({ stretch, state, onStop }: {
  readonly stretch: Stretch; readonly state: 'checking' | 'recounting';
  readonly onStop: () => void;
}) {
  const { checked, of } = stretch;
  return (
    <Stack gap={6}>
      <Group gap="sm" justify="space-between">
        <span className="pd-tabular">
          {state === 'recounting' ? t('audit.proof.recounting')
            : t('audit.proof.progress', { checked, of })}
        </span>
        {state === 'recounting' ? null : (
          <Button size="xs" variant="default" onClick={onStop}>{t('audit.proof.stop')}</Button>
        )}
      </Group>
      <Progress size="sm" aria-label={t('audit.verify')}
        value={of === 0 ? 100 : (checked / of) * 100} />
    </Stack>
  );
}

function BrokenChain({ broken, stretch }: {
  readonly broken: NonNullable<Stretch['broken']>; readonly stretch: Stretch;
}) {
  const { seq, problem, after, entry, previousHash, hash, computedHash } = broken;
  const hashFact = (label: string, text: string | null) => ({
    label,
    value: text === null ? t('common.none')
      : <CopyText text={text} label={t('common.thing.hash')} />,
  });
  return (
    <Alert color="red" role="alert" title={t('audit.proof.broken')}>
      <Stack gap="sm">
        <span>
          {t('audit.proof.brokenText', { problem: t(`audit.problem.${problem}`, { seq }) })}
          {' '}{t('audit.proof.before', { checked: stretch.checked, of: stretch.of })}
        </span>
        <FactList facts={[
          hashFact(t('audit.proof.due'), after.hash),
          hashFact(t('audit.proof.named'), previousHash),
          hashFact(t('audit.proof.computed'), computedHash),
          hashFact(t('audit.proof.carried'), hash),
        ]} />
        <TextBlock title={t('audit.proof.entry', { seq })} text={prettyJson(entry ?? '')} />
      </Stack>
    </Alert>
  );
}

function Newest({ hash }: { readonly hash: string }) {
  return (
    <Rich text={t('audit.proof.newest')} parts={{
      hash: () => <CopyText text={hash} label={t('common.thing.newestHash')} />,
    }} />
  );
}
