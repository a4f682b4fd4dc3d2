import type { Delivery, Marketplace, WebhookEndpoint } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { WebhookCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { checkMayConfigure } from '../operators/authority.ts';
import { attentionId, counterWrite } from '../payments/record.ts';
import { claimWrites } from '../payments/transact.ts';
import type { Store, Write } from '../ports.ts';
import { deliveryWrites } from './delivery.ts';

export type WebhookDeps = Pick<EngineContext, 'store' | 'clock' | 'ids'>;

const TEST_EVENT = 'paydesk.test';

/** Deliveries that one call replays. */
export const REPLAY_MAX = 500;

/** A delivery to send again; `endpoint` null: it was removed, and nobody is left to receive it. */
type Replay = { readonly old: Delivery; readonly endpoint: WebhookEndpoint | null };

/**
 * Sends deliveries again, each as a new one linked to the old, with the same body and message id,
 * so that a receiver that did get the first can tell. What still waits is left to its schedule.
 * Where the endpoint was removed nothing is sent, and the item that waited for a person ends.
 * Answers how many were sent again.
 */
export function createWebhookCommands({ store, clock, ids }: WebhookDeps): WebhookCommands {
  return {
    replay: async (ask, deliveryIds) => {
      const allowed = checkMayConfigure(ask.actor);
      if (!allowed.ok) return allowed;
      const wanted = [...new Set(deliveryIds)];
      if (wanted.length === 0 || wanted.length > REPLAY_MAX) {
        return refuse('invalid_request', { deliveries: `Between 1 and ${REPLAY_MAX} at once.` });
      }
      return decideAndCommit<number>(store, async () => {
        const found = await replayable(store, wanted);
        if (!found.ok) return found;
        const nowMs = clock.nowMs();
        const fresh = found.value.flatMap(({ old, endpoint }) =>
          (endpoint === null ? [] : [repeated(old, endpoint, { id: ids.next('dlv'), nowMs })]));
        const closing = await closingWrites(store, found.value, nowMs);
        const writes = [...fresh.flatMap(deliveryWrites), ...closing];
        if (writes.length === 0) {
          return refuse('not_found', { delivery: wanted[0] ?? '' },
            'The endpoints of these deliveries were removed; nothing was sent.');
        }
        return accept<Decision<number>>({
          value: fresh.length,
          writes: [...writes, ...claimWrites(ask.idempotency, wanted[0] ?? '', nowMs)],
          audit: {
            at: nowMs, actor: ask.actor, act: 'webhook.replayed', subject: 'delivery',
            subjectId: wanted[0] ?? '', reason: '',
            data: {
              count: `${fresh.length}`,
              deliveries: found.value.map(({ old }) => old.id).join(' '),
            },
          },
        });
      });
    },
    test: async (ask, { marketplaceId, webhookId }) => {
      const allowed = checkMayConfigure(ask.actor);
      if (!allowed.ok) return allowed;
      return decideAndCommit<string>(store, async () => {
        const marketplace = (await store.read.marketplaces())
          .find(({ id }) => id === marketplaceId);
        const endpoint = marketplace?.webhooks.find(({ id }) => id === webhookId);
        if (endpoint === undefined) return refuse('not_found', { webhook: webhookId });
        const row = testDelivery(marketplaceId, endpoint, {
          id: ids.next('dlv'), nowMs: clock.nowMs(),
        });
        return accept<Decision<string>>({
          value: row.id, writes: deliveryWrites(row),
          audit: {
            at: row.createdAt, actor: ask.actor, act: 'webhook.tested', subject: 'delivery',
            subjectId: row.id, reason: '', data: { endpoint: endpoint.id },
          },
        });
      });
    },
  };
}

/** A signed event like any other, about nothing: it shows that an endpoint receives it. */
function testDelivery(
  marketplaceId: string,
  endpoint: WebhookEndpoint,
  { id, nowMs }: { readonly id: string; readonly nowMs: number },
): Delivery {
  return {
    id, marketplaceId, endpointId: endpoint.id, url: endpoint.url, type: TEST_EVENT,
    paymentId: null, state: 'waiting', tries: 0, createdAt: nowMs, lastTriedAt: null,
    deliveredAt: null, responseStatus: null, responseBody: '', replayOf: null, version: 1,
    body: JSON.stringify({
      id, type: TEST_EVENT, timestamp: new Date(nowMs).toISOString(),
      data: { message: 'A test by an operator. No payment moved.' },
    }),
  };
}

async function replayable(
  store: Store,
  wanted: readonly string[],
): Promise<Result<readonly Replay[]>> {
  const marketplaces = await store.read.marketplaces();
  const replays: Replay[] = [];
  for (const id of wanted) {
    const old = await store.read.delivery(id);
    if (old === null) return refuse('not_found', { delivery: id });
    if (old.state === 'waiting') continue;
    replays.push({ old, endpoint: endpointOf(marketplaces, old) });
  }
  if (replays.length > 0) return accept(replays);
  return refuse('state_forbids', {}, 'These deliveries still wait for their next try.');
}

function endpointOf(
  marketplaces: readonly Marketplace[],
  { marketplaceId, endpointId }: Delivery,
): WebhookEndpoint | null {
  return marketplaces.find(({ id }) => id === marketplaceId)
    ?.webhooks.find(({ id, enabled }) => id === endpointId && enabled) ?? null;
}

function repeated(
  old: Delivery,
  endpoint: WebhookEndpoint,
  { id, nowMs }: { readonly id: string; readonly nowMs: number },
): Delivery {
  return {
    ...old, id, url: endpoint.url, state: 'waiting', tries: 0, createdAt: nowMs, lastTriedAt: null,
    deliveredAt: null, responseStatus: null, responseBody: '', replayOf: old.id, version: 1,
  };
}

async function closingWrites(
  store: Store,
  replays: readonly Replay[],
  nowMs: number,
): Promise<readonly Write[]> {
  const closing: Write[] = [];
  for (const { old } of replays) {
    const itemId = attentionId('delivery', old.id, 'webhook-undelivered');
    const open = await store.read.openAttention(old.id);
    if (!open.some((item) => item.id === itemId)) continue;
    closing.push(
      { write: 'attention-closed', id: itemId, at: nowMs },
      counterWrite('attention:webhook-undelivered', -1),
    );
  }
  return closing;
}
