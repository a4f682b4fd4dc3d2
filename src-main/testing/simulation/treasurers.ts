import type { CompletedTask, Engine } from '../../engine/api.ts';
import { MARKETPLACE_ID } from '../seed-rows.ts';
import { acknowledged, follow, keyAsk, operatorAsk, SECOND } from './asking.ts';
import { text, whole } from './facts.ts';
import { sendMessage } from './messages.ts';
import type { Scene } from './scene.ts';
import { UNPAID } from './transfers.ts';
import { otherAccount, TREASURY_ID, WORKERS } from './treasury.ts';

/** What a marketplace that pays its workers does, and the people at the treasury. */
export const treasuryActs: readonly (readonly [number, (scene: Scene, engine: Engine) => void])[] =
  [
    [14, announce], [4, announceAgain], [4, planSome], [4, letOneGo], [4, nudgeOne],
    [2, saveWallet], [4, takeBack], [1, lookAround],
  ];

function isFull({ facts, plan }: Scene): boolean {
  const row = facts.one('select count(*) as n from payments where rail = \'usdc\'');
  return whole(row, 'n') >= BigInt(plan.treasury?.tasksMax ?? 0);
}

function freshTask(scene: Scene): CompletedTask {
  const { memory, timeline, seeded: { chance, below, pick } } = scene;
  memory.serial += 1;
  const { serial } = memory;
  // Now and then it is a job that Paydesk knows, and that is not always completed.
  const job = chance(0.1) ? someJob(scene) : null;
  const task: CompletedTask = {
    marketplaceId: MARKETPLACE_ID, taskId: job ?? `task-${serial}`,
    payeeReference: chance(0.1) ? 'worker-4' : pick(WORKERS),
    amountText: chance(0.06) ? pick(['0.5', '249999.9999']) : pick([
      `${1 + below(40)}`, `${1 + below(40)}.${String(below(100)).padStart(2, '0')}`,
      `${1 + below(3)}.${String(below(1_000_000)).padStart(6, '0')}`,
    ]),
    assetCode: pick(['USDC', 'USDC', 'USDC', 'EURC']),
    completedAt: timeline.wallMs() - pick([1_000, 3_600_000]),
    durationMinutes: chance(0.1) ? 500 : 30, hasProof: true, rating: 5,
    identity: chance(0.2) ? `order-${serial}` : null, title: null, payload: `{"task":${serial}}`,
  };
  memory.tasks.push(task);
  return task;
}

function someJob({ facts, seeded }: Scene): string | null {
  const rows = facts.all('select id from jobs where payload not like \'{"task%\' order by id');
  return rows.length === 0 ? null : text(rows[seeded.below(rows.length)] ?? null, 'id');
}

function announce(scene: Scene, engine: Engine): void {
  if (isFull(scene)) return;
  const task = freshTask(scene);
  pay(scene, engine, task);
  // Two workers of the marketplace's queue took the same announcement.
  if (scene.seeded.chance(0.25)) pay(scene, engine, task);
}

/** Announced once more: the same, or what somebody made of it. */
function announceAgain(scene: Scene, engine: Engine): void {
  const { memory, seeded: { below, pick } } = scene;
  const task = memory.tasks[below(Math.max(1, memory.tasks.length))];
  if (task === undefined) return;
  memory.serial += 1;
  const changed = pick<Partial<CompletedTask>>([
    {}, {}, { amountText: '7.77' }, { identity: `order-${memory.serial}` },
    { payeeReference: pick(WORKERS) },
  ]);
  const again = { ...task, ...changed };
  memory.tasks.push(again);
  pay(scene, engine, again);
}

function pay(scene: Scene, engine: Engine, task: CompletedTask): void {
  if (scene.seeded.chance(0.5)) {
    sendMessage(scene, engine, task);
    return;
  }
  follow(scene, 'task.pay', engine.payouts.payTask(keyAsk, task), ({ payment }) => {
    acknowledged(scene)(payment);
  });
}

/** A file of tasks, some of them twice in it, that somebody lets go together. */
function planSome(scene: Scene, engine: Engine): void {
  if (isFull(scene)) return;
  const { seeded, memory } = scene;
  const tasks = Array.from({ length: 1 + seeded.below(3) }, () => freshTask(scene));
  const [first] = tasks;
  const rows = first !== undefined && seeded.chance(0.3) ? [...tasks, first] : tasks;
  follow(scene, 'task.plan', engine.payouts.plan(operatorAsk, rows), (planned) => {
    const ids = planned.flatMap((row) => row.kind === 'planned' ? [row.paymentId] : []);
    for (const id of ids) memory.acknowledged.push(['payments', id]);
    const now = scene.machine.engine();
    if (now === null || ids.length === 0) return;
    follow(scene, 'task.batch', now.batches.create(operatorAsk, {
      marketplaceId: MARKETPLACE_ID, act: 'release', paymentIds: [...new Set(ids)],
      reason: 'a file',
    }), ({ id }) => { memory.acknowledged.push(['batches', id]); });
  });
}

function somePayment({ facts, seeded }: Scene, condition: string): string | null {
  const rows = facts.all('select payments.id from payments where rail = \'usdc\' '
    + `and exists (select 1 from operations where payment_id = payments.id and ${condition}) `
    + 'order by seq');
  return rows.length === 0 ? null : text(rows[seeded.below(rows.length)] ?? null, 'id');
}

/** What waits for somebody goes, or does not. */
function letOneGo(scene: Scene, engine: Engine): void {
  const paymentId = somePayment(scene, 'state = \'planned\'');
  if (paymentId !== null) letGo(scene, engine, paymentId);
}

function letGo(scene: Scene, engine: Engine, paymentId: string): void {
  const act = { paymentId, marketplaceId: null, version: null, reason: 'looked at' };
  const goes = scene.seeded.chance(0.8);
  const send = (): void => {
    follow(scene, goes ? 'task.release' : 'task.cancel', goes
      ? engine.payments.release(operatorAsk, { ...act, amountText: null, delayMs: 0 })
      : engine.payments.cancel(operatorAsk, act), acknowledged(scene));
  };
  send();
  if (scene.seeded.chance(0.2)) send();
}

/** A payout that is known to be stuck is looked at sooner than anything else; null: none is. */
export function stuckOne(scene: Scene): string | null {
  return scene.plan.treasury === null ? null
    : somePayment(scene, 'state in (\'submitted\', \'unclear\') and stuck_at is not null');
}

/** Somebody loses patience with a payout; whether it is stuck or just on its way. */
function nudgeOne(scene: Scene, engine: Engine): void {
  const paymentId = somePayment(scene, 'state in (\'submitted\', \'unclear\')');
  if (paymentId !== null) nudge(scene, engine, paymentId);
}

export function nudge(scene: Scene, engine: Engine, paymentId: string): void {
  const act = scene.seeded.pick<'accelerate' | 'cancel'>(['accelerate', 'cancel']);
  const send = (): void => {
    follow(scene, `nudge.${act}`, engine.payouts.nudge(operatorAsk, {
      paymentId, marketplaceId: null, version: null, reason: 'too slow', act,
    }), acknowledged(scene));
  };
  send();
  if (scene.seeded.chance(0.2)) send();
}

/** Money that should not have gone to a payee comes back, where the wallet is kept for us. */
function takeBack(scene: Scene, engine: Engine): void {
  const ours = scene.seeded.chance(0.9)
    ? 'and payments.wallet_id in (select id from payee_wallets where origin = \'created\')' : '';
  const paymentId = somePayment(scene,
    `state = 'settled' and payments.link_kind is null ${ours}`);
  if (paymentId === null) return;
  const amountText = scene.seeded.pick([null, '0.5', '1.000001']);
  const send = (): void => {
    follow(scene, 'task.back', engine.consents.payBack(operatorAsk, {
      paymentId, marketplaceId: null, version: null, reason: 'for the wrong task', amountText,
      waitMs: 0, delayMs: 0,
    }), acknowledged(scene));
  };
  send();
  if (scene.seeded.chance(0.3)) send();
}

function saveWallet(scene: Scene, engine: Engine): void {
  const { seeded, sandbox } = scene;
  const [reference, account] = seeded.pick([
    ['worker-4', null], ['worker-4', null], ['worker-3', otherAccount(sandbox)],
  ] as const);
  follow(scene, 'wallet.save', engine.payeeWallets.save(operatorAsk, {
    marketplaceId: MARKETPLACE_ID, reference, version: null, name: '', account, enabled: null,
  }));
}

/** Screens that ask Circle and the chain by themselves. */
function lookAround(scene: Scene, engine: Engine): void {
  follow(scene, 'treasury.look', engine.payouts.treasury().then((views) => {
    const wrong = views.find(({ connectionId }) => connectionId !== TREASURY_ID);
    if (wrong !== undefined) scene.verdict.fail(`${wrong.connectionId} is no treasury`);
    return { ok: true as const, value: null };
  }));
  reconcile(scene, engine);
}

/** Ledger, Circle and chain side by side; remembered, since the last one is judged. */
export function reconcile(scene: Scene, engine: Engine): void {
  if (scene.plan.treasury === null) return;
  follow(scene, 'treasury.reconcile', engine.payouts.reconcile({
    connectionId: TREASURY_ID, fromMs: 0, toMs: scene.timeline.wallMs() + 36_000_000,
  }), (told) => { scene.memory.reconciled = told; });
}

/**
 * Two operators looked at Circle and the chain: they attach what the chain shows, or declare not
 * done what Circle ended unpaid or never received. False where neither can be said.
 */
export function decidePayout(
  scene: Scene,
  engine: Engine,
  { paymentId, key }: { readonly paymentId: string; readonly key: string },
): boolean {
  const { state, hash } = scene.transfers.fateOf(key);
  const act = {
    paymentId, marketplaceId: null, version: null, reason: 'seen at Circle', second: SECOND,
  };
  if (hash !== null) {
    follow(scene, 'task.attach', engine.payments.attachEvidence(operatorAsk, {
      ...act, reference: hash,
    }), acknowledged(scene));
    return true;
  }
  const isUnpaid = state === null ? !scene.transfers.isInFlight(key) : UNPAID.has(state);
  if (!isUnpaid) return false;
  follow(scene, 'task.declare', engine.payments.declareNotDone(operatorAsk, act),
    acknowledged(scene));
  return true;
}

/** What waits among the payouts that are ready is let go, or withdrawn. */
export function letReadyGo(scene: Scene, engine: Engine): boolean {
  const rows = scene.facts.all('select payment_id from operations '
    + 'join payments on payments.id = payment_id where rail = \'usdc\' and state = \'planned\' '
    + 'order by operations.id');
  for (const row of rows) letGo(scene, engine, text(row, 'payment_id'));
  return rows.length > 0;
}
