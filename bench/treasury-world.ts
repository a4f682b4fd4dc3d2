/** The engine behind its listener as it pays announced tasks, with what is seen of it outside. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CompletedTask } from '../src-main/engine/api.ts';
import { formatAmountShort } from '../src-main/engine/domain/money.ts';
import { DEFAULT_PAYOUTS } from '../src-main/engine/domain/payout.ts';
import { DEFAULT_POLICY } from '../src-main/engine/domain/policy.ts';
import { railAssets } from '../src-main/engine/domain/rails.ts';
import { refusalStatus } from '../src-main/engine/domain/refusals.ts';
import { invariant } from '../src-main/engine/domain/result.ts';
import type { Log } from '../src-main/engine/ports.ts';
import { LISTENER_DEFAULTS } from '../src-main/listener/deps.ts';
import { createListener } from '../src-main/listener/listener.ts';
import { rails } from '../src-main/rails/registry.ts';
import { announcementOf, deliverOnce } from '../src-main/testing/payouts/announcer.ts';
import { inventPayees } from '../src-main/testing/payouts/payees.ts';
import { MARKETPLACE_ID } from '../src-main/testing/seed-rows.ts';
import { createSystemClock, createSystemIds } from '../src-main/world/ports.ts';
import type { StandIns } from '../src-main/world/sandbox-link.ts';
import { subscribeToHints, treasuryConnection } from '../src-main/world/sandbox-treasury.ts';
import { watchTasks, type Marks } from './task-marks.ts';
import { ask, openWorld, seedFile, type BenchWorld } from './world.ts';

/** When each step of one payout was reached, on the clock of `performance.now()`. */
export type Timeline = Marks & { readonly startedAt: number; readonly acceptedAt: number };

export type TreasuryWorld = {
  /** Announces one task, signed and over HTTP, and waits until its payment is released. */
  readonly pay: () => Promise<Timeline>;
  /** Plans so many, lets them go as one batch, and waits for all; answers the seconds. */
  readonly payBulk: (count: number) => Promise<number>;
  /** How long eligibility, fee and verdict of one task take, nothing being written. */
  readonly verify: () => Promise<number>;
  readonly close: () => Promise<void>;
};

const PAYEES = 50;
const AMOUNT_MINOR = 2_500_000n;
export const AMOUNT_TEXT = '2.5';

/** No rule may find the bench odd: it pays the same payees all the time. */
const policy = {
  ...DEFAULT_POLICY,
  payouts: {
    ...DEFAULT_PAYOUTS, feeBasisPoints: 0,
    rules: {
      ...DEFAULT_PAYOUTS.rules, approveMax: null, firstPayoutMax: null, flagPoints: 1_000,
      rejectPoints: 2_000,
    },
  },
};

/** Circle's stand-in sets no limit here, so the rail keeps to none either. */
const unlimited = { ...rails, usdc: { ...rails.usdc, sendsPerSecondMax: null } };

/** A fresh store in `folder`, fifty payees with wallets in it, the stand-ins' webhooks at work. */
export async function openTreasuryWorld(
  folder: string, { providerUrl, standIns }: {
    readonly providerUrl: string; readonly standIns: StandIns;
  },
): Promise<TreasuryWorld> {
  mkdirSync(folder);
  const file = join(folder, 'paydesk.db');
  await seedFile(file, { providerUrl, policy });
  const marks = watchTasks();
  const world = await openWorld(file, { watched: marks.watch, over: unlimited });
  const { engine } = world;
  // The worker that reads for the screens loads for half a second, beside whatever is measured.
  await engine.lists.inboxUnread('nobody');
  const stopTelling = engine.onCommitted(marks.told);
  const listener = await openDoor(world);
  const door = { listener: { url: listener.url }, sandbox: await credentials(world) };
  await addTreasury(world, standIns);
  await subscribeToHints(standIns, { listenerUrl: listener.url, log: quietLog });
  const payees = inventPayees(PAYEES, 1);
  let tasks = 0;
  const next = (): { readonly taskId: string; readonly payee: string } => {
    tasks += 1;
    return { taskId: `task-${tasks}`, payee: payees[tasks % PAYEES]?.reference ?? '' };
  };
  return {
    pay: async () => {
      const task = { ...next(), amountMinor: AMOUNT_MINOR };
      const released = marks.released(task.taskId);
      const body = announcementOf(task, Date.now() - 60_000);
      const startedAt = performance.now();
      const answer = await deliverOnce(door, body);
      const acceptedAt = performance.now();
      invariant(answer?.status === 202, 'The bench\'s announcement was refused.');
      return { ...await released, startedAt, acceptedAt };
    },
    payBulk: async (count) => {
      const wanted = Array.from({ length: count }, () => completed(next()));
      const released = wanted.map(({ taskId }) => marks.released(taskId));
      const startedAt = performance.now();
      await letGo(world, wanted);
      await Promise.all(released);
      return (performance.now() - startedAt) / 1_000;
    },
    verify: async () => {
      const task = completed(next());
      const startedAt = performance.now();
      const seen = await engine.payouts.preview([task]);
      invariant(seen.ok && seen.value[0]?.kind === 'payable', 'The bench\'s task is not payable.');
      return performance.now() - startedAt;
    },
    close: async () => {
      stopTelling();
      await listener.close();
      await world.close();
    },
  };
}

function completed({ taskId, payee }: {
  readonly taskId: string; readonly payee: string;
}): CompletedTask {
  return {
    marketplaceId: MARKETPLACE_ID, taskId, payeeReference: payee, amountText: AMOUNT_TEXT,
    assetCode: 'USDC', completedAt: Date.now() - 60_000, durationMinutes: 30, hasProof: true,
    rating: 5, identity: null, title: null, payload: '{}',
  };
}

const ROWS_MAX = 500;

async function letGo({ engine }: BenchWorld, tasks: readonly CompletedTask[]): Promise<void> {
  const paymentIds: string[] = [];
  for (let at = 0; at < tasks.length; at += ROWS_MAX) {
    const planned = await engine.payouts.plan(ask, tasks.slice(at, at + ROWS_MAX));
    invariant(planned.ok, 'The bench\'s payouts were refused.');
    for (const row of planned.value) {
      invariant(row.kind === 'planned', 'A row of the bench was refused.');
      paymentIds.push(row.paymentId);
    }
  }
  const batch = await engine.batches.create(ask, {
    act: 'release', paymentIds, reason: 'bench', marketplaceId: null,
  });
  invariant(batch.ok, 'The bench\'s batch was refused.');
}

function openDoor({ engine }: BenchWorld) {
  return createListener({
    engine, clock: createSystemClock(), ids: createSystemIds(), halted: () => null, log: quietLog,
    version: 'bench', config: { ...LISTENER_DEFAULTS, port: 0 },
    facts: {
      refusalStatus, amountText: formatAmountShort,
      paymentMethod: (rail) => railAssets[rail].method, walletAddress: () => null,
    },
    receiptOf: () => Promise.resolve(null), recordAnswer: () => Promise.resolve(),
  });
}

async function credentials({ engine }: BenchWorld) {
  const key = await engine.keys.create(ask, {
    marketplaceId: MARKETPLACE_ID, name: 'bench', scopes: ['tasks:write'], expiresAt: null,
  });
  const rotated = await engine.settings.rotateInboundSecret(ask, {
    marketplaceId: MARKETPLACE_ID, endPrevious: true,
  });
  invariant(key.ok && rotated.ok, 'The bench\'s credentials were refused.');
  return { apiKey: key.value.key, webhookSecrets: { jobs: rotated.value.secret } };
}

async function addTreasury({ engine }: BenchWorld, standIns: StandIns): Promise<void> {
  const saved = await engine.settings.saveConnection(ask, {
    ...treasuryConnection(standIns), id: null, version: null,
  });
  invariant(saved.ok, 'The bench\'s treasury was refused.');
  for (const { reference, account } of inventPayees(PAYEES, 1)) {
    const wallet = await engine.payeeWallets.save(ask, {
      marketplaceId: MARKETPLACE_ID, reference, version: null, name: '', account, enabled: null,
    });
    invariant(wallet.ok, 'A payee of the bench was refused.');
  }
}

const quiet = (): void => undefined;
const quietLog: Log = {
  debug: quiet, info: quiet, warn: quiet,
  error: (message, fields) => {
    process.stderr.write(`bench: ${message} ${JSON.stringify(fields ?? {})}\n`);
  },
};
