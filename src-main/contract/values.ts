/** The values that several nouns of the contract share: money, times, ids, pages. */
import { z } from 'zod';

/** Money on every wire: minor units as a digit string, the asset written `CODE/scale`. */
export const moneyWire = z.strictObject({
  minor: z.string().regex(/^-?\d{1,19}$/),
  asset: z.string().regex(/^[A-Z][A-Z0-9]{1,11}\/\d{1,2}$/),
});
export type MoneyWire = z.infer<typeof moneyWire>;

/** UTC milliseconds, up to the last day that a calendar of four digits can write. */
export const instant = z.number().int().max(Date.UTC(9999, 11, 31, 23, 59, 59, 999));

export const id = z.string().min(1).max(128);
export const reasonText = z.string().trim().min(1).max(500);

/** An amount as a person types it, in major units; empty means all that is held. */
export const amountText = z.string().trim().max(40);

export const pageInput = z.object({
  cursor: z.string().max(500).nullable(),
  limit: z.number().int().min(1).max(200),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Six digits of an authenticator app, with or without the space that apps draw in the middle. */
export const appCode = z.string().regex(/^\s*\d{3}\s?\d{3}\s*$/).max(20);

/**
 * The second operator of a decision that needs two (R8, R9): confirms with the own password, and
 * with a code where their account has an authenticator app.
 */
export const secondOperator = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  code: z.union([appCode, z.literal('')]).default(''),
});

/** A verb and whether it may be used now; `reason` says why not, for the disabled button. */
export const verb = z.object({ allowed: z.boolean(), reason: z.string().nullable() });
export type Verb = z.infer<typeof verb>;
