/** Releases or refunds many payments with one reason; runs in the engine and survives a crash. */
export const batchStates = ['running', 'paused', 'finished'] as const;
export type BatchState = (typeof batchStates)[number];

export const batchItemStates = [
  'waiting', 'started', 'done', 'refused', 'rejected', 'unclear', 'stalled',
] as const;
export type BatchItemState = (typeof batchItemStates)[number];

export const BATCH_ITEMS_MAX = 5_000;

export type Batch = {
  readonly id: string;
  readonly marketplaceId: string | null;
  readonly act: 'release' | 'refund';
  readonly reason: string;
  readonly state: BatchState;
  readonly requestedBy: string;
  readonly total: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
  /** The batch whose failed items this one tries again. */
  readonly retryOf: string | null;
  readonly version: number;
};

/** One payment of a batch. `detail` is the refusal's or failure's sentence, for the result page. */
export type BatchItem = {
  readonly batchId: string;
  readonly position: number;
  readonly paymentId: string;
  readonly state: BatchItemState;
  readonly operationId: string | null;
  readonly detail: string;
};
