import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { BatchView } from '../../../../../src-main/contract/batches.ts';
import { call } from '../../../../engine/call.ts';
import { FileButton } from '../../../../lists/FileButton.tsx';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';
import { VerbButton } from '../../../../ui/VerbButton.tsx';
import { t } from '../../../../words/t.ts';
import { RetryVerb } from './RetryVerb.tsx';

const reasons = {
  pause: {
    paused: 'batches.verb.pausedAlready', finished: 'batches.verb.hasFinished', running: null,
  },
  resume: {
    running: 'batches.verb.running', finished: 'batches.verb.hasFinished', paused: null,
  },
} as const;

/** *Pause* leaves on the way what is on the way; *Resume* goes on with what waits. */
export function BatchVerbs({ batch }: { readonly batch: BatchView }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function run(verb: 'pause' | 'resume'): Promise<void> {
    setBusy(true);
    try {
      const { counts } = await call(`batches.${verb}`, {
        batchId: batch.id, version: batch.version,
      });
      toastDone(verb === 'resume' ? t('batches.verb.goesOn')
        : t('batches.verb.isPaused', { count: counts.started ?? 0 }));
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
      await router.invalidate();
    }
  }

  const button = (verb: 'pause' | 'resume', hotkey: string) => {
    const why = reasons[verb][batch.state];
    const reason = why === null ? null : t(why);
    return (
      <VerbButton
        verb={{ allowed: reason === null, reason }} label={t(`batches.verb.${verb}`)}
        hotkey={hotkey}
        loading={busy} onClick={() => void run(verb)}
      />
    );
  };
  return (
    <>{button('pause', 'P')}{button('resume', 'R')}<RetryVerb batch={batch} />
      <FileButton label={t('batches.verb.csv')}
        prepare={() => call('batches.csv', { batchId: batch.id })} />
    </>
  );
}
