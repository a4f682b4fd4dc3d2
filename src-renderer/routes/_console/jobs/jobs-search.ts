import { z } from 'zod';
import { jobView } from '../../../../src-main/contract/jobs.ts';

export const jobStateNames = jobView.shape.state.options;
export const JOB_ROWS = 200;

/** The filter of the jobs list as it stands in the address. */
export const jobsSearch = z.object({
  state: jobView.shape.state.optional().catch(undefined),
  cols: z.string().max(300).optional().catch(undefined),
});
export type JobsSearch = z.output<typeof jobsSearch>;
