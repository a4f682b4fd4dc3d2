import type { Handlers } from '../../contract/handlers.ts';
import { attentionHandlers } from './attention-handlers.ts';
import { backupHandlers } from './backup-handlers.ts';
import { batchHandlers } from './batch-handlers.ts';
import { consentHandlers, sellerHandlers } from './consent-handlers.ts';
import { escrowHandlers } from './escrow-handlers.ts';
import { explainHandlers } from './explain-handlers.ts';
import { exchangeHandlers } from './exchange-handlers.ts';
import type { ViewDeps } from './guard.ts';
import { inboxHandlers } from './inbox-handlers.ts';
import { messageHandlers } from './message-handlers.ts';
import { overviewHandlers } from './overview-handlers.ts';
import { payeeHandlers } from './payee-handlers.ts';
import { paymentHandlers } from './payment-handlers.ts';
import { payoutDeskHandlers } from './payout-desk-handlers.ts';
import { recordHandlers } from './record-handlers.ts';
import { sendingHandlers } from './sending-handlers.ts';
import { operatorHandlers, sessionHandlers } from './session-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { viewHandlers } from './view-handlers.ts';

/** What the engine answers: all but the rehearsal, which belongs to the sandbox (`app.ts`). */
export type EngineHandlers = Omit<Handlers, `rehearsal.${string}`>;

/** Every handler of the contract; a line without one does not compile. */
export function createHandlers(deps: ViewDeps): EngineHandlers {
  return {
    ...sessionHandlers(deps), ...operatorHandlers(deps), ...overviewHandlers(deps),
    ...attentionHandlers(deps),
    ...inboxHandlers(deps),
    ...paymentHandlers(deps), ...batchHandlers(deps), ...recordHandlers(deps),
    ...settingsHandlers(deps), ...backupHandlers(deps), ...sendingHandlers(deps),
    ...exchangeHandlers(deps), ...escrowHandlers(deps), ...payeeHandlers(deps),
    ...explainHandlers(deps), ...viewHandlers(deps), ...messageHandlers(deps),
    ...consentHandlers(deps), ...sellerHandlers(deps), ...payoutDeskHandlers(deps),
  };
}
