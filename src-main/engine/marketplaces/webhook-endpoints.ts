import type { Actor } from '../domain/actor.ts';
import type { AuditDraft, Marketplace, WebhookEndpoint } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept } from '../domain/result.ts';
import type { SettingsCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { webAddressProblem } from '../connections/web-address.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { checkMayConfigure } from '../operators/authority.ts';
import { claimWrites } from '../payments/transact.ts';
import { makeWebhookSecret, webhookSecretContext } from '../webhooks/signature.ts';

export type EndpointDeps = Pick<
  EngineContext, 'store' | 'clock' | 'ids' | 'random' | 'secrets'
>;

export const ENDPOINTS_MAX = 10;

/** Where a marketplace's webhooks go. The secret is in the answer to `addWebhook`, never again. */
export function createEndpointCommands(
  deps: EndpointDeps,
): Pick<SettingsCommands, 'addWebhook' | 'removeWebhook'> {
  const { store, clock, ids, random, secrets } = deps;
  return {
    addWebhook: async (ask, { marketplaceId, url: given }) => {
      const allowed = checkMayConfigure(ask.actor);
      if (!allowed.ok) return allowed;
      const url = given.trim();
      const problem = webAddressProblem(url, { plainAllowed: false });
      if (problem !== null) return refuse('invalid_request', { url: problem });
      const secret = makeWebhookSecret(random);
      const id = ids.next('whk');
      const endpoint: WebhookEndpoint = {
        id, url, secret: secrets.seal(secret, webhookSecretContext(id)), enabled: true,
      };
      return decideAndCommit(store, async () => {
        const marketplace = await marketplaceOf(deps, marketplaceId);
        if (marketplace === null) return refuse('not_found', { marketplace: marketplaceId });
        const { webhooks } = marketplace;
        if (webhooks.some((other) => other.url === url)) {
          return refuse('name_taken', { url }, 'This marketplace already has that endpoint.');
        }
        if (webhooks.length >= ENDPOINTS_MAX) {
          return refuse('state_forbids', { endpointsMax: `${ENDPOINTS_MAX}` },
            `A marketplace has at most ${ENDPOINTS_MAX} endpoints; remove one first.`);
        }
        const nowMs = clock.nowMs();
        const row = { ...marketplace, webhooks: [...webhooks, endpoint] };
        const { decision, saved } = change(marketplace, row, endpointAudit({
          act: 'webhook-endpoint.added', actor: ask.actor, marketplaceId, endpoint, nowMs,
        }));
        return accept<Decision<{
          readonly secret: string; readonly marketplace: Marketplace;
        }>>({
          ...decision, value: { secret, marketplace: saved },
          writes: [...decision.writes, ...claimWrites(ask.idempotency, id, nowMs)],
        });
      });
    },
    removeWebhook: async (ask, { marketplaceId, webhookId }) => {
      const allowed = checkMayConfigure(ask.actor);
      if (!allowed.ok) return allowed;
      return decideAndCommit<Marketplace>(store, async () => {
        const marketplace = await marketplaceOf(deps, marketplaceId);
        if (marketplace === null) return refuse('not_found', { marketplace: marketplaceId });
        const endpoint = marketplace.webhooks.find(({ id }) => id === webhookId);
        if (endpoint === undefined) return refuse('not_found', { webhook: webhookId });
        const nowMs = clock.nowMs();
        const webhooks = marketplace.webhooks.filter(({ id }) => id !== webhookId);
        const { decision, saved } = change(marketplace, { ...marketplace, webhooks },
          endpointAudit({
            act: 'webhook-endpoint.removed', actor: ask.actor, marketplaceId, endpoint, nowMs,
          }));
        return accept<Decision<Marketplace>>({
          ...decision, value: saved,
          writes: [...decision.writes, ...claimWrites(ask.idempotency, webhookId, nowMs)],
        });
      });
    },
  };
}

async function marketplaceOf(
  { store }: Pick<EndpointDeps, 'store'>,
  id: string,
): Promise<Marketplace | null> {
  const marketplaces = await store.read.marketplaces();
  return marketplaces.find((marketplace) => marketplace.id === id) ?? null;
}

function change(before: Marketplace, after: Marketplace, audit: AuditDraft): {
  readonly decision: Pick<Decision<never>, 'writes' | 'audit'>; readonly saved: Marketplace;
} {
  const saved = { ...after, version: before.version + 1 };
  return {
    saved,
    decision: {
      writes: [{
        write: 'update', noun: 'marketplaces', row: saved, expectedVersion: before.version,
      }],
      audit,
    },
  };
}

function endpointAudit({ act, actor, marketplaceId, endpoint, nowMs }: {
  readonly act: string; readonly actor: Actor; readonly marketplaceId: string;
  readonly endpoint: WebhookEndpoint; readonly nowMs: number;
}): AuditDraft {
  return {
    at: nowMs, actor, act, subject: 'marketplace', subjectId: marketplaceId, reason: '',
    data: { webhook: endpoint.id, url: endpoint.url },
  };
}
