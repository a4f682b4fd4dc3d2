import { railNames } from './domain/rails.ts';
import { refuse } from './domain/refusals.ts';
import type { Engine, EngineMetrics } from './api.ts';
import { createAttentionCommands } from './attention/commands.ts';
import { createReconciler } from './backups/reconcile.ts';
import { createHold, heldBack } from './backups/restored.ts';
import { createBatch, pauseBatch, resumeBatch, retryBatch } from './batches/commands.ts';
import { runBatch } from './batches/run.ts';
import { createSettingsCommands } from './connections/settings.ts';
import { capabilitiesOf, DEFAULT_OPTIONS, type EngineContext, type EngineOptions }
  from './context.ts';
import { createConsentCommands } from './consents/commands.ts';
import { runConsent } from './consents/run.ts';
import { createDirectory } from './directory.ts';
import { expire, warnOfExpiry } from './escrow/expiry.ts';
import { allowance, currentRate, purchase } from './exchange/purchase.ts';
import { createInboxCommands } from './inbox/commands.ts';
import { processInbox } from './inbox/process.ts';
import { createJob, expireJob, setJobState } from './jobs/commands.ts';
import { createKillSwitch, unlessStopped } from './kill-switch/kill-switch.ts';
import { createKeyCommands } from './keys/commands.ts';
import type { Lists } from './lists.ts';
import { createInboxDesk } from './notices/commands.ts';
import { createProviderNotices } from './notices/provider-notices.ts';
import { createMetrics } from './metrics.ts';
import { dispatch } from './operations/dispatch.ts';
import { inquire } from './operations/inquire.ts';
import type { OperationDeps } from './operations/intent.ts';
import { createOperatorCommands } from './operators/commands.ts';
import type { OperatorDeps } from './operators/rows.ts';
import { cancel, giveUp, moveMoney, retry, stop } from './payments/acts.ts';
import { whenAtRest } from './payments/at-rest.ts';
import { createPayment } from './payments/create.ts';
import {
  attachEvidence, check, declareNotDone, recordProviderMove, setRefundAddress,
} from './payments/decisions.ts';
import { migrate } from './payments/migrate.ts';
import { createTransactions } from './payments/transact.ts';
import type { Ports } from './ports.ts';
import { recover } from './recovery.ts';
import { createHealthWatch } from './runner/health-watch.ts';
import { createProviders } from './runner/providers.ts';
import { askAtOnce } from './runner/set-back.ts';
import { createRunner, type Runner, type WorkHandlers } from './runner/runner.ts';
import { createSavedViewCommands } from './saved-views/commands.ts';
import { createTaskInbox } from './inbox/tasks.ts';
import { createPayoutCommands } from './payouts/desk.ts';
import { createHintCommands } from './payouts/hints.ts';
import { createPayeeWalletCommands } from './payouts/wallets.ts';
import { createSellerCommands } from './sellers/commands.ts';
import { createWebhookCommands } from './webhooks/commands.ts';
import { webhookWrites } from './webhooks/delivery.ts';
import { createWebhookSender } from './webhooks/sender.ts';
import type { Rail } from '../rails/rail.ts';
import type { RailName } from './domain/rails.ts';

export type EngineParts = Ports & {
  readonly lists: Lists;
  readonly rails: Readonly<Record<RailName, Rail>>;
  readonly options?: Partial<EngineOptions>;
  /** What a password check costs; tests hand in a small one. */
  readonly passwordCost?: OperatorDeps['cost'];
};

/**
 * Composes the engine from its ports: a store, a clock, rails. Nothing runs before `start`, which
 * first recovers what a crash left.
 */
export function createEngine(parts: EngineParts): Engine {
  const deps = createDeps(parts);
  const { store } = parts;
  const webhooks = createWebhookCommands(deps);
  const hold = createHold(store, parts.clock.nowMs);
  const reconciler = createReconciler(deps, { hold, lists: parts.lists });
  const handlers = heldBack(deps, hold, workHandlers(deps));
  const runner = createRunner({ ...deps, handlers, onSetBack: () => askAtOnce(deps) });
  const metrics = createMetrics(deps);
  const watch = createHealthWatch(deps);
  const told = createProviderNotices(deps);
  let started = false;
  return {
    payments: paymentCommands(deps),
    consents: createConsentCommands(deps),
    sellers: createSellerCommands(deps),
    ...treasuryCommands(deps),
    jobs: {
      create: (ask, input) => createJob(deps, ask, input),
      setState: (ask, input) => setJobState(deps, ask, input),
    },
    batches: batchCommands(deps),
    exchange: {
      rate: () => currentRate(deps),
      allowance: (user) => allowance(deps, user),
      purchase: (ask, input) => purchase(deps, ask, input),
    },
    webhooks,
    inbox: createInboxCommands(deps),
    settings: settingsCommands(deps),
    keys: createKeyCommands(deps),
    operators: createOperatorCommands({
      ...deps, ...(parts.passwordCost === undefined ? {} : { cost: parts.passwordCost }),
    }),
    attention: createAttentionCommands(deps, webhooks),
    views: createSavedViewCommands(deps),
    inboxDesk: createInboxDesk(deps),
    read: store.read,
    lists: parts.lists,
    rails: parts.rails,
    capabilitiesOf: (connection) => capabilitiesOf(parts.rails, connection),
    health: () => deps.providers.health(),
    onHealthChanged: deps.providers.onHealthChanged,
    metrics: (): Promise<EngineMetrics> => metrics(),
    onCommitted: store.onCommitted,
    onHalted: store.onHalted,
    killSwitch: deps.killSwitch,
    hold,
    start: async () => {
      await hold.load();
      await deps.killSwitch.load();
      await recover(deps);
      started = true;
      runner.start();
      watch.start();
      told.start();
      reconciler.start();
    },
    suspend: () => void runner.stop(),
    // A machine may wake while the start still checks or recovers: nothing is sent before that.
    resume: () => { if (started) runner.start(); },
    stop: (graceMs) => {
      started = false;
      watch.stop();
      told.stop();
      reconciler.stop();
      return stopWithin(deps, runner, graceMs);
    },
  };
}

function createDeps(parts: EngineParts): OperationDeps {
  const { store, clock, ids, random, log, secrets, http, rails } = parts;
  const options: EngineOptions = { ...DEFAULT_OPTIONS, ...parts.options };
  const context: EngineContext = {
    store, clock, ids, random, log, secrets, http, rails,
    directory: createDirectory(store, options.mode),
    options,
    webhooksFor: (marketplace, before, after) => webhookWrites({
      marketplace, before, payment: after.payment, operations: after.operations, ids,
      nowMs: clock.nowMs(),
    }),
  };
  return {
    ...context,
    transactions: createTransactions(context),
    providers: createProviders(context, railNames),
    killSwitch: createKillSwitch(context),
  };
}

function paymentCommands(deps: OperationDeps): Engine['payments'] {
  return {
    create: (ask, input) => createPayment(deps, ask, input),
    release: (ask, input) => moveMoney(deps, ask, { verb: 'release', input, batchId: null }),
    refund: (ask, input) => moveMoney(deps, ask, { verb: 'refund', input, batchId: null }),
    stop: (ask, input) => stop(deps, ask, input),
    cancel: (ask, input) => cancel(deps, ask, input),
    retry: (ask, input) => retry(deps, ask, input),
    giveUp: (ask, input) => giveUp(deps, ask, input),
    check: (ask, input) => check(deps, ask, input),
    attachEvidence: (ask, input) => attachEvidence(deps, ask, input),
    declareNotDone: (ask, input) => declareNotDone(deps, ask, input),
    recordProviderMove: (ask, input) => recordProviderMove(deps, ask, input),
    setRefundAddress: (ask, input) => setRefundAddress(deps, ask, input),
    migrate: (ask, input) => migrate(deps, ask, input),
    whenAtRest: (paymentId, timeoutMs) => whenAtRest(deps, paymentId, timeoutMs),
  };
}

function treasuryCommands(
  deps: OperationDeps,
): Pick<Engine, 'payouts' | 'payeeWallets' | 'hints' | 'tasks'> {
  return {
    payouts: createPayoutCommands(deps), payeeWallets: createPayeeWalletCommands(deps),
    hints: createHintCommands(deps), tasks: createTaskInbox(deps),
  };
}

function batchCommands(deps: OperationDeps): Engine['batches'] {
  return {
    create: (ask, input) => createBatch(deps, ask, input),
    retryFailed: (ask, input) => retryBatch(deps, ask, input),
    pause: (ask, input) => pauseBatch(deps, ask, input),
    resume: (ask, input) => resumeBatch(deps, ask, input),
  };
}

/** Saving a connection keeps to the book: a pretend provider never stands beside a real one. */
function settingsCommands(deps: OperationDeps): Engine['settings'] {
  const commands = createSettingsCommands(deps);
  const { mode } = deps.options;
  return {
    ...commands,
    saveConnection: (ask, input) => mode !== null && input.mode !== mode
      ? Promise.resolve(refuse('invalid_request', { mode: `This book is ${mode}.` }))
      : commands.saveConnection(ask, input),
  };
}

function workHandlers(deps: OperationDeps): WorkHandlers {
  const sender = createWebhookSender(deps);
  return {
    dispatch: unlessStopped(deps, deps.killSwitch, (work) => dispatch(deps, work)),
    inquire: (work) => inquire(deps, work),
    'escrow-warning': (work) => warnOfExpiry(deps, work),
    'escrow-expiry': (work) => expire(deps, work),
    'job-expiry': (work) => expireJob(deps, work),
    deliver: (work) => sender.deliver(work),
    batch: (work) => runBatch(deps, work),
    inbox: (work) => processInbox(deps, work),
    consent: (work) => runConsent(deps, work),
  };
}

/** Waits for what is in flight; what does not come back in time is recovered at the next start. */
async function stopWithin({ clock }: OperationDeps, runner: Runner, graceMs: number) {
  let cancel: () => void = () => undefined;
  const grace = new Promise<void>((resolve) => {
    cancel = clock.after(graceMs, resolve);
  });
  await Promise.race([runner.stop(), grace]);
  cancel();
}
