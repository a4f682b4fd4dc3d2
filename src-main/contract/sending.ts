import { z } from 'zod';
import { command, nothing, query } from './define.ts';
import { instant, reasonText, secondOperator } from './values.ts';

const stoppedView = z.object({ at: instant, by: z.string(), reason: z.string() });
export type StoppedView = z.infer<typeof stoppedView>;

/** The kill switch: whether anything that moves money may leave. */
export const sending = {
  get: query(nothing, z.object({ stopped: stoppedView.nullable() })),
  /** Anybody who may move money may stop all of it, at once and alone. */
  stop: command(z.strictObject({ reason: reasonText }), stoppedView, 'move'),
  lift: command(z.strictObject({ reason: reasonText, second: secondOperator }), nothing,
    'approve', 'confirmed'),
};
