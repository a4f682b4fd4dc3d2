import { z } from 'zod';
import { onExpiryPolicies, paymentStatuses } from '../engine/domain/payment.ts';
import { railNames } from '../engine/domain/rails.ts';
import { query } from './define.ts';
import { told } from './sentences.ts';
import { id, instant, moneyWire, pageInput, pageOf, verb } from './values.ts';

/** Held money with its clock. `then` is what its end does; `actsAt` when that is done. */
export const escrowRow = z.object({
  id, paymentId: id, payee: z.string(), marketplaceName: z.string(), rail: z.enum(railNames),
  connectionName: z.string(), reference: z.string(), status: z.enum(paymentStatuses),
  held: moneyWire, expiresAt: instant, actsAt: instant, then: z.enum(onExpiryPolicies),
  ifNobodyActs: z.string(), told: told.nullish(), decisionNeeded: z.string().nullable(),
  release: verb, refund: verb, extend: verb,
});
export type EscrowRowView = z.infer<typeof escrowRow>;

/** `withinMs`: running out within so many milliseconds from now. */
export const escrowFilter = z.object({
  rail: z.enum(railNames).nullable(), connectionId: id.nullable(),
  withinMs: z.number().int().min(60_000).max(31_536_000_000).nullable(),
});

export const escrows = {
  /** Money that is held, the next to run out first. */
  list: query(pageInput.extend({ filter: escrowFilter }), pageOf(escrowRow)),
  /** What is held per rail, from counters, and the connections that hold it. */
  counts: query(z.strictObject({}), z.object({
    totals: z.array(z.object({
      rail: z.enum(railNames), asset: z.string(), count: z.number().int(), held: moneyWire,
      releasing: moneyWire, refunding: moneyWire, unclear: moneyWire,
    })),
    connections: z.array(z.object({ id, name: z.string(), rail: z.enum(railNames) })),
  })),
};
