/**
 * An engine of a few maps for the listener's own tests: it keeps what it was asked, settles as it
 * is told, and holds no rule of the real one, which meets the listener in the stories of e2e.
 */
import type { NewPayment } from '../engine/api.ts';
import type { ListenerConfig, ListenerDeps, ListenerEngine } from './deps.ts';
import { LISTENER_DEFAULTS } from './deps.ts';
import type {
  Batch, Payment, PaymentAggregate, Purchase, RefusalCode,
} from './engine-types.ts';
import { consentCommands, marketplaceOf, payoutPage, sellerCommands } from './fake-payouts.ts';
import { taskCommands, taskLists, walletReads } from './fake-tasks.ts';
import {
  addJob, addKey, addPayment, begin, btc, createWorld, keepClaim, operationOf, START_MS,
  type World,
} from './fake-world.ts';

/** The listener's dependencies around a world of its own, with the key `key-a` of `mkt_a`. */
export function createFakeDeps(
  config: Partial<ListenerConfig> = {},
): { readonly world: World; readonly deps: ListenerDeps } {
  const world = createWorld();
  addKey(world, 'key-a', { marketplaceId: 'mkt_a' });
  let ids = 0;
  const silent = (): void => undefined;
  const deps: ListenerDeps = {
    engine: createEngineOf(world),
    facts: {
      refusalStatus: (code) => statuses[code] ?? 409,
      amountText: ({ minor, asset }) => plainDecimal(minor, asset.scale),
      paymentMethod: (rail) => (rail === 'bitcoin' ? 'bitcoin' : 'aitbc_token'),
      walletAddress: (text) => (text.startsWith('$') ? `https://${text.slice(1)}`
        : text.startsWith('https://') ? text : null),
    },
    receiptOf: async (id) => (world.payments.has(id) ? { payment_id: id, verified: true } : null),
    recordAnswer: async ({ apiKeyId, route, key }, status, body) => {
      const claim = world.claims.get(JSON.stringify([apiKeyId, route, key]));
      if (claim !== undefined) Object.assign(claim, { status, body });
    },
    clock: {
      nowMs: () => world.nowMs,
      after: (delayMs, act) => {
        const timer = setTimeout(act, delayMs);
        return () => clearTimeout(timer);
      },
    },
    ids: { next: (prefix) => `${prefix}_${(ids += 1)}` },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    version: '0.0.0-test',
    halted: () => null,
    config: { ...LISTENER_DEFAULTS, port: 0, ...config },
  };
  return { world, deps };
}

function createEngineOf(world: World): ListenerEngine {
  return {
    payments: paymentCommands(world),
    ...otherCommands(world),
    consents: consentCommands(world),
    sellers: sellerCommands(world),
    keys: { authenticate: async (presented) => world.keys.get(presented) ?? null },
    read: {
      payment: async (id) => world.payments.get(id) ?? null,
      paymentsOfJob: async (jobId) => [...world.payments.values()]
        .map(({ payment }) => payment).filter((payment) => payment.jobId === jobId),
      job: async (id) => world.jobs.get(id) ?? null,
      batch: async (id) => world.batches.get(id) ?? null,
      batchItemCounts: async () => ({ waiting: 1, done: 1 }),
      purchase: async (id) => world.purchases.get(id) ?? null,
      purchaseOfPayment: async (paymentId) => [...world.purchases.values()]
        .find((purchase) => purchase.paymentId === paymentId) ?? null,
      idempotency: async (apiKeyId, route, key) => {
        const claim = world.claims.get(JSON.stringify([apiKeyId, route, key]));
        return claim === undefined ? null : { ...claim, createdAt: START_MS };
      },
      apiKeys: async () => [...world.keys.values()],
      paymentsOfOffer: async (marketplaceId, offerId) => [...world.payments.values()]
        .map(({ payment }) => payment).filter((payment) =>
          payment.marketplaceId === marketplaceId && payment.offerId === offerId).toReversed(),
      sellers: async () => [...world.sellers.values()],
      marketplaces: async () => world.marketplaceIds.map(marketplaceOf),
      ...walletReads(world),
      eventsAfter: async (_marketplaceId, seq, limit) =>
        world.events.filter((event) => event.seq > seq).slice(0, limit),
    },
    lists: {
      payments: async (query) => payoutPage(world, query),
      ...taskLists(world),
      batchItems: async ({ batchId, limit }) => ({
        items: [0, 1].slice(0, limit).map((position) => ({
          batchId, position, paymentId: `pay_${position}`, state: 'waiting', operationId: null,
          detail: '', payee: 'Ana Lima', amount: { minor: 1n, asset: { code: 'BTC', scale: 8 } },
        })),
        next: limit < 2 ? 'more' : null,
      }),
    },
    inbox: {
      receive: async (webhook) => {
        const refusal = await begin(world, 'webhook', webhook);
        return refusal === null ? { ok: true, value: { repeated: false } } : { ok: false, refusal };
      },
    },
    ...taskCommands(world),
    metrics: async () => ({
      commits: 7, escrowsExpired: 3, workPending: 5, inbox: [{ state: 'refused', count: 8 }],
      operationsEnded: [
        { rail: 'bitcoin', kind: 'hold', outcome: 'rejected', count: 2 },
        { rail: 'aitbc', kind: 'refund', outcome: 'rejected', count: 4 },
        { rail: 'aitbc', kind: 'release', outcome: 'settled', count: 9 },
      ],
      transitions: [{ rail: 'aitbc', from: 'holding', to: 'escrowed', count: 6 }],
    }),
    onCommitted: world.listen,
  };
}

function paymentCommands(world: World): ListenerEngine['payments'] {
  const move = (kind: 'release' | 'refund'): ListenerEngine['payments']['release'] =>
    async (ask, input) => {
      const refusal = await begin(world, kind, input);
      if (refusal !== null) return { ok: false, refusal };
      const before = world.payments.get(input.paymentId);
      if (before === undefined) throw new Error('The listener moved a payment that is not there.');
      const state = world.settles ? 'settled' : 'dispatching';
      const evidence = { kind: 'transaction', reference: 'tx1', word: 'a test', raw: '' } as const;
      const operation = operationOf(input.paymentId, {
        id: `op_${kind}`, kind, state, evidence: world.settles ? evidence : null,
      });
      const payment = { ...before.payment, status: statusAfter(world, kind) };
      const after = { ...before, payment, operations: [...before.operations, operation] };
      world.payments.set(input.paymentId, after);
      keepClaim(world, ask.idempotency, input.paymentId);
      return { ok: true, value: after };
    };
  return {
    create: async (ask, input) => {
      const refusal = await begin(world, 'payment', input);
      if (refusal !== null) return { ok: false, refusal };
      const value = createPayment(world, input);
      keepClaim(world, ask.idempotency, value.payment.id);
      return { ok: true, value };
    },
    release: move('release'),
    refund: move('refund'),
    whenAtRest: async (id) => world.payments.get(id) ?? null,
  };
}

function statusAfter({ settles }: World, kind: 'release' | 'refund'): Payment['status'] {
  if (settles) return kind === 'release' ? 'released' : 'refunded';
  return kind === 'release' ? 'releasing' : 'refunding';
}

function createPayment(world: World, input: NewPayment): PaymentAggregate {
  const scale = 8;
  const amount = { minor: minorOf(input.amountText), asset: { code: input.currency, scale } };
  return addPayment(world, `pay_${world.payments.size + 1}`, {
    amount, jobId: input.jobId, externalId: input.externalId, marketplaceId: input.marketplaceId,
    rail: input.currency === 'BTC' ? 'bitcoin' : 'aitbc', held: world.settles ? amount : btc(0n),
    status: world.settles ? 'escrowed' : 'holding', refundAddress: input.refundAddress,
  });
}

function otherCommands(world: World): Pick<ListenerEngine, 'jobs' | 'batches' | 'exchange'> {
  return {
    jobs: {
      create: async (ask, input) => {
        const refusal = await begin(world, 'job', input);
        if (refusal !== null) return { ok: false, refusal };
        const id = `job_${world.jobs.size + 1}`;
        const payment = input.payment === null ? null : createPayment(world, {
          ...input.payment, marketplaceId: input.marketplaceId, jobId: id,
        });
        const job = addJob(world, id, {
          payload: input.payload, ttlMs: input.ttlMs, marketplaceId: input.marketplaceId,
          paymentId: payment?.payment.id ?? null,
        });
        keepClaim(world, ask.idempotency, id);
        return { ok: true, value: { job, payment } };
      },
      setState: async (ask, input) => {
        const refusal = await begin(world, 'state', input);
        if (refusal !== null) return { ok: false, refusal };
        keepClaim(world, ask.idempotency, input.jobId);
        return { ok: true, value: addJob(world, input.jobId, { state: input.state }) };
      },
    },
    batches: {
      create: async (ask, { marketplaceId, act, paymentIds, reason }) => {
        const refusal = await begin(world, 'batch', paymentIds.length);
        if (refusal !== null) return { ok: false, refusal };
        const batch: Batch = {
          id: 'bat_1', marketplaceId, act, reason, state: 'running', requestedBy: ask.actor.name,
          total: paymentIds.length, createdAt: START_MS, updatedAt: START_MS, finishedAt: null,
          retryOf: null,
          version: 1,
        };
        world.batches.set(batch.id, batch);
        keepClaim(world, ask.idempotency, batch.id);
        return { ok: true, value: batch };
      },
    },
    exchange: exchangeCommands(world),
  };
}

function exchangeCommands(world: World): ListenerEngine['exchange'] {
  return {
    rate: async () => (world.refusal === null
      ? { ok: true, value: { rate: '100000', asOfMs: START_MS } }
      : { ok: false, refusal: world.refusal }),
    allowance: () => Promise.reject(new Error('The listener asks for no allowance.')),
    purchase: async (ask, input) => {
      const refusal = await begin(world, 'purchase', input);
      if (refusal !== null) return { ok: false, refusal };
      const payment = addPayment(world, 'pay_of_purchase', {
        marketplaceId: input.marketplaceId, status: 'escrowed', expiresAt: START_MS + 1,
      });
      const purchase: Purchase = {
        id: 'pur_1', marketplaceId: input.marketplaceId, userId: input.userId,
        paymentId: payment.payment.id, exchangeConnectionId: 'con_1', status: 'held',
        rate: '100000', rateAsOf: START_MS, btc: btc(minorOf(input.btcText ?? '0')),
        aitbc: { minor: 100_000_000n, asset: { code: 'AITBC', scale: 8 } },
        aitbcAddress: input.aitbcAddress, createdAt: START_MS, updatedAt: START_MS, version: 1,
      };
      world.purchases.set(purchase.id, purchase);
      keepClaim(world, ask.idempotency, purchase.id);
      return { ok: true, value: { purchase, payment } };
    },
  };
}

const statuses: Partial<Record<RefusalCode, number>> = {
  invalid_request: 400, invalid_amount: 400, unauthenticated: 401, forbidden: 403,
  not_found: 404, rate_limited: 429,
  purchase_limit: 429, internal: 500, store_halted: 503, rate_stale: 503, invalid_key: 400,
  invalid_address: 400, unknown_seller: 400, link_expired: 410, quote_refused: 422,
  provider_unavailable: 503, not_configured: 409, wallet_not_found: 409, state_forbids: 409,
};

function plainDecimal(minor: bigint, scale: number): string {
  const digits = minor.toString().padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
}

function minorOf(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(8, '0'));
}
