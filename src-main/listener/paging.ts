import { ReadRefusedError } from '../engine/ports.ts';
import { z } from 'zod';
import { refused, type Reply } from './route.ts';

const PAGE_DEFAULT = 100;
const PAGE_MAX = 200;

/** What every list takes: where the last page ended, and how much a page holds. */
export const pageFields = {
  cursor: z.string().max(500).optional().meta({
    description: 'Where the page before ended, as its answer says.',
  }),
  limit: z.string().regex(/^(?:[1-9]\d?|1\d\d|200)$/, {
    error: `has to be a whole number from 1 to ${PAGE_MAX}`,
  }).optional().meta({
    description: `Items on a page, 1 to ${PAGE_MAX}; ${PAGE_DEFAULT} where it is left out.`,
  }),
};

export function pageSize(limit: string | undefined): number {
  return limit === undefined ? PAGE_DEFAULT : Number.parseInt(limit, 10);
}

/**
 * A list that is not read: for a page after the first it is the cursor, else there are too many
 * lists at once.
 */
export async function pageOrRefusal<P extends object>(
  reading: Promise<P>, cursor: string | undefined,
): Promise<P | Reply> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ReadRefusedError)) throw error;
    if (cursor !== undefined) {
      return refused({
        code: 'invalid_request', message: error.message, details: { cursor: 'cannot be read' },
      });
    }
    return {
      kind: 'refusal', headers: { 'retry-after': '1' },
      refusal: { code: 'rate_limited', message: error.message, details: {} },
    };
  }
}
