import type { ScenarioName } from '../../contract/rehearsal.ts';
import type { NewFault } from './control.ts';

/** What a scenario does: payments are held, something is broken, everything is acted on. */
export type Scenario = {
  readonly currency: 'BTC' | 'AITBC';
  readonly payments: number;
  /** Scripted once the money is held; cleared after `endureMs`. */
  readonly faults: readonly NewFault[];
  /** `both`: release and refund of each payment are asked for in the same moment. */
  readonly act: 'release' | 'both' | 'none';
  readonly endureMs: number;
  /** The marketplace has an endpoint, which fails as long as the faults. */
  readonly endpoint: boolean;
  /** How long the escrows run; null: as the marketplace has it. */
  readonly escrowMs: number | null;
  /** How many of the payments the operator is to release before their escrows end. */
  readonly toRelease: number;
  /** By then it ends, whatever happens. */
  readonly runMsMax: number;
};

/** Three tries with their pauses, a call's whole deadline, and an open circuit fit into it. */
const RUN_MS_MAX = 120_000;

const scripted = {
  faults: [], endureMs: 0, endpoint: false, escrowMs: null, toRelease: 0, runMsMax: RUN_MS_MAX,
} as const;

export const scenarioTable: Readonly<Record<ScenarioName, Scenario>> = {
  /** Accepted and pending until the exchange wakes up: nobody may send a second time. */
  'stuck-provider': {
    ...scripted, currency: 'AITBC', payments: 3, act: 'release', endureMs: 5_000,
    faults: [{ provider: 'exchange', operation: 'release', fault: 'stuck' }],
  },
  /** The daemon is not idempotent: what became of a release has to be found out by asking. */
  'lost-answers': {
    ...scripted, currency: 'BTC', payments: 4, act: 'release', endureMs: 3_000,
    faults: [
      { provider: 'walletDaemon', operation: 'release', fault: 'drop-after', times: 2 },
      { provider: 'walletDaemon', operation: 'release', fault: 'error-after', times: 1 },
    ],
  },
  /** Nothing is received while the exchange is down; the tries go on once it is back. */
  'provider-down': {
    ...scripted, currency: 'AITBC', payments: 3, act: 'release', endureMs: 3_000,
    faults: [{ provider: 'exchange', operation: 'any', fault: 'down' }],
  },
  /** One of the two is refused, whichever it is; the money leaves once. */
  'both-ways': { ...scripted, currency: 'AITBC', payments: 5, act: 'both' },
  /** The payees are paid, and the marketplace hears of it once the operator sends again. */
  'endpoint-down': {
    ...scripted, currency: 'AITBC', payments: 3, act: 'release', endureMs: 30_000, endpoint: true,
    runMsMax: 240_000,
  },
  /** The shortest escrows that there are, all at once; half are to be paid before their end. */
  'expiry-rush': {
    ...scripted, currency: 'BTC', payments: 12, act: 'none', escrowMs: 300_000, toRelease: 6,
    runMsMax: 420_000,
  },
};
