import { z } from 'zod';
import { batchItemView } from '../../../../../src-main/contract/batches.ts';

/** The filter of a batch's items as it stands in the address. */
export const batchSearch = z.object({
  state: batchItemView.shape.state.optional().catch(undefined),
});
