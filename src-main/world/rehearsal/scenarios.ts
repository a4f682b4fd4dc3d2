import type { ScenarioName } from '../../contract/rehearsal.ts';
import type { NewFault } from './control.ts';

/** What a scenario does: payments are held, the stand-in is broken, everything is acted on. */
export type Scenario = {
  readonly currency: 'BTC' | 'AITBC';
  readonly payments: number;
  /** Scripted once the money is held; cleared after `endureMs`. */
  readonly faults: readonly NewFault[];
  /** `both`: release and refund of each payment are asked for in the same moment. */
  readonly act: 'release' | 'both';
  readonly endureMs: number;
};

export const scenarioTable: Readonly<Record<ScenarioName, Scenario>> = {
  /** Accepted and pending until the exchange wakes up: nobody may send a second time. */
  'stuck-provider': {
    currency: 'AITBC', payments: 3, act: 'release', endureMs: 5_000,
    faults: [{ provider: 'exchange', operation: 'release', fault: 'stuck' }],
  },
  /** The daemon is not idempotent: what became of a release has to be found out by asking. */
  'lost-answers': {
    currency: 'BTC', payments: 4, act: 'release', endureMs: 3_000,
    faults: [
      { provider: 'walletDaemon', operation: 'release', fault: 'drop-after', times: 2 },
      { provider: 'walletDaemon', operation: 'release', fault: 'error-after', times: 1 },
    ],
  },
  /** Nothing is received while the exchange is down; the tries go on once it is back. */
  'provider-down': {
    currency: 'AITBC', payments: 3, act: 'release', endureMs: 3_000,
    faults: [{ provider: 'exchange', operation: 'any', fault: 'down' }],
  },
  /** One of the two is refused, whichever it is; the money leaves once. */
  'both-ways': { currency: 'AITBC', payments: 5, act: 'both', endureMs: 0, faults: [] },
};
