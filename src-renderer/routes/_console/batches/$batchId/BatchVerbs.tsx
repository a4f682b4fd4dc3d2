import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { BatchView } from '../../../../../src-main/contract/batches.ts';
import { call } from '../../../../engine/call.ts';
import { toastDone, toastRefusal } from '../../../../ui/toast.ts';
import { VerbButton } from '../../../../ui/VerbButton.tsx';

const reasons = {
  pause: {
    paused: 'The batch is paused already.', finished: 'The batch has finished.', running: null,
  },
  resume: {
    running: 'The batch is running.', finished: 'The batch has finished.', paused: null,
  },
} as const;

/** *Pause* leaves on the way what is on the way; *Resume* goes on with what waits. */
export function BatchVerbs({ batch }: { readonly batch: BatchView }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function run(verb: 'pause' | 'resume'): Promise<void> {
    setBusy(true);
    try {
      await call(`batches.${verb}`, { batchId: batch.id, version: batch.version });
      toastDone(verb === 'pause' ? 'The batch is paused.' : 'The batch goes on.');
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
      await router.invalidate();
    }
  }

  const button = (verb: 'pause' | 'resume', label: string, hotkey: string) => {
    const reason = reasons[verb][batch.state];
    return (
      <VerbButton
        verb={{ allowed: reason === null, reason }} label={label} hotkey={hotkey} loading={busy}
        onClick={() => void run(verb)}
      />
    );
  };
  return <>{button('pause', 'Pause', 'P')}{button('resume', 'Resume', 'R')}</>;
}
