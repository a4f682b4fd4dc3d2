import { createDispatcher, type Dispatch, type Handlers } from '../contract/handlers.ts';
import type { Sessions } from '../engine/operators/session-api.ts';
import { createAdmission } from '../engine/views/admission.ts';

/**
 * For tests: the dispatcher as the doors compose it, over the handlers that a test is about. What
 * would be answered as `internal` fails the test.
 */
export function dispatching(handlers: Partial<Handlers>, sessions: Sessions): Dispatch {
  return createDispatcher(handlers, {
    admit: createAdmission(sessions), onBug: (_name, error) => { throw error; },
  });
}
