import { z } from 'zod';
import { id } from './values.ts';

/** A file that waits to be fetched, once, by the window that asked for it. */
export const preparedFile = z.object({
  fileId: id, name: z.string(), mime: z.string(), bytes: z.number().int(), rows: z.number().int(),
  sha256: z.string(),
});
