import { useState } from 'react';
import type { CallInput, CallOutput } from '../../../../src-main/contract/contract.ts';
import { call, errorText } from '../../../engine/call.ts';
import { toastRefusal } from '../../../ui/toast.ts';

export type BatchAct = 'release' | 'refund';
export type BatchSelection = CallInput<'batches.preview'>['selection'];
export type BatchDraft = {
  readonly act: BatchAct;
  readonly selection: BatchSelection;
  readonly preview: CallOutput<'batches.preview'>;
};

/**
 * The way from a selection to a batch: first the engine says what would happen, then a person reads
 * it and gives the reason, then the engine runs it (a batch survives the window).
 */
export function useBatch(onCreated: (batchId: string) => void) {
  const [busy, setBusy] = useState<BatchAct | null>(null);
  const [draft, setDraft] = useState<BatchDraft | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function prepare(act: BatchAct, selection: BatchSelection): Promise<void> {
    setBusy(act);
    setError(null);
    try {
      setDraft({ act, selection, preview: await call('batches.preview', { act, selection }) });
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(null);
    }
  }

  async function create(reason: string): Promise<void> {
    if (draft === null) return;
    setPending(true);
    setError(null);
    try {
      const { act, selection } = draft;
      const { batchId } = await call('batches.create', { act, selection, reason });
      onCreated(batchId);
    } catch (problem) {
      setError(errorText(problem));
      setPending(false);
    }
  }

  return { busy, draft, pending, error, prepare, create, discard: () => setDraft(null) };
}
