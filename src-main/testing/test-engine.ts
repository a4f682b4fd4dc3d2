import type { FailpointName } from '../db/commit-queue.ts';
import { CrashError } from '../db/errors.ts';
import { createInProcessLists } from '../db/lists.ts';
import { openInMemory } from '../db/migrate.ts';
import { openImage, type Database } from '../db/open.ts';
import { createStore, type OpenStore } from '../db/store.ts';
import type { Ask, Engine, NewPayment } from '../engine/api.ts';
import type { EngineOptions } from '../engine/context.ts';
import type { MarketplacePolicy } from '../engine/domain/policy.ts';
import { DEFAULT_POLICY } from '../engine/domain/policy.ts';
import type { Operation } from '../engine/domain/operation.ts';
import type { PaymentAggregate } from '../engine/domain/payment.ts';
import type { Connection, Marketplace, Operator } from '../engine/domain/records.ts';
import type { Result } from '../engine/domain/result.ts';
import { createEngine } from '../engine/engine.ts';
import type { Clock, Http, HttpRequest, Log, Secrets } from '../engine/ports.ts';
import { rails } from '../rails/registry.ts';
import type { FaultRule } from '../sandbox/faults.ts';
import { createSandbox, type ExpiryRules, type Sandbox } from '../sandbox/sandbox.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { createSandboxHttp } from './sandbox-http.ts';
import { connectionRows, MARKETPLACE_ID, marketplaceRow, seedStore } from './seed-rows.ts';
import { createCountingIds, createSeeded } from './seeded.ts';

export type TestEngineOptions = {
  readonly policy?: Partial<MarketplacePolicy>;
  readonly marketplace?: Partial<Marketplace>;
  /** Changes to the connections by id (`con_wallet`, `con_exchange`, `con_chain`). */
  readonly connections?: Readonly<Record<string, Partial<Connection>>>;
  /** Further connections. */
  readonly more?: readonly Connection[];
  /** Further connections that need to know the stand-ins. */
  readonly moreFrom?: (sandbox: Sandbox) => readonly Connection[];
  readonly expiry?: Partial<ExpiryRules>;
  readonly engine?: Partial<EngineOptions>;
  /** How long a request is on its way, on the hand-turned clock. */
  readonly latencyMs?: (request: HttpRequest) => number;
  /** Answers requests to other hosts than the stand-ins'; without it they are refused. */
  readonly elsewhere?: Http['send'];
};

/** A whole engine with its world: real store in memory, real stand-ins, a clock turned by hand. */
export type TestEngine = {
  readonly engine: () => Engine;
  readonly store: () => OpenStore;
  readonly database: Database;
  readonly clock: HandClock;
  readonly sandbox: Sandbox;
  /** Requests that left, oldest first, as `POST /path`. */
  readonly sent: string[];
  readonly errors: string[];
  /** Scripts a fault of the stand-ins. */
  readonly fault: (rule: FaultRule) => void;
  /** Lets every promise go as far as it can without time. */
  readonly settle: () => Promise<void>;
  /** Turns the clock, timer by timer, and lets promises follow each. */
  readonly turn: (ms: number) => Promise<void>;
  /** The process dies: nothing of it is heard again. */
  readonly crash: () => void;
  /** Starts a new engine on what the last one left in the store; crashes a running one first. */
  readonly restart: () => Promise<void>;
  /**
   * Goes on with the store as it was when `image` was taken (`database.serialize()`), with this
   * setting; the stand-ins keep what they know.
   */
  readonly restore: (image: Buffer, setting: { key: string; value: string }) => Promise<void>;
  /** Fails the next commit at this point: a crash, or a full disk. */
  readonly failAt: (name: FailpointName, how: 'crash' | 'disk') => void;
  /** Creates a payment of a new job and lets its hold go as far as it can. */
  readonly pay: (given?: Partial<NewPayment> & { readonly ttlMs?: number }) => Promise<string>;
  readonly payment: (id: string) => Promise<PaymentAggregate>;
  readonly newest: (id: string) => Promise<Operation>;
  /** `payments released`, `attention outcome-unclear`, … open reasons of a subject. */
  readonly attention: (subjectId: string) => Promise<readonly string[]>;
};

export const keyAsk: Ask = {
  actor: { kind: 'api-key', id: 'key_1', name: 'Acme backend' }, idempotency: null,
};
export const operatorAsk: Ask = {
  actor: { kind: 'operator', id: 'opr_ana', name: 'Ana' }, idempotency: null,
};
export const secondOperator: Operator = {
  id: 'opr_bo', name: 'Bo', role: 'approver', passwordHash: '', mustChangePassword: false,
  code: null, codeStep: null, recoveryHash: null, failedAttempts: 0, lockedUntil: null,
  signedInAt: null, createdAt: 0, disabledAt: null, version: 1,
};

/** An act on a payment by a person, without conditions. */
export function onPayment(paymentId: string) {
  return { paymentId, marketplaceId: null, version: null, reason: 'test' };
}

/** The value of a result that has to be one; a refusal fails the test with its sentence. */
export function accepted<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${result.refusal.message}`);
  return result.value;
}

const START_MS = 1_800_000_000_000;
/** Seals nothing: sealing is tested where it lives. */
export const plainSecrets: Secrets = {
  seal: (plain) => ({ keyId: 'plain', box: plain }), open: ({ box }) => box,
};

export async function createTestEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const clock = createHandClock(START_MS);
  const seeded = createSeeded(1);
  const sandbox = createSandbox({
    nowMs: clock.nowMs, randomBytes: seeded.random.bytes, signing: 'hash',
    ...(options.expiry === undefined ? {} : { expiry: options.expiry }),
  });
  let database = openInMemory();
  const ids = createCountingIds();
  const sent: string[] = [];
  const errors: string[] = [];
  const strike: InstanceParts['strike'] = { next: null };
  const open = () => openInstance({
    options, clock, sandbox, database, ids, random: seeded.random, sent, errors, strike,
  });
  let now = open();
  await seedStore(now.store, {
    marketplaces: [marketplaceRow({
      ...options.marketplace, policy: { ...DEFAULT_POLICY, ...options.policy },
    })],
    connections: [...connectionRows(plainSecrets, sandbox.secrets).map((row) =>
      ({ ...row, ...options.connections?.[row.id] })),
    ...options.more ?? [], ...options.moreFrom?.(sandbox) ?? []],
  });
  await now.engine.start();
  const restart = async (): Promise<void> => {
    now.kill();
    now = open();
    const starting = now.engine.start();
    await settle();
    await starting;
    await settle();
  };

  const turn = createTurn(clock);
  const payment = (id: string): Promise<PaymentAggregate> => paymentIn(now.store, id);
  return {
    engine: () => now.engine, store: () => now.store, clock, sandbox, sent, errors, restart,
    get database() { return database; },
    fault: (rule) => { sandbox.faults.add(rule); },
    settle, turn, payment, crash: () => { now.kill(); },
    restore: async (image, setting) => {
      now.kill();
      database = openImage(image);
      const written = open().store.commit({
        writes: [{ write: 'setting', ...setting }], audit: null,
      });
      await settle();
      await written;
      await restart();
    },
    failAt: (name, how) => { strike.next = { name, how }; },
    pay: async (given = {}) => {
      const { ttlMs = 86_400_000, ...rest } = given;
      const { payment: made } = accepted(await now.engine.jobs.create(keyAsk, {
        marketplaceId: MARKETPLACE_ID, payload: '{}', ttlMs, payment: { ...somePayment, ...rest },
      }));
      await turn(10);
      return made?.payment.id ?? '';
    },
    newest: async (id) => {
      const last = (await payment(id)).operations.at(-1);
      if (last === undefined) throw new Error(`${id} has no operation.`);
      return last;
    },
    attention: async (subjectId) =>
      (await now.store.read.openAttention(subjectId)).map(({ reason }) => reason),
  };
}

const somePayment: Omit<NewPayment, 'marketplaceId' | 'jobId'> = {
  currency: 'BTC', amountText: '0.001', externalId: null, payer: 'acme', payerAccount: null,
  payee: 'ana', payeeAccount: null, refundAddress: null, escrowTimeoutMs: null,
};

async function paymentIn(store: OpenStore, id: string): Promise<PaymentAggregate> {
  const found = await store.read.payment(id);
  if (found === null) throw new Error(`There is no payment ${id}.`);
  return found;
}

/** Turns the clock, timer by timer, and lets promises follow each. */
function createTurn(clock: HandClock): TestEngine['turn'] {
  return async (ms) => {
    const until = clock.nowMs() + ms;
    await settle();
    for (let due = clock.nextDueAt(); due !== null && due <= until; due = clock.nextDueAt()) {
      clock.turn(Math.max(0, due - clock.nowMs()));
      await settle();
    }
    clock.turn(until - clock.nowMs());
    await settle();
  };
}

function settle(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}

type InstanceParts = {
  readonly options: TestEngineOptions;
  readonly clock: HandClock;
  readonly sandbox: Sandbox;
  readonly database: Database;
  readonly ids: ReturnType<typeof createCountingIds>;
  readonly random: ReturnType<typeof createSeeded>['random'];
  readonly sent: string[];
  readonly errors: string[];
  readonly strike: { next: { name: FailpointName; how: 'crash' | 'disk' } | null };
};

/** One life of the process; killed, it hears no answer and no timer, and commits nothing. */
function openInstance(parts: InstanceParts) {
  const { options, clock, sandbox, database, sent, errors, strike } = parts;
  let alive = true;
  const ownClock: Clock = {
    nowMs: clock.nowMs,
    after: (delayMs, act) => clock.after(delayMs, () => {
      if (alive) act();
    }),
  };
  const wire = createSandboxHttp({
    sandbox, clock: ownClock,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...(options.elsewhere === undefined ? {} : { elsewhere: options.elsewhere }),
    onSend: ({ method, url }) => { sent.push(`${method} ${new URL(url).pathname}`); },
  });
  const store = createStore({
    database,
    defer: (flush) => {
      queueMicrotask(() => {
        if (alive) flushUnlessCrashed(flush, () => { alive = false; });
      });
    },
    failpoint: (name) => {
      const { next } = strike;
      if (next?.name !== name) return;
      strike.next = null;
      if (next.how === 'crash') throw new CrashError(name);
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    },
  });
  const engine = createEngine({
    store, clock: ownClock, ids: parts.ids, random: parts.random, log: logInto(errors),
    secrets: plainSecrets,
    http: {
      send: async (request) => {
        const answer = await wire.send(request);
        return alive ? answer : new Promise(() => undefined);
      },
    },
    lists: createInProcessLists(database, () => ({ rows: 0, sha256: '' })), rails,
    // Health questions are their own test's; elsewhere they would stand between the requests.
    options: { healthPauseMs: null, ...options.engine },
    passwordCost: { ln: 4, r: 1, p: 1 },
  });
  return { engine, store, kill: () => { alive = false; } };
}

function flushUnlessCrashed(flush: () => void, crashed: () => void): void {
  try {
    flush();
  } catch (error) {
    if (!(error instanceof CrashError)) throw error;
    crashed();
  }
}

function logInto(errors: string[]): Log {
  const quiet = (): void => undefined;
  return { debug: quiet, info: quiet, warn: quiet, error: (message) => { errors.push(message); } };
}
