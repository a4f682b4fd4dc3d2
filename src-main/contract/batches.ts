import { z } from 'zod';
import { BATCH_ITEMS_MAX, batchItemStates, batchStates } from '../engine/domain/batch.ts';
import { command, query } from './define.ts';
import { id, instant, moneyWire, pageInput, pageOf, reasonText } from './values.ts';
import { paymentFilter } from './payments.ts';
import { preparedFile } from './files.ts';

export const batchView = z.object({
  id, act: z.enum(['release', 'refund']), reason: z.string(), state: z.enum(batchStates),
  requestedBy: z.string(), total: z.number().int(), createdAt: instant,
  finishedAt: instant.nullable(), version: z.number().int(),
  /** The batch that this one tries again, and the newest that tries this one again. */
  retryOf: id.nullable(), retriedBy: id.nullable(),
  counts: z.partialRecord(z.enum(batchItemStates), z.number().int()),
});
export type BatchView = z.infer<typeof batchView>;

export const batchItemView = z.object({
  position: z.number().int(), paymentId: id, state: z.enum(batchItemStates), detail: z.string(),
  payee: z.string(), amount: moneyWire,
});

/** Which payments: named ones, or all that a filter shows (at most `BATCH_ITEMS_MAX`). */
export const selection = z.union([
  z.strictObject({ paymentIds: z.array(id).min(1).max(BATCH_ITEMS_MAX) }),
  z.strictObject({ filter: paymentFilter }),
]);

export const batches = {
  list: query(pageInput, pageOf(batchView)),
  get: query(z.strictObject({ batchId: id }), batchView),
  items: query(pageInput.extend({
    batchId: id, state: z.enum(batchItemStates).nullable(),
  }), pageOf(batchItemView)),
  /** What a batch would do: count, totals, largest, and how many would be refused and why. */
  preview: query(z.strictObject({ act: z.enum(['release', 'refund']), selection }), z.object({
    count: z.number().int(),
    totals: z.array(moneyWire),
    largest: z.object({ paymentId: id, amount: moneyWire }).nullable(),
    refused: z.array(z.object({ message: z.string(), count: z.number().int() })),
    /** Payees of this batch, and those of them who were never paid before. */
    payees: z.number().int(), newPayees: z.array(z.string()),
    /** Hundredths of a percent of all that is held now, per asset (blast radius). */
    shares: z.array(z.object({ asset: z.string(), basisPoints: z.number().int() })),
    /** What would happen to each payment; `refused` says why nothing would. */
    items: z.array(z.object({
      paymentId: id, payee: z.string(), amount: moneyWire, newPayee: z.boolean(),
      refused: z.string().nullable(),
    })),
  })),
  create: command(z.strictObject({
    act: z.enum(['release', 'refund']), selection, reason: reasonText,
  }), z.object({ batchId: id }), 'move', 'confirmed'),
  /** A new batch, linked to this one, of the items that were refused or rejected. */
  retryFailed: command(z.strictObject({ batchId: id, reason: reasonText }),
    z.object({ batchId: id }), 'move', 'confirmed'),
  /** What came of each item, as a CSV file. */
  csv: command(z.strictObject({ batchId: id }), preparedFile, 'see'),
  pause: command(z.strictObject({ batchId: id, version: z.number().int() }), batchView, 'move'),
  resume: command(z.strictObject({ batchId: id, version: z.number().int() }), batchView,
    'move', 'confirmed'),
};
