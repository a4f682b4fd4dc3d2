import { createDispatcher, type Dispatch, type Handlers } from '../contract/handlers.ts';
import type { Engine } from '../engine/api.ts';
import type { Sessions } from '../engine/operators/session-api.ts';
import type { Clock, Store } from '../engine/ports.ts';
import { createAdmission } from '../engine/views/admission.ts';
import type { ViewDeps } from '../engine/views/guard.ts';
import { createNames } from '../engine/views/names.ts';

/**
 * For tests: the dispatcher as the doors compose it, over the handlers that a test is about. What
 * would be answered as `internal` fails the test.
 */
export function dispatching(handlers: Partial<Handlers>, sessions: Sessions): Dispatch {
  return createDispatcher(handlers, {
    admit: createAdmission(sessions, { appRequired: () => Promise.resolve(false) }),
    onBug: (_name, error) => { throw error; },
  });
}

function unused(): never {
  throw new Error('These handlers need no such part.');
}

/** For tests: what handlers are given; whatever belongs to a door throws when it is used. */
export function bareViewDeps({ engine, sessions, store, clock }: {
  readonly engine: Engine; readonly sessions: Sessions; readonly store: Store;
  readonly clock: Pick<Clock, 'nowMs'>;
}): ViewDeps {
  return {
    engine, sessions, names: createNames(store), sandbox: true, version: '0', dataFolder: '',
    nowMs: clock.nowMs, deliver: unused, listenerUrl: unused, halted: unused, newWindow: unused,
    shelf: { addBytes: unused, reserve: unused }, settings: { list: unused, save: unused },
    get backups() { return unused(); },
  };
}
