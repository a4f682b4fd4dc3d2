import { openInMemory } from '../../db/migrate.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import { createCountingIds, createSeeded } from '../seeded.ts';
import { MARKETPLACE_ID, seedStore } from '../seed-rows.ts';
import { actOnce } from './acts.ts';
import { checkBooks } from './check-books.ts';
import { checkPayouts } from './check-payouts.ts';
import { checkRecords } from './check-records.ts';
import { checkTreasury } from './check-treasury.ts';
import { checkFollowed, checkNothingSilent, countEnds, createTerminalWatch } from './check-rest.ts';
import { createFacts, text, whole, type Row } from './facts.ts';
import { withLazyStatements } from './lazy-statements.ts';
import { createMachine } from './machine.ts';
import { checkMessages, inboundSecret } from './messages.ts';
import { createNetwork } from './network.ts';
import { publishKeys, sdkIsLoaded, sellerRows } from './payers.ts';
import { letPeopleAct } from './people.ts';
import { API_KEY_ID, drawPlan } from './plan.ts';
import type { Memory, Scene } from './scene.ts';
import { createTimeline } from './timeline.ts';
import { count, createTrace, createVerdict, type Coverage } from './trace.ts';
import { createTrails } from './trails.ts';
import { createTransfers } from './transfers.ts';
import { createPostman } from './notices.ts';
import { reconcile } from './treasurers.ts';
import {
  circleIsLoaded, drawTreasury, subscribe, treasuryRow, walletRows,
} from './treasury.ts';
import { createStore } from '../../db/store.ts';

export type Told = {
  readonly seed: number;
  /** The same for the same seed: a run that differs is not deterministic. */
  readonly hash: string;
  /** The first broken promise; null where all held. */
  readonly violation: string | null;
};

/** Where it is told: counts of what was met, and line by line to whoever reads along. */
export type Recording = {
  readonly coverage: Coverage;
  readonly print: ((line: string) => void) | null;
};

const START_MS = 1_800_000_000_000;

/**
 * Plays one history: a schedule of acts, faults, crashes and clock jumps drawn from the seed, then
 * a world that heals, and people who answer what waits for them. Checked all along and at the end.
 */
export async function playHistory(
  seed: number,
  { coverage, print }: Recording,
): Promise<Told> {
  const scene = await openScene(seed, { coverage, print });
  const { verdict, trace, machine } = scene;
  const stopWatching = watchRejections(scene);
  try {
    machine.start();
    await schedule(scene);
    await heal(scene);
    await rest(scene);
    if (verdict.first() === null) checkNothingSilent(scene);
    await letPeopleAct(scene, rest);
    await reconcileAtLast(scene);
    if (verdict.first() === null) {
      checkNothingSilent(scene);
      countEnds(scene);
      checkRecords(scene);
      checkBooks(scene);
      checkPayouts(scene);
      checkTreasury(scene);
      checkMessages(scene);
    }
  } catch (error) {
    verdict.fail(`the history broke: ${tellError(error)}`);
  } finally {
    stopWatching();
    machine.database().close();
  }
  return { seed, hash: trace.hash(), violation: verdict.first() };
}

async function openScene(
  seed: number,
  { coverage, print }: Recording,
): Promise<Scene> {
  const seeded = createSeeded(seed);
  const timeline = createTimeline(START_MS);
  const trace = createTrace(print);
  const verdict = createVerdict(trace);
  const secrets = { exchangeApiKey: 'sandbox-exchange-key', chainToken: 'sandbox-chain-token' };
  const treasury = drawTreasury(seed);
  const plan = drawPlan(seeded, { ...secrets, treasury });
  const sandbox = createSandbox({
    nowMs: timeline.standInMs, randomBytes: seeded.random.bytes, signing: 'hash', secrets,
    expiry: plan.expiry,
  });
  sandbox.setBalance('buyer-1', '1000000');
  publishKeys(sandbox);
  const memory: Memory = {
    serial: 0, refundAddresses: new Map(), acknowledged: [], repeatable: [], brought: [],
    tasks: [], reconciled: null,
  };
  const database = withLazyStatements(openInMemory());
  await furnish(database, plan, sandbox);
  const facts = createFacts(() => machine.database());
  const trails = createTrails({
    facts, sandbox, verdict,
    refundAddresses: (paymentId) => memory.refundAddresses.get(
      text(facts.one('select payer from payments where id = ? and link_kind is null', paymentId),
        'payer')) ?? null,
  });
  const transfers = createTransfers({ facts, sandbox, verdict });
  const network = createNetwork({
    plan, seeded, timeline, sandbox, trails, transfers, trace, coverage, facts, verdict,
  });
  const watch = createTerminalWatch(facts, verdict);
  const machine = createMachine({
    plan, seeded, timeline, ids: createCountingIds(), network, trace, verdict, coverage,
    onStart: (store) => {
      store.onCommitted((committed) => {
        trace.note(`commit ${committed.seq} ${committed.nouns.join()}`);
        watch(committed.paymentIds);
        if (treasury !== null) transfers.watch(committed.paymentIds);
      });
    },
  }, database);
  const postman = treasury === null ? null : createPostman({
    sandbox, timeline, seeded, machine, trace, coverage, verdict,
  });
  if (treasury !== null) subscribe(sandbox);
  return {
    seed, plan, seeded, timeline, sandbox, facts, trails, transfers, postman, network, machine,
    memory, trace, verdict, coverage,
  };
}

async function furnish(
  database: ReturnType<typeof openInMemory>,
  { marketplace, connections, treasury }: Scene['plan'],
  sandbox: Scene['sandbox'],
): Promise<void> {
  const store = createStore({ database, defer: (flush) => { queueMicrotask(flush); } });
  await Promise.all([sdkIsLoaded, circleIsLoaded]);
  const more = treasury === null ? [] : [treasuryRow(treasury, sandbox)];
  await seedStore(store, {
    marketplaces: [treasury === null ? marketplace
      : { ...marketplace, inboundSecrets: [inboundSecret()] }],
    connections: [...connections, ...more],
  });
  await store.commit({
    audit: null,
    writes: [...sellerRows().map((row) => ({ write: 'insert', noun: 'sellers', row }) as const),
    ...(treasury === null ? [] : walletRows(sandbox)).map((row) =>
      ({ write: 'insert', noun: 'payeeWallets', row }) as const), {
      write: 'insert', noun: 'apiKeys', row: {
        id: API_KEY_ID, marketplaceId: MARKETPLACE_ID, name: 'sim', secretHash: '0'.repeat(64),
        scopes: [], createdAt: 0, expiresAt: null, lastUsedAt: null, revokedAt: null, version: 1,
      },
    }],
  });
}

/** A promise nobody waits for must not break unseen. */
function watchRejections({ verdict }: Scene): () => void {
  const listen = (reason: unknown): void => {
    verdict.fail(`a promise broke unseen: ${tellError(reason)}`);
  };
  process.on('unhandledRejection', listen);
  return () => { process.off('unhandledRejection', listen); };
}

function tellError(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}

/** Lets every promise go as far as it can: only the clock and the network move things on. */
function settle(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}

async function turn({ timeline, verdict }: Scene, ms: number): Promise<void> {
  const until = timeline.elapsedMs() + ms;
  await settle();
  for (;;) {
    const act = verdict.first() === null ? timeline.takeUntil(until) : null;
    if (act === null) break;
    act();
    await settle();
  }
  timeline.reach(until);
}

async function schedule(scene: Scene): Promise<void> {
  const { plan, seeded, machine, verdict, trace } = scene;
  for (let step = 0; step < plan.steps && verdict.first() === null; step += 1) {
    disturb(scene);
    const engine = machine.engine();
    if (engine !== null) actOnce(scene, engine);
    const pause = seeded.pick([0, 1, 20, 200, 1_500, 1_500, 6_000, 30_000, 120_000, 600_000]);
    trace.note(`pause ${pause}`);
    await pass(scene, pause);
    scene.trails.sync();
    scene.postman?.look();
    checkFollowed(scene);
  }
}

const OUTAGES = ['walletDaemon', 'exchange', 'chain', 'openPayments', 'any'] as const;
const TREASURY_OUTAGES = [...OUTAGES, 'circle', 'circle', 'evm', 'evm'] as const;

/** What happens to the machine itself. */
function disturb(scene: Scene): void {
  const { plan, seeded, machine, timeline, network, sandbox, trace, coverage } = scene;
  const luck = seeded.next();
  const rough = plan.crashChance > 0;
  if (rough && luck < 0.05) machine.crash('at any moment');
  else if (rough && luck < 0.07) void machine.stopGracefully();
  else if (luck < 0.1 && plan.clockMayGoBack) {
    timeline.jumpWall(-seeded.pick([500, 60_000, 3_600_000]));
    trace.note('clock back');
    count(coverage, 'clock back');
  } else if (luck < 0.13) {
    network.settleInFlight();
    timeline.jumpWall(seeded.pick([500, 60_000, 3_600_000]));
    trace.note('clock forward');
    count(coverage, 'clock forward');
  } else if (luck < 0.16) {
    network.settleInFlight();
    timeline.sleep(seeded.pick([10_000, 300_000, 7_200_000]));
    trace.note('sleep');
    count(coverage, 'sleep');
  } else if (luck < 0.2 && plan.faultChance > 0) {
    const provider = plan.treasury === null ? seeded.pick(OUTAGES)
      : seeded.pick(TREASURY_OUTAGES);
    const { id } = sandbox.faults.add({ provider, operation: 'any', fault: 'down' });
    timeline.after(seeded.pick([20_000, 300_000]), () => { sandbox.faults.remove(id); });
    trace.note(`outage of ${provider}`);
    count(coverage, `outage of ${provider}`);
  }
}

/**
 * Lets time pass. Where nothing is on its way and nothing is due, the machine sleeps: hours cost
 * nothing then, and an engine has to bear that anyway.
 */
async function pass(scene: Scene, ms: number): Promise<void> {
  let left = ms;
  while (left > 0 && scene.verdict.first() === null) {
    const idle = left > IDLE_MS ? idleFor(scene) : 0;
    if (idle > IDLE_MS) {
      const nap = Math.min(left, idle);
      scene.timeline.sleep(nap);
      left -= nap;
    }
    const awake = Math.min(left, IDLE_MS);
    await turn(scene, awake);
    left -= awake;
  }
  if (ms === 0) await turn(scene, 0);
}

const IDLE_MS = 6_000;

/** How long nothing will happen by itself, as the work rows say. */
function idleFor({ facts, machine, network, timeline }: Scene): number {
  if (machine.engine() === null || network.inFlight() > 0) return 0;
  const busy = facts.one('select id from operations where state = \'dispatching\' limit 1');
  if (busy !== null) return 0;
  const next = facts.one('select min(due_at) as at from work where dead_at is null');
  const at = next?.['at'];
  return typeof at === 'bigint' ? Math.max(0, Number(at) - timeline.wallMs() - 500) : 3_600_000;
}

async function heal(scene: Scene): Promise<void> {
  scene.trace.note('heal');
  scene.network.heal();
  scene.machine.heal();
  scene.postman?.heal();
  await turn(scene, 60_000);
}

/** Ledger, Circle and chain side by side, once everything has come to rest. */
async function reconcileAtLast(scene: Scene): Promise<void> {
  const engine = scene.machine.engine();
  if (scene.plan.treasury === null || engine === null || scene.verdict.first() !== null) return;
  scene.memory.reconciled = null;
  reconcile(scene, engine);
  await rest(scene);
  if (scene.memory.reconciled === null) scene.verdict.fail('the treasury was not reconciled');
}

/** Time runs on until nothing moves by itself, or until it is plain that something always will. */
async function rest(scene: Scene): Promise<void> {
  const { facts, timeline, verdict } = scene;
  const startedAt = timeline.wallMs();
  await pass(scene, IDLE_MS);
  for (let round = 0; round < REST_ROUNDS_MAX && verdict.first() === null; round += 1) {
    const patient = timeline.wallMs() - startedAt > PATIENCE_MS;
    const live = facts.all('select id, kind, payment_id, due_at from work where dead_at is null');
    const moving = live.filter((row) => !patient || !asksForEver(scene, row));
    const next = moving.map((row) => Number(whole(row, 'due_at')))
      .toSorted((a, b) => a - b)[0];
    if (next === undefined || next > startedAt + REST_MS_MAX) return;
    await pass(scene, Math.max(IDLE_MS, next - timeline.wallMs() + 1_000));
    scene.trails.sync();
  }
  if (verdict.first() !== null) return;
  const left = facts.all('select id, due_at - ? as ahead from work where dead_at is null',
    timeline.wallMs()).map((row) => `${text(row, 'id')} in ${whole(row, 'ahead')} ms`);
  verdict.fail(`R14: it moves on and on, hours after all healed: ${left.join(', ')}`);
}

const REST_MS_MAX = 100 * 3_600_000;
const REST_ROUNDS_MAX = 600;
const PATIENCE_MS = 1_200_000;

/** A question that the provider cannot answer is asked on, while a person knows of it. */
function asksForEver({ facts }: Scene, row: Row): boolean {
  return text(row, 'kind') === 'inquire' && facts.one('select id from attention '
    + 'where subject_id = ? and reason = \'outcome-unclear\' and closed_at is null',
  text(row, 'payment_id')) !== null;
}
