import type { Operation } from '../domain/operation.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import type { Purchase } from '../domain/purchase.ts';
import type { RailName } from '../domain/rails.ts';
import type { Connection } from '../domain/records.ts';
import type { ConnectionHealth } from '../api.ts';
import type { EngineContext } from '../context.ts';

const RATE_WINDOW_MS = 1_000;

/** Where an operation goes now. `resting`: all that could take it have an open circuit. */
export type Choice =
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'resting'; readonly untilMs: number }
  | { readonly kind: 'none' };

/** How a call went, as far as the health of its connection is concerned. */
const failing = {
  settled: false, submitted: false, rejected: false, 'not-received': true, unclear: true,
  missing: false, undecided: false, 'cannot-tell': false, contradiction: false, unavailable: true,
} as const;
export type CallKind = keyof typeof failing;

type Health = {
  failures: number;
  openUntil: number | null;
  lastAnswerAt: number | null;
  latencyMs: number | null;
  lastKind: CallKind | null;
  /** What the last question about its health was answered with; null where it was well. */
  complaint: string | null;
  inFlight: number;
  /** When the calls of the last second began, the oldest first. */
  begun: number[];
  /** From when on the next operation may be sent, and the moments given to those that wait. */
  nextSendAt: number;
  readonly slots: Map<string, number>;
};

/** What takes nothing now, and when the first of it that only waits for its rate takes more. */
export type Full = { readonly connectionIds: readonly string[]; readonly freeAt: number | null };

export type Providers = {
  readonly choose: (
    aggregate: PaymentAggregate, operation: Operation, purchase: Purchase | null,
  ) => Promise<Choice>;
  readonly report: (connectionId: string, kind: CallKind, latencyMs: number) => void;
  /** What a connection said when it was only asked whether it answers. */
  readonly heard: (connectionId: string, said: {
    readonly ok: boolean; readonly message: string; readonly latencyMs: number;
  }) => void;
  /** Takes a place among the connection's calls; false while all are taken or its rate is used. */
  readonly enter: (connection: Connection) => boolean;
  readonly leave: (connectionId: string) => void;
  /**
   * When an operation may be sent over a connection whose rail spreads them; null: now. It keeps
   * the moment that it was given once.
   */
  readonly sendAt: (connection: Connection, operationId: string) => number | null;
  /** Connections that take nothing now: every place taken, or the calls of this second used. */
  readonly full: () => Promise<Full>;
  readonly health: () => Promise<readonly ConnectionHealth[]>;
  /** Told when a connection's state changes, which no commit tells. */
  readonly onHealthChanged: (listener: () => void) => () => void;
};

/**
 * The connections as the runner meets them: which one an operation takes, how many calls each
 * bears at once and within a second (DESIGN 6), and a circuit that rests a connection after
 * failures in a row. Routing and failover happen only before the first dispatch; after it the
 * payment is pinned (DESIGN 7).
 */
export function createProviders(context: EngineContext, railNames: readonly RailName[]): Providers {
  const { directory, clock } = context;
  const states = new Map<string, Health>();
  const listeners = new Set<() => void>();
  const watched = (connectionId: string, change: (health: Health) => void): void => {
    const health = healthOf(states, connectionId);
    const before = healthView(connectionId, health, clock.nowMs()).state;
    change(health);
    if (healthView(connectionId, health, clock.nowMs()).state === before) return;
    for (const listener of listeners) listener();
  };
  const all = async (): Promise<readonly Connection[]> =>
    (await Promise.all(railNames.map((rail) => directory.connectionsOf(rail)))).flat();
  return {
    choose: (aggregate, operation, purchase) =>
      choose(context, states, { aggregate, operation, purchase }),
    report: (connectionId, kind, latencyMs) => {
      watched(connectionId, (health) => {
        report(health, { kind, latencyMs, nowMs: clock.nowMs() }, context.options);
      });
    },
    heard: (connectionId, said) => {
      watched(connectionId, (health) => { hear(health, said, clock.nowMs()); });
    },
    onHealthChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    enter: (connection) => {
      const health = healthOf(states, connection.id);
      const nowMs = clock.nowMs();
      if (isBusy(connection, health) || rateFreeAt(connection, health, nowMs) !== null) {
        return false;
      }
      health.inFlight += 1;
      if (connection.callsPerSecondMax !== null) health.begun.push(nowMs);
      return true;
    },
    leave: (connectionId) => {
      healthOf(states, connectionId).inFlight -= 1;
    },
    sendAt: (connection, operationId) => sendAt(healthOf(states, connection.id), {
      operationId, nowMs: clock.nowMs(),
      perSecond: context.rails[connection.rail].sendsPerSecondMax,
    }),
    full: async () => fullOf(states, await all(), clock.nowMs()),
    health: async () => (await all())
      .map((connection) => healthView(connection.id, healthOf(states, connection.id),
        clock.nowMs())),
  };
}

async function choose(
  { directory, clock, options }: EngineContext,
  states: Map<string, Health>,
  { aggregate: { payment }, operation, purchase }: {
    readonly aggregate: PaymentAggregate; readonly operation: Operation;
    readonly purchase: Purchase | null;
  },
): Promise<Choice> {
  const pinnedId = operation.kind === 'purchase'
    ? purchase?.exchangeConnectionId ?? null : operation.connectionId ?? payment.connectionId;
  const candidates = pinnedId === null
    ? await directory.connectionsOf(payment.rail)
    : [await directory.connection(pinnedId)].filter((found) => found !== null);
  const usable = candidates.filter(({ enabled }) => enabled || pinnedId !== null);
  const nowMs = clock.nowMs();
  let untilMs: number | null = null;
  for (const connection of usable) {
    const openUntil = restsUntil(healthOf(states, connection.id), nowMs, options);
    if (openUntil === null) return { kind: 'connection', connection };
    untilMs = untilMs === null ? openUntil : Math.min(untilMs, openUntil);
  }
  return untilMs === null ? { kind: 'none' } : { kind: 'resting', untilMs };
}

/** Until when it rests; a rest longer than any can be means that the clock was set back. */
function restsUntil(
  { openUntil }: Health,
  nowMs: number,
  { circuitOpenMs }: EngineContext['options'],
): number | null {
  return openUntil === null || openUntil <= nowMs || openUntil > nowMs + circuitOpenMs
    ? null : openUntil;
}

function isBusy({ concurrencyMax }: Connection, { inFlight }: Health): boolean {
  return inFlight >= concurrencyMax;
}

/**
 * When a connection whose calls of this second are used may be called again; null where it may be
 * now. What seems to have begun in the future began before the clock was set back, and is dropped.
 */
function rateFreeAt(
  { callsPerSecondMax }: Connection,
  health: Health,
  nowMs: number,
): number | null {
  if (callsPerSecondMax === null) return null;
  health.begun = health.begun.filter((at) => at > nowMs - RATE_WINDOW_MS && at <= nowMs);
  const last = health.begun[health.begun.length - callsPerSecondMax];
  return last === undefined ? null : last + RATE_WINDOW_MS;
}

/** A moment further away than this was given before the clock was set back. */
const SLOT_AHEAD_MS_MAX = 3_600_000;

function sendAt(
  health: Health,
  { operationId, nowMs, perSecond }: {
    readonly operationId: string; readonly nowMs: number; readonly perSecond: number | null;
  },
): number | null {
  if (perSecond === null) return null;
  const given = health.slots.get(operationId);
  if (given !== undefined && given > nowMs && given <= nowMs + SLOT_AHEAD_MS_MAX) return given;
  health.slots.delete(operationId);
  if (given !== undefined && given <= nowMs) return null;
  if (health.nextSendAt > nowMs + SLOT_AHEAD_MS_MAX) health.nextSendAt = nowMs;
  const at = Math.max(nowMs, health.nextSendAt);
  health.nextSendAt = at + Math.ceil(RATE_WINDOW_MS / perSecond);
  if (at === nowMs) return null;
  forgetPast(health.slots, nowMs);
  health.slots.set(operationId, at);
  return at;
}

/** What was withdrawn before its moment never asks for it; of many, those long past are dropped. */
const SLOTS_KEPT = 1_000;
const SLOT_PAST_MS = 60_000;

function forgetPast(slots: Map<string, number>, nowMs: number): void {
  if (slots.size < SLOTS_KEPT) return;
  for (const [operationId, at] of slots) {
    if (at < nowMs - SLOT_PAST_MS) slots.delete(operationId);
  }
}

function fullOf(
  states: Map<string, Health>,
  connections: readonly Connection[],
  nowMs: number,
): Full {
  const connectionIds: string[] = [];
  let freeAt: number | null = null;
  for (const connection of connections) {
    const health = healthOf(states, connection.id);
    const rateAt = rateFreeAt(connection, health, nowMs);
    if (!isBusy(connection, health) && rateAt === null) continue;
    connectionIds.push(connection.id);
    if (rateAt !== null) freeAt = freeAt === null ? rateAt : Math.min(freeAt, rateAt);
  }
  return { connectionIds, freeAt };
}

function report(
  health: Health,
  { kind, latencyMs, nowMs }: {
    readonly kind: CallKind; readonly latencyMs: number; readonly nowMs: number;
  },
  options: EngineContext['options'],
): void {
  health.lastKind = kind;
  if (!failing[kind]) {
    health.failures = 0;
    health.openUntil = null;
    health.complaint = null;
    health.lastAnswerAt = nowMs;
    health.latencyMs = latencyMs;
    return;
  }
  health.failures += 1;
  if (health.failures >= options.circuitFailuresMax) {
    health.openUntil = nowMs + options.circuitOpenMs;
  }
}

function hear(
  health: Health,
  { ok, message, latencyMs }: Parameters<Providers['heard']>[1],
  nowMs: number,
): void {
  health.complaint = ok ? null : message;
  health.lastKind ??= ok ? 'settled' : 'unavailable';
  if (!ok) return;
  health.lastAnswerAt = nowMs;
  health.latencyMs = latencyMs;
}

function healthView(connectionId: string, health: Health, nowMs: number): ConnectionHealth {
  const open = health.openUntil !== null && health.openUntil > nowMs ? health.openUntil : null;
  const { lastAnswerAt, latencyMs, inFlight } = health;
  const base = { connectionId, lastAnswerAt, latencyMs, circuitOpenUntil: open, inFlight };
  if (health.lastKind === null) return { ...base, state: 'unknown', text: 'Not asked yet.' };
  if (open !== null) {
    return { ...base, state: 'down', text: 'Resting after failures in a row.' };
  }
  if (health.complaint !== null) return { ...base, state: 'down', text: health.complaint };
  return health.failures > 0
    ? { ...base, state: 'degraded', text: 'The last call failed.' }
    : {
      ...base, state: 'ok',
      text: latencyMs === null ? 'Answering.' : `Answered in ${latencyMs} ms.`,
    };
}

function healthOf(states: Map<string, Health>, connectionId: string): Health {
  const known = states.get(connectionId);
  if (known !== undefined) return known;
  const fresh: Health = {
    failures: 0, openUntil: null, lastAnswerAt: null, latencyMs: null, lastKind: null,
    complaint: null, inFlight: 0, begun: [], nextSendAt: 0, slots: new Map(),
  };
  states.set(connectionId, fresh);
  return fresh;
}
