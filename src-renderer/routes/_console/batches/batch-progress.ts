import type { z } from 'zod';
import type { batchItemView, BatchView } from '../../../../src-main/contract/batches.ts';
import type { Tone } from '../../../ui/tones.ts';

export type BatchItem = z.infer<typeof batchItemView>;
export type ItemState = BatchItem['state'];

/** Item states in the order of the bar, with their tones. */
export const itemStates = [
  { state: 'done', tone: 'done' },
  { state: 'started', tone: 'move' },
  { state: 'waiting', tone: 'wait' },
  { state: 'unclear', tone: 'unclear' },
  { state: 'stalled', tone: 'person' },
  { state: 'refused', tone: 'fail' },
  { state: 'rejected', tone: 'fail' },
] as const satisfies readonly { state: ItemState; tone: Tone }[];

export type ProgressPart = (typeof itemStates)[number] & {
  readonly count: number; readonly percent: number;
};

/** The parts of the progress bar that hold anything, as shares of all items. */
export function progressParts(batch: Pick<BatchView, 'counts' | 'total'>): readonly ProgressPart[] {
  return itemStates.map((part) => {
    const count = batch.counts[part.state] ?? 0;
    return { ...part, count, percent: batch.total === 0 ? 0 : (count / batch.total) * 100 };
  }).filter(({ count }) => count > 0);
}

/** Items that nothing will move on by itself. */
export function endedCount(batch: Pick<BatchView, 'counts' | 'total'>): number {
  return batch.total - (batch.counts.waiting ?? 0) - (batch.counts.started ?? 0);
}
