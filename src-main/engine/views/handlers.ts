import type { Handlers } from '../../contract/handlers.ts';
import { attentionHandlers } from './attention-handlers.ts';
import { batchHandlers } from './batch-handlers.ts';
import type { ViewDeps } from './guard.ts';
import { overviewHandlers } from './overview-handlers.ts';
import { paymentHandlers } from './payment-handlers.ts';
import { recordHandlers } from './record-handlers.ts';
import { sessionHandlers } from './session-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';

/** Every handler of the contract; a line without one does not compile. */
export function createHandlers(deps: ViewDeps): Handlers {
  return {
    ...sessionHandlers(deps), ...overviewHandlers(deps), ...attentionHandlers(deps),
    ...paymentHandlers(deps), ...batchHandlers(deps), ...recordHandlers(deps),
    ...settingsHandlers(deps),
  };
}
