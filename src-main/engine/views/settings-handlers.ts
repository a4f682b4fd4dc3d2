import { railNames } from '../domain/rails.ts';
import type { ApiKey, Connection, Marketplace } from '../domain/records.ts';
import { accept, type Result } from '../domain/result.ts';
import type { ConnectionHealth } from '../api.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type { CallParsed } from '../../contract/contract.ts';
import type { ConnectionView, MarketplaceView } from '../../contract/settings.ts';
import { acts, confirmedBy, reads, type ViewDeps } from './guard.ts';

type SettingsHandlers = Pick<Handlers, Extract<
  keyof Handlers,
  `connections.${string}` | `keys.${string}` | `marketplaces.${string}` | `settings.${string}`
>>;

export function settingsHandlers(deps: ViewDeps): SettingsHandlers {
  return {
    ...connectionHandlers(deps), ...keyHandlers(deps), ...marketplaceHandlers(deps),
    'settings.get': reads(deps, async () => accept({
      items: [...await deps.settings.list()], listenerUrl: deps.listenerUrl(),
      dataFolder: deps.dataFolder,
    })),
    'settings.save': acts(deps, ({ name, value }: { name: string; value: string }, { ask }) =>
      deps.settings.save(ask, name, value)),
  };
}

function connectionHandlers(deps: ViewDeps) {
  const { engine } = deps;
  const healthOf = async (id: string) =>
    (await engine.health()).find(({ connectionId }) => connectionId === id);
  return {
    'connections.list': reads(deps, async () => {
      const [all, health] = await Promise.all([engine.read.connections(), engine.health()]);
      return accept({
        items: all.map((connection) => connectionView(deps, connection,
          health.find(({ connectionId }) => connectionId === connection.id))),
        forms: railNames.map((rail) => ({
          rail,
          fields: engine.rails[rail].fields.map((field) =>
            ({ ...field, choices: [...field.choices] })),
        })),
      });
    }),
    'connections.save': acts(deps, async (input: CallParsed<'connections.save'>, { ask }) => {
      const saved = await engine.settings.saveConnection(ask, input);
      return saved.ok
        ? accept(connectionView(deps, saved.value, await healthOf(saved.value.id))) : saved;
    }),
    'connections.test': acts(deps, ({ id }: { id: string }) =>
      engine.settings.testConnection(id)),
  } satisfies Partial<SettingsHandlers>;
}

function connectionView(
  { engine }: ViewDeps,
  connection: Connection,
  health: ConnectionHealth | undefined,
): ConnectionView {
  const {
    id, rail, name, mode, enabled, priority, baseUrl, config, secrets, expiryOwner,
    concurrencyMax, callsPerSecondMax, deadlineMs, version,
  } = connection;
  const able = Object.entries(engine.capabilitiesOf(connection))
    .flatMap(([capability, can]) => can === true ? [capability] : []);
  return {
    id, rail, name, mode, enabled, priority, baseUrl, config: { ...config }, expiryOwner,
    concurrencyMax, callsPerSecondMax, deadlineMs, version,
    secretsSet: Object.keys(secrets), capabilities: able,
    health: {
      state: health?.state ?? 'unknown', text: health?.text ?? 'Not asked yet.',
      lastAnswerAt: health?.lastAnswerAt ?? null, latencyMs: health?.latencyMs ?? null,
      circuitOpenUntil: health?.circuitOpenUntil ?? null, queued: health?.inFlight ?? 0,
    },
  };
}

function keyHandlers(deps: ViewDeps) {
  const { engine } = deps;
  return {
    'keys.list': reads(deps, async () => accept({
      items: await Promise.all((await engine.read.apiKeys()).map((key) => keyView(deps, key))),
    })),
    'keys.create': acts(deps, async (input: CallParsed<'keys.create'>, { ask }) => {
      const created = await engine.keys.create(ask, input);
      return created.ok
        ? accept({ key: created.value.key, view: await keyView(deps, created.value.record) })
        : created;
    }),
    'keys.revoke': acts(deps, async ({ id }: { id: string }, { ask }) => {
      const revoked = await engine.keys.revoke(ask, id);
      return revoked.ok ? accept(await keyView(deps, revoked.value)) : revoked;
    }),
  } satisfies Partial<SettingsHandlers>;
}

async function keyView({ names }: ViewDeps, key: ApiKey) {
  const { id, marketplaceId, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  return {
    id, marketplaceId, marketplaceName: (await names.marketplace(marketplaceId)).name, name,
    scopes: [...scopes], createdAt, expiresAt, lastUsedAt, revokedAt,
  };
}

function marketplaceHandlers(deps: ViewDeps) {
  const { settings, read } = deps.engine;
  const viewed = (result: Result<Marketplace>) =>
    result.ok ? accept(marketplaceView(result.value)) : result;
  return {
    'marketplaces.list': reads(deps, async () =>
      accept({ items: (await read.marketplaces()).map(marketplaceView) })),
    'marketplaces.save': acts(deps, async (
      input: CallParsed<'marketplaces.save'>, { operator, ask },
    ) => {
      const second = await confirmedBy(deps, operator, input.second);
      return second.ok ? viewed(await settings.saveMarketplace(ask, {
        ...input, second: second.value,
        policy: {
          ...input.policy,
          releaseOnCompletion: {
            bitcoin: input.policy.releaseOnCompletion['bitcoin'],
            aitbc: input.policy.releaseOnCompletion['aitbc'],
          },
        },
      })) : second;
    }),
    'marketplaces.addWebhook': acts(deps, async (
      input: { marketplaceId: string; url: string }, { ask },
    ) => {
      const added = await settings.addWebhook(ask, input);
      return added.ok ? accept({
        secret: added.value.secret, marketplace: marketplaceView(added.value.marketplace),
      }) : added;
    }),
    'marketplaces.removeWebhook': acts(deps, async (
      input: { marketplaceId: string; webhookId: string }, { ask },
    ) => viewed(await settings.removeWebhook(ask, input))),
    'marketplaces.rotateInboundSecret': acts(deps, async (
      input: { marketplaceId: string; endPrevious: boolean }, { ask },
    ) => {
      const rotated = await settings.rotateInboundSecret(ask, input);
      if (!rotated.ok) return rotated;
      const { marketplace, ...rest } = rotated.value;
      return accept({ ...rest, marketplace: marketplaceView(marketplace) });
    }),
  } satisfies Partial<SettingsHandlers>;
}

function marketplaceView(
  { id, name, version, refundAddresses, webhooks, policy }: Marketplace,
): MarketplaceView {
  return {
    id, name, version, refundAddresses: { ...refundAddresses },
    webhooks: webhooks.map(({ id: webhookId, url, enabled }) => ({ id: webhookId, url, enabled })),
    policy: { ...policy, releaseOnCompletion: { ...policy.releaseOnCompletion } },
  };
}
