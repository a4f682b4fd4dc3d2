/** Lists that the source documents walk by number (S4): GigStream's `limit` and `offset`. */
import { z } from 'zod';
import { OFFSET_MAX, type OffsetQuery } from '../engine/lists.ts';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 100;

export const offsetFields = {
  limit: whole(1, LIMIT_MAX).meta({
    description: `Items of this answer, 1 to ${LIMIT_MAX}; ${LIMIT_DEFAULT} where it is left out.`,
  }),
  offset: whole(0, OFFSET_MAX).meta({
    description: `Items that are skipped, the newest first; at most ${OFFSET_MAX}.`,
  }),
};

/** How far the list goes, beside its items. */
export const pagination = z.object({
  limit: z.int(), offset: z.int(), total: z.int(),
});

export function placeOf(query: {
  readonly limit?: string | undefined; readonly offset?: string | undefined;
}): OffsetQuery {
  return {
    limit: Number.parseInt(query.limit ?? String(LIMIT_DEFAULT), 10),
    offset: Number.parseInt(query.offset ?? '0', 10),
  };
}

function whole(min: number, max: number) {
  return z.string().regex(/^\d{1,9}$/, { error: `has to be a whole number, at most ${max}` })
    .refine((digits) => {
      const value = Number.parseInt(digits, 10);
      return value >= min && value <= max;
    }, { error: `has to be a whole number from ${min} to ${max}` })
    .optional();
}
