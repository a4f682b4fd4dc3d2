import type { JobState } from '../../engine/domain/job.ts';
import type { Ask, Engine, IdempotencyClaim, NewJob, NewPayment } from '../../engine/api.ts';
import { MARKETPLACE_ID, REFUND_ADDRESS } from '../seed-rows.ts';
import {
  acknowledged, FIRST, follow, KEY_ACTOR, keyAsk, mustNotGuess, operatorAsk, SECOND,
} from './asking.ts';
import { text, whole } from './facts.ts';
import { API_KEY_ID } from './plan.ts';
import { decideTruly } from './operators.ts';
import { payerActs } from './payers.ts';
import type { Scene } from './scene.ts';
import { nudge, stuckOne, treasuryActs } from './treasurers.ts';

const OTHER_ADDRESS = 'bcrt1q24epqwuvz3mjkmg6qj9kxank888d8ldtt9phnf';
const PAYEE = 'worker-7';
const PAYER_ACCOUNT = 'buyer-1';

type Act = (scene: Scene, engine: Engine) => void;

/** What marketplaces and operators do, and how often. */
const acts: readonly (readonly [number, Act])[] = [
  [7, createJob], [3, createPayment], [2, buyTokens],
  [4, (scene, engine) => { move(scene, engine, 'release'); }],
  [3, (scene, engine) => { move(scene, engine, 'refund'); }],
  [5, endJob], [2, stopOne],
  [1, (scene, engine) => { simple(scene, engine, 'cancel'); }],
  [2, (scene, engine) => { simple(scene, engine, 'retry'); }],
  [1, (scene, engine) => { simple(scene, engine, 'giveUp'); }],
  [2, checkOne], [4, decideOne], [1, supplyAddress], [2, startBatch], [2, pauseOrResume],
  [1, migrateOne], [2, repeatRequest],
];

export function actOnce(scene: Scene, engine: Engine): void {
  const stuck = stuckOne(scene);
  if (stuck !== null && scene.seeded.chance(0.4)) return nudge(scene, engine, stuck);
  const possible = [
    ...acts, ...(scene.plan.hasPayers ? payerActs : []),
    ...(scene.plan.treasury === null ? [] : treasuryActs),
  ];
  let luck = scene.seeded.next() * possible.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, act] of possible) {
    luck -= weight;
    if (luck > 0) continue;
    act(scene, engine);
    return;
  }
}

function newPayment({ seeded, plan, memory }: Scene): Omit<NewPayment, 'marketplaceId' | 'jobId'> {
  memory.serial += 1;
  const { chance, below, pick } = seeded;
  const currency = pick(['BTC', 'AITBC', 'AITBC']);
  const minor = chance(0.3) ? `${1 + below(3)}`
    : `0.${String(1 + below(99_999_999)).padStart(8, '0')}`;
  const refundAddress = chance(0.3) ? currency === 'BTC' ? OTHER_ADDRESS : 'refund-9' : null;
  const payer = `payer-${memory.serial}`;
  const payerAccount = currency === 'AITBC' && chance(0.8) ? PAYER_ACCOUNT : null;
  memory.refundAddresses.set(payer, new Set([
    refundAddress ?? plan.marketplace.refundAddresses[currency] ?? payerAccount ?? '',
  ]));
  return {
    currency, amountText: minor, refundAddress, payer, payerAccount,
    externalId: chance(0.6) ? `ref-${memory.serial}` : null, payee: 'ana',
    payeeAccount: currency === 'AITBC' && chance(0.85) ? PAYEE : null,
    escrowTimeoutMs: chance(0.5) ? pick([300_000, 600_000, 3_600_000]) : null,
  };
}

function claimed({ seeded, memory }: Scene, route: string): IdempotencyClaim | null {
  if (!seeded.chance(0.6)) return null;
  const key = `k${memory.serial}`;
  return { apiKeyId: API_KEY_ID, route, key, fingerprint: `f${memory.serial}` };
}

function isFull({ facts, plan }: Scene): boolean {
  const row = facts.one('select count(*) as n from payments where rail <> \'usdc\'');
  return whole(row, 'n') >= BigInt(plan.paymentsMax);
}

function createJob(scene: Scene, engine: Engine): void {
  const { seeded, memory } = scene;
  if (isFull(scene)) return;
  memory.serial += 1;
  const payment = seeded.chance(0.9) ? newPayment(scene) : null;
  const input: NewJob = {
    marketplaceId: MARKETPLACE_ID, payload: `{"n":${memory.serial}}`, payment,
    ttlMs: seeded.pick([30_000, 600_000, 7_200_000]),
  };
  const ask: Ask = { actor: KEY_ACTOR, idempotency: claimed(scene, '/v1/jobs') };
  const send = (to: Engine): void => {
    follow(scene, 'job.create', to.jobs.create(ask, input), ({ job, payment: made }) => {
      memory.acknowledged.push(['jobs', job.id]);
      if (made !== null) acknowledged(scene)(made);
    });
  };
  if (ask.idempotency !== null) memory.repeatable.push(send);
  send(engine);
}

function createPayment(scene: Scene, engine: Engine): void {
  const { seeded, facts } = scene;
  if (isFull(scene)) return;
  const job = seeded.chance(0.5)
    ? drawn(scene, facts.all('select id from jobs order by id')) : null;
  const input: NewPayment = {
    ...newPayment(scene), marketplaceId: MARKETPLACE_ID, jobId: job,
  };
  const ask: Ask = { actor: KEY_ACTOR, idempotency: claimed(scene, '/v1/payments') };
  const send = (to: Engine): void => {
    follow(scene, 'payment.create', to.payments.create(ask, input), acknowledged(scene));
  };
  if (ask.idempotency !== null) scene.memory.repeatable.push(send);
  send(engine);
}

function buyTokens(scene: Scene, engine: Engine): void {
  const { seeded, memory } = scene;
  if (isFull(scene)) return;
  memory.serial += 1;
  const userId = `payer-${memory.serial}`;
  const refundAddress = seeded.chance(0.8) ? OTHER_ADDRESS : null;
  const fallback = scene.plan.marketplace.refundAddresses['BTC'] ?? '';
  memory.refundAddresses.set(userId, new Set([refundAddress ?? fallback]));
  if (seeded.chance(0.3)) {
    scene.sandbox.setRate(seeded.pick(['100000', '100300', '99000', '120000']));
  }
  const ask: Ask = { actor: KEY_ACTOR, idempotency: claimed(scene, '/api/exchange/purchase') };
  const btc = seeded.chance(0.5);
  const answer = engine.exchange.purchase(ask, {
    marketplaceId: MARKETPLACE_ID, userId, btcText: btc ? '0.0123' : null,
    aitbcText: btc ? null : '250.5', aitbcAddress: 'buyer-tokens', refundAddress,
  });
  follow(scene, 'purchase', answer, ({ purchase, payment }) => {
    memory.acknowledged.push(['purchases', purchase.id]);
    acknowledged(scene)(payment);
  });
}

/** A repeated request: sent twice because its answer was lost, or by an impatient client. */
function repeatRequest({ seeded, memory }: Scene, engine: Engine): void {
  const [first, ...others] = memory.repeatable;
  if (first !== undefined) seeded.pick([first, ...others])(engine);
}

export function drawn(
  { seeded }: Scene,
  rows: readonly Readonly<Record<string, string | bigint | null>>[],
): string | null {
  return rows.length === 0 ? null : text(rows[seeded.below(rows.length)] ?? null, 'id');
}

function somePayment(scene: Scene): string | null {
  return drawn(scene, scene.facts.all(
    'select id from payments where status not in (\'released\', \'refunded\', \'cancelled\') '
    + 'order by seq'));
}

/** Mostly one for which the act makes sense; sometimes any, since callers do not know. */
function aimed(scene: Scene, condition: string): string | null {
  if (scene.seeded.chance(0.2)) return somePayment(scene);
  return drawn(scene, scene.facts.all(`select id from payments where ${condition} order by seq`));
}

const fitting = {
  cancel: 'held = 0 and status in (\'requested\', \'stalled\')',
  retry: 'status = \'stalled\' or exists (select 1 from operations '
    + 'where payment_id = payments.id and state = \'rejected\')',
  giveUp: 'held = 0 and status = \'stalled\'',
} as const;

function move(scene: Scene, engine: Engine, verb: 'release' | 'refund'): void {
  const { seeded, facts } = scene;
  const paymentId = aimed(scene, 'held > released + refunded + in_motion');
  if (paymentId === null) return;
  const row = facts.one('select amount, version from payments where id = ?', paymentId);
  const part = seeded.chance(0.3) ? whole(row, 'amount') / BigInt(seeded.pick([2, 3, 7])) : 0n;
  const amountText = part > 0n
    ? `${part / 100_000_000n}.${(part % 100_000_000n).toString().padStart(8, '0')}` : null;
  const ask = seeded.chance(0.5) || mustNotGuess(scene, paymentId) ? keyAsk : operatorAsk;
  const send = (to: Engine): void => {
    follow(scene, verb, to.payments[verb](ask, {
      paymentId, marketplaceId: MARKETPLACE_ID, reason: 'asked', amountText,
      version: seeded.chance(0.2) ? Number(whole(row, 'version')) : null,
      delayMs: seeded.chance(0.3) ? 10_000 : 0,
    }), acknowledged(scene));
  };
  send(engine);
  // Two clerks, one payment: both at once, or one of each kind.
  if (seeded.chance(0.15)) send(engine);
  if (seeded.chance(0.25)) {
    follow(scene, 'rival', engine.payments[verb === 'release' ? 'refund' : 'release'](ask, {
      paymentId, marketplaceId: MARKETPLACE_ID, reason: 'rival', amountText: null, version: null,
      delayMs: 0,
    }), acknowledged(scene));
  }
}

const ENDS: readonly [JobState, ...JobState[]] = [
  'running', 'completed', 'completed', 'failed', 'cancelled',
];

function endJob(scene: Scene, engine: Engine): void {
  // Half of the time just while the hold is on its way: the two must not pass each other by.
  const moving = scene.seeded.chance(0.5) ? ' where payment_id in (select id from payments '
    + 'where status in (\'requested\', \'holding\', \'releasing\'))' : '';
  const jobId = drawn(scene, scene.facts.all(`select id from jobs${moving} order by id`));
  if (jobId === null) return;
  const state = scene.seeded.pick(ENDS);
  follow(scene, `job.${state}`, engine.jobs.setState(keyAsk, {
    jobId, marketplaceId: MARKETPLACE_ID, state, reason: 'said so',
  }));
}

function stopOne(scene: Scene, engine: Engine): void {
  const operation = drawn(scene, scene.facts.all(
    'select id from operations where state in (\'planned\', \'scheduled\', \'dispatching\') '
    + 'order by id'));
  if (operation === null) return;
  const row = scene.facts.one('select payment_id from operations where id = ?', operation);
  follow(scene, 'stop', engine.payments.stop(operatorAsk, {
    paymentId: text(row, 'payment_id'), operationId: operation,
  }), acknowledged(scene));
}

function simple(scene: Scene, engine: Engine, verb: 'cancel' | 'retry' | 'giveUp'): void {
  const paymentId = aimed(scene, fitting[verb]);
  if (paymentId === null) return;
  // A retry is that person's decision as well: not without having looked.
  if (verb === 'retry' && mustNotGuess(scene, paymentId)) return;
  follow(scene, verb, engine.payments[verb](operatorAsk, {
    paymentId, marketplaceId: null, version: null, reason: verb,
  }), acknowledged(scene));
}

function checkOne(scene: Scene, engine: Engine): void {
  const paymentId = aimed(scene, 'exists (select 1 from operations where payment_id = payments.id '
    + 'and state in (\'submitted\', \'unclear\'))');
  if (paymentId === null) return;
  follow(scene, 'check', engine.payments.check(operatorAsk, { paymentId }), acknowledged(scene));
}

function decideOne(scene: Scene, engine: Engine): void {
  const paymentId = drawn(scene, scene.facts.all(
    'select id from payments where status = \'unclear\' order by seq'));
  if (paymentId !== null) decideTruly(scene, engine, paymentId);
}

function supplyAddress(scene: Scene, engine: Engine): void {
  const paymentId = somePayment(scene);
  if (paymentId === null) return;
  const address = scene.seeded.pick([REFUND_ADDRESS, OTHER_ADDRESS]);
  const row = scene.facts.one('select payer from payments where id = ?', paymentId);
  scene.memory.refundAddresses.get(text(row, 'payer'))?.add(address);
  const same = scene.seeded.chance(0.1);
  follow(scene, 'setRefundAddress', engine.payments.setRefundAddress(operatorAsk, {
    paymentId, marketplaceId: null, version: null, reason: 'supplied', address,
    second: same ? { ...SECOND, id: FIRST.id } : SECOND,
  }), (aggregate) => {
    if (same) scene.verdict.fail('R9: one operator alone changed a refund address');
    acknowledged(scene)(aggregate);
  });
}

function startBatch(scene: Scene, engine: Engine): void {
  const { seeded, facts, memory } = scene;
  const ids = facts.all('select id from payments order by seq').map((row) => text(row, 'id'))
    .filter(() => seeded.chance(0.6));
  if (ids.length === 0) return;
  memory.serial += 1;
  const ask: Ask = { actor: KEY_ACTOR, idempotency: claimed(scene, '/v1/batches') };
  const act = seeded.chance(0.5) ? 'release' : 'refund';
  follow(scene, 'batch.create', engine.batches.create(ask, {
    marketplaceId: MARKETPLACE_ID, act, paymentIds: ids, reason: 'many',
  }), ({ id, version }) => {
    memory.acknowledged.push(['batches', id]);
    if (!seeded.chance(0.4)) return;
    follow(scene, 'batch.pause', engine.batches.pause(operatorAsk, { batchId: id, version }));
  });
}

function pauseOrResume(scene: Scene, engine: Engine): void {
  const batchId = drawn(scene, scene.facts.all(
    'select id from batches where state <> \'finished\' order by id'));
  if (batchId === null) return;
  const row = scene.facts.one('select state, version from batches where id = ?', batchId);
  const verb = text(row, 'state') === 'running' ? 'pause' : 'resume';
  follow(scene, `batch.${verb}`, engine.batches[verb](operatorAsk, {
    batchId, version: Number(whole(row, 'version')),
  }));
}

function migrateOne(scene: Scene, engine: Engine): void {
  const paymentId = drawn(scene, scene.facts.all('select id from payments '
    + 'where rail = \'bitcoin\' and job_id is not null and status = \'escrowed\' order by seq'));
  if (paymentId === null) return;
  follow(scene, 'migrate', engine.payments.migrate(keyAsk, {
    paymentId, marketplaceId: null, version: null, reason: 'tokens', amountText: '12.5',
  }), acknowledged(scene));
}
