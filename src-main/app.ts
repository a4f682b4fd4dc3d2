/**
 * The one composing function: configuration and ports in, engine, listener and contract out. Both
 * doors call it; neither adds a rule of its own.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EventName, EventPayload } from './contract/contract.ts';
import { createDispatcher, type Caller, type Dispatch } from './contract/handlers.ts';
import { lockFolder } from './db/lock.ts';
import { openMigrated } from './db/migrate.ts';
import { createReader } from './db/reader.ts';
import { createStore, type OpenStore } from './db/store.ts';
import type { Engine } from './engine/api.ts';
import { createEngine } from './engine/engine.ts';
import { formatAmountShort } from './engine/domain/money.ts';
import { railAssets } from './engine/domain/rails.ts';
import { refusalStatus } from './engine/domain/refusals.ts';
import { invariant, type Result } from './engine/domain/result.ts';
import type { Lists } from './engine/lists.ts';
import type { Clock, Ids, Log } from './engine/ports.ts';
import { createSessions, type Sessions } from './engine/operators/sessions.ts';
import { createSecrets } from './engine/secrets/secrets.ts';
import type { DataKey } from './engine/secrets/data-key.ts';
import { createHandlers } from './engine/views/handlers.ts';
import { createNames } from './engine/views/names.ts';
import { receiptOf } from './engine/views/receipt.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { LISTENER_DEFAULTS } from './listener/deps.ts';
import { createListener, type Listener } from './listener/listener.ts';
import { rails } from './rails/registry.ts';
import { createSystemClock, createSystemIds, systemRandom } from './world/ports.ts';
import { addSampleData } from './world/sample.ts';
import {
  linkStandIns, openStandIns, sandboxCredentials, type SandboxChoice, type SandboxCredentials,
  type StandIns,
} from './world/sandbox-link.ts';
import { createSettingsDesk, type SettingName } from './world/settings-desk.ts';
import { keepBook, type Book } from './world/book.ts';
import { createGatedStore } from './world/gated-store.ts';
import { createShelf, type FileShelf } from './world/shelf.ts';

export const VERSION = '0.1.0';

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

export type Tell = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

const STOP_GRACE_MS = 3_000;
const CHECKPOINT_PAUSE_MS = 30_000;
/** A reading thread inside a long question of SQLite ends only after it: not waited for. */
const CLOSE_READER_MS = 500;
/** About 100 ms of reading; larger files are checked beside the first screen. */
const CHECK_BEFORE_BYTES_MAX = 33_554_432;

/** Opens the data folder and starts everything; undoes what it opened when a later step fails. */
export async function startApp(options: AppOptions): Promise<App> {
  const opened: (() => Promise<void> | void)[] = [];
  const onClose = (close: () => Promise<void> | void): void => {
    opened.unshift(close);
  };
  try {
    return await composeApp(options, onClose, opened);
  } catch (error) {
    await closeAll(opened, options.log);
    throw error;
  }
}

function bookOf({ sandbox }: AppOptions): Book {
  return sandbox === null ? 'live' : 'sandbox';
}

type OnClose = (close: () => Promise<void> | void) => void;

async function composeApp(
  options: AppOptions,
  onClose: OnClose,
  opened: readonly (() => Promise<void> | void)[],
): Promise<App> {
  const base = openBase(options, onClose);
  const { engine, store, clock, ids, shelf, log } = base;
  const halted = createHaltMemory(engine);
  await keepBook(store, bookOf(options), clock.nowMs());
  const sessions = createSessions({ clock, operators: engine.operators });
  onClose(() => { sessions.close(); });
  const desk = createSettingsDesk(store, options.env, clock.nowMs);
  // A value that the environment may not set stops the start here, not a page later.
  await desk.list();
  const standIns = options.sandbox === null ? null
    : await openStandIns(options.sandbox, options.dataFolder);
  if (standIns !== null) onClose(standIns.close);
  await startEngine(base);
  onClose(() => engine.stop(STOP_GRACE_MS));
  const sandbox = standIns === null ? null
    : await prepareSandbox(engine, options, standIns.standIns);
  const listener = await createListener({
    engine, facts: {
      refusalStatus, amountText: formatAmountShort,
      paymentMethod: (rail) => railAssets[rail].method,
    },
    receiptOf: (paymentId) => receiptOf(engine, {
      paymentId, nowMs: clock.nowMs(), version: VERSION, sandbox: sandbox !== null,
    }),
    recordAnswer: (claim, status, body) => recordAnswer(store, claim, { status, body }),
    clock, ids, log, version: VERSION, config: await listenerConfig(options, desk.value),
  });
  onClose(() => listener.close());
  const dispatch = createDispatcher(createHandlers({
    engine, sessions, shelf, settings: desk, names: createNames(store),
    deliver: (fileId, caller) => options.deliver(shelf, fileId, caller),
    nowMs: clock.nowMs, sandbox: sandbox !== null, version: VERSION,
    dataFolder: options.dataFolder, listenerUrl: () => listener.url,
    halted,
  }), (name, error) => { log.error('a call failed', { call: name, error }); });
  let stopping: Promise<void> | null = null;
  return {
    engine, sessions, dispatch, shelf, clock, ids, listener, setting: desk.value, sandbox,
    subscribe: (caller, tell) => subscribe({ engine, sessions }, caller, tell),
    suspend: () => { engine.suspend(); },
    resume: () => { engine.resume(); },
    stop: () => {
      stopping ??= closeAll(opened, log);
      return stopping;
    },
  };
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** Closes everything, also when one part fails to: the lock must not outlive the rest. */
async function closeAll(
  opened: readonly (() => Promise<void> | void)[],
  log: Log,
): Promise<void> {
  for (const close of opened) {
    try {
      await close();
    } catch (error) {
      log.error('a part did not close', { error });
    }
  }
}

type GatedStore = ReturnType<typeof createGatedStore<OpenStore>>;

type Base = {
  readonly engine: Engine; readonly store: GatedStore; readonly clock: Clock; readonly ids: Ids;
  readonly shelf: FileShelf; readonly log: Log; readonly http: HttpClient;
  readonly lists: Lists;
  /** The file is too large to check before the first screen. */
  readonly checkLater: boolean;
};

/** Takes the folder, opens the store and composes the engine over it; nothing runs yet. */
function openBase(options: AppOptions, onClose: OnClose): Base {
  const { dataFolder, log } = options;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataFolder);
  onClose(() => { lock.release(); });
  const clock = createSystemClock();
  const ids = createSystemIds();
  const { key, keyId } = options.dataKey();
  const file = join(dataFolder, 'paydesk.db');
  const checkLater = existsSync(file) && statSync(file).size > CHECK_BEFORE_BYTES_MAX;
  const opened = createStore({ database: openMigrated(file, !checkLater) });
  onClose(() => { opened.close(); });
  const lists = createReader({ file, clock });
  onClose(() => Promise.race([lists.close(), pause(clock, CLOSE_READER_MS)]));
  const store = createGatedStore(opened, () =>
    checkLater ? lists.checkFile() : Promise.resolve(null));
  const http = createHttpClient();
  onClose(() => { http.close(); });
  const shelf = createShelf(join(dataFolder, 'prepared'), { clock, ids });
  onClose(() => { shelf.close(); });
  const engine = createEngine({
    store, lists, clock, ids, random: systemRandom, log, http, rails,
    secrets: createSecrets({ key, keyId, random: systemRandom }),
    options: { mode: bookOf(options) },
  });
  checkpointWhenIdle(store, clock, onClose);
  return { engine, store, lists, clock, ids, shelf, log, http, checkLater };
}

/** Checkpoints stay off the hot path: the log is folded back every so often, by a timer. */
function checkpointWhenIdle(store: OpenStore, clock: Clock, onClose: OnClose): void {
  let cancel: () => void = () => undefined;
  const again = (): void => {
    cancel = clock.after(CHECKPOINT_PAUSE_MS, () => {
      store.checkpoint();
      again();
    });
  };
  again();
  onClose(() => { cancel(); });
}

function createHaltMemory(engine: Engine): () => string | null {
  let reason: string | null = null;
  engine.onHalted((told) => {
    reason = told;
  });
  return () => reason;
}

/**
 * Starts the engine once the file was found whole. A small file was checked while it was opened; a
 * large one is read by a worker, so that the screens answer meanwhile, and nothing is sent before.
 */
async function startEngine({ engine, store, log, checkLater }: Base): Promise<void> {
  if (!checkLater) {
    await engine.start();
    return;
  }
  store.checked.then(async (problem) => {
    if (problem === null) await engine.start();
    else log.error('the file is damaged', { problem });
  }).catch((error: unknown) => { log.error('the engine did not start', { error }); });
}

async function prepareSandbox(engine: Engine, options: AppOptions, standIns: StandIns) {
  const fresh = (await engine.read.marketplaces()).length === 0;
  const marketplaceId = await linkStandIns(engine, standIns);
  if (fresh && options.sample) await addSampleData(engine, marketplaceId);
  const credentials = options.machineOperators
    ? await sandboxCredentials(engine, { folder: options.dataFolder, marketplaceId }) : null;
  return { standIns, credentials };
}

async function listenerConfig(
  { listener }: AppOptions,
  value: (name: SettingName) => Promise<string>,
) {
  const publicBaseUrl = await value('listener.base-url');
  return {
    ...LISTENER_DEFAULTS,
    host: listener?.host ?? await value('listener.host'),
    port: listener?.port ?? Number.parseInt(await value('listener.port'), 10),
    publicBaseUrl: publicBaseUrl === '' ? null : publicBaseUrl,
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

function subscribe(
  { engine, sessions }: Pick<App, 'engine' | 'sessions'>,
  caller: Caller,
  tell: Tell,
): () => void {
  const stops = [
    engine.onCommitted(({ nouns, paymentIds, events }) => {
      const at = events.at(-1)?.at ?? 0;
      tell('changed', { nouns: [...nouns], paymentIds: [...paymentIds], at });
    }),
    engine.onHealthChanged(() => {
      tell('changed', { nouns: ['connections'], paymentIds: [], at: 0 });
    }),
    engine.onHalted((reason) => { tell('halted', { reason }); }),
    sessions.onPhaseChanged(({ sessionId }) => {
      if (sessionId !== null && sessionId !== caller.sessionId) return;
      void sessions.stateOf(caller).then(({ phase }) => { tell('session', { phase }); });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
