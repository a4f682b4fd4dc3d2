import type { CompletedTask, Engine, Reconciled } from '../../engine/api.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Facts } from './facts.ts';
import type { Machine } from './machine.ts';
import type { Network } from './network.ts';
import type { Postman } from './notices.ts';
import type { Plan, Seeded } from './plan.ts';
import type { Timeline } from './timeline.ts';
import type { Coverage, Trace, Verdict } from './trace.ts';
import type { Trails } from './trails.ts';
import type { Transfers } from './transfers.ts';

/** What the people outside remember of what they asked and were told. */
export type Memory = {
  serial: number;
  /** By payer, who is unique to each request: where a refund may go. */
  readonly refundAddresses: Map<string, Set<string>>;
  /** Rows that an answered command claims to have made, as table and id. */
  readonly acknowledged: [string, string][];
  /** What payers' browsers brought back from their banks. */
  readonly brought: Readonly<Record<string, string>>[];
  /** Requests with an Idempotency-Key, which a client may send again. */
  readonly repeatable: ((engine: Engine) => void)[];
  /** Every task as it was announced. */
  readonly tasks: CompletedTask[];
  /** What the treasury's newest reconciliation told. */
  reconciled: Reconciled | null;
};

/** One history, with everybody in it. */
export type Scene = {
  readonly seed: number;
  readonly plan: Plan;
  readonly seeded: Seeded;
  readonly timeline: Timeline;
  readonly sandbox: Sandbox;
  readonly facts: Facts;
  readonly trails: Trails;
  readonly transfers: Transfers;
  readonly postman: Postman | null;
  readonly network: Network;
  readonly machine: Machine;
  readonly memory: Memory;
  readonly trace: Trace;
  readonly verdict: Verdict;
  readonly coverage: Coverage;
};
