import { useState } from 'react';
import type { CallInput } from '../../../../src-main/contract/contract.ts';
import type { PayoutReview } from '../../../../src-main/contract/payouts.ts';
import { call, errorText } from '../../../engine/call.ts';
import { toastRefusal } from '../../../ui/toast.ts';

export type PayoutSelection = CallInput<'payouts.review'>['selection'];
export type PayoutDraft = { readonly selection: PayoutSelection; readonly review: PayoutReview };

/**
 * The way from what waits to a batch that lets it go: the engine says what it would do, a person
 * reads that, and then the engine runs it.
 */
export function usePayoutBatch(onCreated: (batchId: string) => void) {
  const [preparing, setPreparing] = useState(false);
  const [draft, setDraft] = useState<PayoutDraft | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function prepare(selection: PayoutSelection): Promise<void> {
    setPreparing(true);
    setError(null);
    try {
      setDraft({ selection, review: await call('payouts.review', { selection }) });
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setPreparing(false);
    }
  }

  async function create(reason: string): Promise<void> {
    if (draft === null) return;
    setPending(true);
    setError(null);
    try {
      // What was read is what goes: a filter could find more by now.
      const paymentIds = draft.review.items.flatMap(({ paymentId, refused }) =>
        (refused === null ? [paymentId] : []));
      const { batchId } = await call('batches.create', {
        act: 'release', selection: { paymentIds }, reason,
      });
      onCreated(batchId);
    } catch (problem) {
      setError(errorText(problem));
      setPending(false);
    }
  }

  return { preparing, draft, pending, error, prepare, create, discard: () => setDraft(null) };
}
