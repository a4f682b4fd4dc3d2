/** A marketplace of S4 before the real engine, a treasury and its chain, over real HTTP. */
import { createHmac } from 'node:crypto';
import { ENGINE } from '../engine/domain/actor.ts';
import { formatAmountShort } from '../engine/domain/money.ts';
import type { Payment } from '../engine/domain/payment.ts';
import { railAssets } from '../engine/domain/rails.ts';
import { apiScopes, type InboundSecret } from '../engine/domain/records.ts';
import { refusalStatus } from '../engine/domain/refusals.ts';
import type { HttpRequest } from '../engine/ports.ts';
import { createCountingIds } from '../testing/seeded.ts';
import { MARKETPLACE_ID, marketplaceRow, seedStore } from '../testing/seed-rows.ts';
import { accepted } from '../testing/test-engine.ts';
import { createTreasuryEngine } from '../testing/treasury-engine.ts';
import { sendPlain, type Answered } from './api-client.ts';
import { LISTENER_DEFAULTS } from './deps.ts';
import { createListener } from './listener.ts';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
export const OTHER_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
export const OTHER_ID = 'mkt_other';
export const TASKS = '/api/v1/webhooks/task-completed';
export const DEAD_LETTERS = '/api/v1/webhooks/dead-letter-queue';
const HOOK_URL = 'https://gig.example/hooks';

/** Nothing looks odd, however large or new. */
export const lenient = {
  ageMaxMs: 86_400_000, futureMaxMs: 300_000, approveMax: null, firstPayoutMax: null,
  flagPoints: 1_000, rejectPoints: 2_000,
};

type Given = Parameters<typeof createTreasuryEngine>[0];

export async function openTaskDesk(given: Given = {}) {
  const told: HttpRequest[] = [];
  const world = await createTreasuryEngine({
    ...given,
    marketplace: {
      inboundSecrets: [secretOf('ibs_1', SECRET)],
      webhooks: [{
        id: 'whk_1', url: HOOK_URL, enabled: true, secret: { keyId: 'plain', box: SECRET },
      }],
      ...given?.marketplace,
    },
    elsewhere: async (request) => {
      told.push(request);
      return { ok: true, response: { status: 200, headers: {}, body: '' } };
    },
  });
  await seedStore(world.store(), {
    marketplaces: [marketplaceRow({
      id: OTHER_ID, name: 'Other', inboundSecrets: [secretOf('ibs_2', OTHER_SECRET)],
    })], connections: [],
  });
  const keyOf = async (marketplaceId: string): Promise<string> => accepted(
    await world.engine().keys.create({ actor: ENGINE, idempotency: null }, {
      marketplaceId, name: `backend of ${marketplaceId}`, scopes: apiScopes, expiresAt: null,
    }),
  ).key;
  const keys = { own: await keyOf(MARKETPLACE_ID), other: await keyOf(OTHER_ID) };
  const listener = await listen(world);
  const send = (
    method: string, path: string, body: string | null, headers: Readonly<Record<string, string>>,
  ): Promise<Answered> => sendPlain(listener.url + path, {
    method, body,
    headers: {
      'x-api-key': keys.own,
      ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers,
    },
  });
  /** The payments of a task, newest first. */
  const payments = (taskId = 'task-1'): Promise<readonly Payment[]> =>
    world.store().read.paymentsOfOffer(MARKETPLACE_ID, taskId);
  return {
    ...world, told, keys, send, payments,
    url: listener.url,
    close: () => listener.close(),
    get: (path: string) => send('GET', path, null, {}),
    post: (path: string, body: string, headers = {}) => send('POST', path, body, headers),
    /** A task as GigStream announces it; `amount` as it is to be written. */
    task: (changes: Readonly<Record<string, unknown>> = {}, amount = '50'): string => {
      const { externalTaskId = 'task-1', workerId = 'worker-1', ...more } = changes;
      const completedAt = new Date(world.clock.nowMs() - 60_000).toISOString();
      const rest = JSON.stringify({
        completedAt, completionProof: { duration: 30 }, rating: 5, ...more,
      });
      return `{"externalTaskId":${JSON.stringify(externalTaskId)},`
        + `"workerId":${JSON.stringify(workerId)},"amount":${amount},${rest.slice(1)}`;
    },
    /** Announces in GigStream's scheme. */
    announce: (body: string, secret = SECRET) =>
      send('POST', TASKS, body, { 'x-signature': bodySignature(secret, body) }),
    /** Lets everything that is due happen, and answers the payment of a task. */
    outcome: async (taskId = 'task-1') => {
      await world.pass(3_000);
      const [found] = await payments(taskId);
      return found === undefined ? null : world.payment(found.id);
    },
  };
}
export type TaskDesk = Awaited<ReturnType<typeof openTaskDesk>>;

function listen(world: Awaited<ReturnType<typeof createTreasuryEngine>>) {
  const silent = (): void => undefined;
  return createListener({
    engine: world.engine(), clock: world.clock, ids: createCountingIds(), version: '0.0.0-test',
    facts: {
      refusalStatus, amountText: formatAmountShort,
      paymentMethod: (rail) => railAssets[rail].method, walletAddress: (text) => text,
    },
    receiptOf: () => Promise.resolve(null),
    recordAnswer: async ({ apiKeyId, route, key }, status, body) => {
      await world.store().commit({
        writes: [{ write: 'idempotency-answered', apiKeyId, route, key, status, body }],
        audit: null,
      });
    },
    log: { debug: silent, info: silent, warn: silent, error: silent }, halted: () => null,
    config: { ...LISTENER_DEFAULTS, port: 0 },
  });
}

function secretOf(id: string, plain: string): InboundSecret {
  return { id, secret: { keyId: 'plain', box: plain }, createdAt: 0, endsAt: null };
}

/** GigStream: the secret's text is the key, the body alone is signed. */
export function bodySignature(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Standard Webhooks: the secret's bytes are the key; id and time are signed with the body. */
export function standardHeaders(
  body: string, { id, atMs, secret = SECRET }: {
    readonly id: string; readonly atMs: number; readonly secret?: string;
  },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}`,
  };
}
