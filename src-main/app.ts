/**
 * The one composing function: configuration and ports in, engine, listener and contract out. Both
 * doors call it; neither adds a rule of its own.
 */
import { createDispatcher, type Caller, type Dispatch, type Handlers }
  from './contract/handlers.ts';
import type { OpenStore } from './db/store.ts';
import type { Engine } from './engine/api.ts';
import { finishAddress } from './engine/context.ts';
import { createBackupDesk, type BackupDesk } from './engine/backups/desk.ts';
import { formatAmountShort, parseAmount } from './engine/domain/money.ts';
import { railAssets } from './engine/domain/rails.ts';
import { refusalStatus } from './engine/domain/refusals.ts';
import { invariant, type Result } from './engine/domain/result.ts';
import type { Sessions } from './engine/operators/session-api.ts';
import { createSessions } from './engine/operators/sessions.ts';
import type { Clock, Ids, Log } from './engine/ports.ts';
import type { DataKey } from './engine/secrets/data-key.ts';
import { createAdmission } from './engine/views/admission.ts';
import { createHandlers } from './engine/views/handlers.ts';
import { createNames } from './engine/views/names.ts';
import { receiptOf } from './engine/views/receipt.ts';
import { LISTENER_DEFAULTS } from './listener/deps.ts';
import { createListener, type Listener } from './listener/listener.ts';
import { walletAddress } from './rails/interledger/addresses.ts';
import type { Book } from './shell/data-folder.ts';
import { openBase, type Base } from './world/base.ts';
import { keepBook } from './world/book.ts';
import { createClosing, type Closing } from './world/closing.ts';
import { tellWindow, type Tell } from './world/live.ts';
import { createRehearsal } from './world/rehearsal/handlers.ts';
import { keepReplacedStores } from './world/replaced.ts';
import { orderRestore } from './world/restore.ts';
import { addSampleData } from './world/sample.ts';
import {
  linkStandIns, openStandIns, sandboxCredentials, type SandboxChoice, type SandboxCredentials,
  type StandIns,
} from './world/sandbox-link.ts';
import { connectFromEnvironment } from './world/environment-circle.ts';
import { ensureSandboxPayees, subscribeToHints } from './world/sandbox-treasury.ts';
import { createSettingsDesk, type SettingName } from './world/settings-desk.ts';
import type { FileShelf } from './world/shelf.ts';
import { VERSION } from './world/version.ts';

export type AppOptions = {
  readonly dataFolder: string;
  /** The key that seals this folder's secrets; asked for once the folder is ours. */
  readonly dataKey: () => DataKey;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null: live, no stand-ins. */
  readonly sandbox: SandboxChoice | null;
  /** Fills a fresh sandbox with a small working day. */
  readonly sample: boolean;
  /** Makes the operators of the machine interface (DESIGN 12). */
  readonly machineOperators: boolean;
  /** Overrides the settings; port 0: the system chooses. */
  readonly listener: { readonly host: string; readonly port: number } | null;
  /** An address for one more browser, null before there is one; absent where the door has none. */
  readonly newWindow?: () => string | null;
  /** Stops this app and starts another on the same folder; absent where the door cannot. */
  readonly restart?: () => void;
  /** Hands a prepared file to the window, in the way of the door. */
  readonly deliver: (shelf: FileShelf, fileId: string, caller: Caller) => Promise<Result<{
    readonly savedTo: string | null; readonly downloadUrl: string | null;
  }>>;
};

export type App = {
  readonly engine: Engine;
  readonly sessions: Sessions;
  readonly dispatch: Dispatch;
  readonly shelf: FileShelf;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly listener: Listener;
  readonly setting: (name: SettingName) => Promise<string>;
  readonly sandbox: {
    readonly standIns: StandIns; readonly credentials: SandboxCredentials | null;
  } | null;
  /** Tells what changes to one window, until the answer is called. */
  readonly subscribe: (caller: Caller, tell: Tell) => () => void;
  /** The machine is about to sleep: nothing new is sent until `resume`. */
  readonly suspend: () => void;
  /** The machine woke: due work is looked for at once. */
  readonly resume: () => void;
  /** Lets calls in flight end (at most 3 s), closes everything. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

/** Opens the data folder and starts everything; undoes what it opened when a later step fails. */
export async function startApp(options: AppOptions): Promise<App> {
  const closing = createClosing(options.log);
  try {
    return await composeApp(options, closing);
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function composeApp(options: AppOptions, closing: Closing): Promise<App> {
  const { log } = options;
  // Where the world outside reaches the listener; nobody is sent there before it is open.
  const address: { base: string | null } = { base: null };
  const fee: { basisPoints: number | null } = { basisPoints: null };
  const base = await openBase({
    ...options, book: bookOf(options),
    finishUrl: (paymentId, key) => address.base === null
      ? null : finishAddress(address.base, paymentId, key),
    payoutFeeBasisPoints: () => fee.basisPoints,
  }, closing);
  const { engine, store, clock, ids, shelf } = base;
  const halted = createHaltMemory(engine, log);
  await keepBook(store, bookOf(options), clock.nowMs());
  const sessions = createSessions({ clock, operators: engine.operators });
  closing.add(() => { sessions.close(); });
  const desk = createSettingsDesk(store, options.env, clock.nowMs);
  // A value that the environment may not set stops the start here, not a page later.
  await desk.list();
  fee.basisPoints = basisPointsOf(await desk.value('payouts.fee-percentage'));
  const standIns = options.sandbox === null ? null
    : await openStandIns(options.sandbox, options.dataFolder);
  if (standIns !== null) closing.add(standIns.close);
  // Before anything is sent: stand-ins that moved are not asked for at their old address.
  const linked = standIns === null ? null : await link(engine, standIns.standIns);
  if (linked === null) await connectFromEnvironment({ engine, store, log }, options.env);
  closing.add(base.stopEngine);
  await base.startEngine();
  const sandbox = linked === null ? null : await prepareSandbox(engine, options, linked);
  const listener = await openListener(options, base, { value: desk.value, halted });
  const publicUrl = await desk.value('listener.base-url');
  address.base = (publicUrl === '' ? listener.url : publicUrl).replace(/\/+$/, '');
  if (linked !== null) {
    await subscribeToHints(linked.standIns, { listenerUrl: listener.url, log });
  }
  // Both at once, because each may take its whole grace and a signal leaves five seconds.
  closing.add(() => Promise.all([listener.close(), base.stopEngine()]));
  const backups = openBackups(base, options, closing);
  const handlers = createHandlers({
    engine, sessions, shelf, settings: desk, names: createNames(store),
    deliver: (fileId, caller) => options.deliver(shelf, fileId, caller),
    nowMs: clock.nowMs, sandbox: sandbox !== null, version: VERSION,
    dataFolder: options.dataFolder, listenerUrl: () => listener.url,
    halted, backups, newWindow: options.newWindow ?? (() => null),
  });
  const rehearsal = createRehearsal({
    engine, sessions, clock, log, standIns: sandbox === null ? null : sandbox.standIns,
  });
  closing.add(rehearsal.stop);
  const dispatch = createDispatcher({ ...handlers, ...rehearsal.handlers } satisfies Handlers, {
    admit: createAdmission(sessions, engine.operators),
    onBug: (call, error) => { log.error('a call failed', { call, error }); },
  });
  return {
    engine, sessions, dispatch, shelf, clock, ids, listener, setting: desk.value, sandbox,
    subscribe: (caller, tell) => tellWindow({ engine, sessions, log, rehearsal }, caller, tell),
    suspend: () => { engine.suspend(); },
    resume: () => { engine.resume(); },
    stop: closing.run,
  };
}

/** `2.5` percent are 250 basis points; null where nothing is set. */
function basisPointsOf(percent: string): number | null {
  const parsed = parseAmount(percent, { code: 'PCT', scale: 2 });
  return parsed.ok ? Number.parseInt(parsed.money.minor.toString(), 10) : null;
}

/** The desk of the copies; a restore is kept on the disk and carried out by the next start. */
function openBackups(base: Base, options: AppOptions, closing: Closing): BackupDesk {
  const { engine, store, clock, ids, backups, restore } = base;
  const { restart, dataFolder, log } = options;
  const desk = createBackupDesk({
    store, clock, ids, log, files: backups, hold: engine.hold,
    orderRestore: restart === undefined ? null : (order) => {
      orderRestore(dataFolder, order);
      restart();
    },
    notRestored: restore.kind === 'given-up' ? restore.problem : null,
  });
  const kept = keepReplacedStores({ store, clock, log, dataFolder }, desk);
  closing.add(kept.ended);
  desk.start();
  closing.add(desk.stop);
  return kept.desk;
}

function bookOf({ sandbox }: AppOptions): Book {
  return sandbox === null ? 'live' : 'sandbox';
}

function createHaltMemory(engine: Engine, log: Log): () => string | null {
  let reason: string | null = null;
  engine.onHalted((told) => {
    reason = told;
    log.error('the store stopped; nothing is accepted or sent until the next start', { reason });
  });
  return () => reason;
}

/** The stand-ins as connections of the engine, and whether its store is a new one. */
async function link(engine: Engine, standIns: StandIns) {
  const fresh = (await engine.read.marketplaces()).length === 0;
  return { standIns, fresh, marketplaceId: await linkStandIns(engine, standIns) };
}

async function prepareSandbox(
  engine: Engine,
  options: AppOptions,
  { standIns, fresh, marketplaceId }: Awaited<ReturnType<typeof link>>,
) {
  await ensureSandboxPayees(engine, { standIns, marketplaceId, log: options.log });
  if (fresh && options.sample) await addSampleData(engine, marketplaceId);
  const credentials = options.machineOperators
    ? await sandboxCredentials(engine, { folder: options.dataFolder, marketplaceId }) : null;
  return { standIns, credentials };
}

async function openListener(
  options: AppOptions,
  { engine, store, clock, ids }: Base,
  { value, halted }: {
    readonly value: (name: SettingName) => Promise<string>; readonly halted: () => string | null;
  },
): Promise<Listener> {
  return createListener({
    engine, facts: {
      refusalStatus, amountText: formatAmountShort,
      paymentMethod: (rail) => railAssets[rail].method, walletAddress,
    },
    receiptOf: (paymentId) => receiptOf(engine, {
      paymentId, nowMs: clock.nowMs(), version: VERSION, sandbox: options.sandbox !== null,
    }),
    recordAnswer: (claim, status, body) => recordAnswer(store, claim, { status, body }),
    clock, ids, halted, log: options.log, version: VERSION,
    config: await listenerConfig(options, value),
  });
}

async function listenerConfig(
  { listener, dataFolder }: AppOptions,
  value: (name: SettingName) => Promise<string>,
) {
  const publicBaseUrl = await value('listener.base-url');
  const legacyLoopback = await value('listener.legacy-marketplace');
  return {
    ...LISTENER_DEFAULTS,
    host: listener?.host ?? await value('listener.host'),
    port: listener?.port ?? Number.parseInt(await value('listener.port'), 10),
    publicBaseUrl: publicBaseUrl === '' ? null : publicBaseUrl,
    legacyLoopback: legacyLoopback === '' ? null : legacyLoopback,
    keyFolder: dataFolder,
  };
}

async function recordAnswer(
  store: OpenStore,
  claim: { readonly apiKeyId: string; readonly route: string; readonly key: string },
  { status, body }: { readonly status: number; readonly body: string },
): Promise<void> {
  const { apiKeyId, route, key } = claim;
  const answer = await store.commit({
    writes: [{ write: 'idempotency-answered', apiKeyId, route, key, status, body }], audit: null,
  });
  invariant(answer.ok, 'The answer of a request could not be kept.');
}
