import { describe, expect, test } from 'vitest';
import { openInMemory } from '../../db/migrate.ts';
import { createStore } from '../../db/store.ts';
import { rails } from '../../rails/registry.ts';
import { createHandClock } from '../../testing/hand-clock.ts';
import { REFUND_ADDRESS } from '../../testing/seed-rows.ts';
import { createCountingIds, createSeeded } from '../../testing/seeded.ts';
import { ENGINE } from '../domain/actor.ts';
import { DEFAULT_POLICY } from '../domain/policy.ts';
import type { Result } from '../domain/result.ts';
import type { Ask, SettingsCommands } from '../api.ts';
import { ENDPOINTS_MAX } from '../marketplaces/webhook-endpoints.ts';
import { secretContext } from '../operations/provider-call.ts';
import type { HttpAnswer, HttpRequest } from '../ports.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { webhookSecretContext } from '../webhooks/signature.ts';
import { createSettingsCommands } from './settings.ts';
import { webAddressProblem } from './web-address.ts';

const ask: Ask = { actor: { kind: 'operator', id: 'opr_1', name: 'Ana' }, idempotency: null };
const keyAsk: Ask = { actor: { kind: 'api-key', id: 'key_1', name: 'k' }, idempotency: null };

type SaveConnection = Parameters<SettingsCommands['saveConnection']>[1];
type SaveMarketplace = Parameters<SettingsCommands['saveMarketplace']>[1];

const wallet: SaveConnection = {
  id: null, version: null, rail: 'bitcoin', name: 'Wallet', mode: 'sandbox', enabled: true,
  priority: 1, baseUrl: 'http://127.0.0.1:20000', config: { network: 'regtest' },
  secrets: { token: 'very-secret' }, expiryOwner: 'unknown', concurrencyMax: 4,
  callsPerSecondMax: 10, deadlineMs: 5_000,
};
const acme: SaveMarketplace = {
  id: null, version: null, name: 'Acme', refundAddresses: { BTC: REFUND_ADDRESS },
  policy: DEFAULT_POLICY,
};

function world(answer: (request: HttpRequest) => Promise<HttpAnswer> = ok) {
  const store = createStore({ database: openInMemory() });
  const clock = createHandClock(Date.UTC(2026, 10, 21, 9));
  const { random } = createSeeded(1);
  const sent: HttpRequest[] = [];
  const secrets = createSecrets({ key: new Uint8Array(32).fill(5), keyId: 'dk_1', random });
  const deps = {
    store, clock, random, secrets, rails, ids: createCountingIds(),
    http: {
      send: (request: HttpRequest) => {
        sent.push(request);
        return answer(request);
      },
    },
  };
  return { store, clock, secrets, sent, deps, settings: createSettingsCommands(deps) };
}

const ok = async (): Promise<HttpAnswer> =>
  ({ ok: true, response: { status: 200, headers: {}, body: '{"status":"ok"}' } });

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

describe('a connection', () => {
  test('is stored with its secrets sealed for itself', async () => {
    const { settings, secrets, store } = world();
    const saved = must(await settings.saveConnection(ask, wallet));
    expect(saved).toMatchObject({ name: 'Wallet', version: 1 });
    const [sealed] = Object.values(saved.secrets);
    if (sealed === undefined) throw new Error('The token was sealed.');
    expect(secrets.open(sealed, secretContext(saved.id, 'token'))).toBe('very-secret');
    const log = JSON.stringify(await store.read.auditHead());
    expect(log).toContain('"secretsChanged":"token"');
    expect(log).not.toContain('very-secret');
    expect(log).not.toContain(sealed.box);
  });

  test('keeps a secret that is not given, and drops one that is emptied', async () => {
    const { settings } = world();
    const first = must(await settings.saveConnection(ask, wallet));
    const kept = must(await settings.saveConnection(ask, {
      ...wallet, id: first.id, version: 1, priority: 2, secrets: { token: null },
    }));
    expect(kept).toMatchObject({ priority: 2, version: 2, secrets: first.secrets });
    const dropped = must(await settings.saveConnection(ask, {
      ...wallet, id: first.id, version: 2, secrets: { token: '' },
    }));
    expect(dropped.secrets).toEqual({});
  });

  test('is not changed from a version that has passed', async () => {
    const { settings } = world();
    const { id } = must(await settings.saveConnection(ask, wallet));
    must(await settings.saveConnection(ask, { ...wallet, id, version: 1 }));
    expect(await settings.saveConnection(ask, { ...wallet, id, version: 1 }))
      .toMatchObject({ refusal: { code: 'version_conflict' } });
    expect(await settings.saveConnection(ask, { ...wallet, id: 'con_x', version: 1 }))
      .toMatchObject({ refusal: { code: 'not_found' } });
  });

  test.each<[string, Partial<SaveConnection>]>([
    ['baseUrl', { mode: 'live', baseUrl: 'http://wallet.example', config: { network: 'mainnet' } }],
    ['baseUrl', { baseUrl: 'ftp://x' }], ['baseUrl', { baseUrl: 'https://a:b@x.example' }],
    ['network', { mode: 'live', baseUrl: 'https://wallet.example' }],
    ['createPath', { config: { network: 'regtest', createPath: 'no-slash' } }],
    ['name', { name: ' ' }], ['priority', { priority: 0 }], ['deadlineMs', { deadlineMs: 100 }],
    ['concurrencyMax', { concurrencyMax: 1.5 }], ['password', { secrets: { password: 'x' } }],
  ])('is refused at its %s', async (field, patch) => {
    const { settings, store } = world();
    const refused = await settings.saveConnection(ask, { ...wallet, ...patch });
    expect(refused).toMatchObject({ refusal: { code: 'invalid_request' } });
    expect(refused.ok ? {} : refused.refusal.details).toHaveProperty(field);
    expect(await store.read.connections()).toEqual([]);
  });

  test('may be live over https, and over http on this computer', async () => {
    const { settings } = world();
    const live = { ...wallet, mode: 'live', config: { network: 'mainnet' } } as const;
    const far = await settings.saveConnection(ask, { ...live, baseUrl: 'https://wallet.example' });
    const near = await settings.saveConnection(ask, {
      ...live, name: 'Near', baseUrl: 'http://[::1]:1',
    });
    expect([far.ok, near.ok]).toEqual([true, true]);
  });

  test('keeps its rail and mode, because payments are pinned to it', async () => {
    const { settings } = world();
    const { id } = must(await settings.saveConnection(ask, wallet));
    const refused = await settings.saveConnection(ask, {
      ...wallet, id, version: 1, mode: 'live', config: { network: 'mainnet' },
    });
    expect(refused.ok ? {} : refused.refusal.details).toHaveProperty('mode');
  });

  test('hands its stored secret to no other host', async () => {
    const { settings } = world();
    const { id } = must(await settings.saveConnection(ask, wallet));
    const moved = { ...wallet, id, version: 1, baseUrl: 'http://127.0.0.1:6666' };
    const refused = await settings.saveConnection(ask, { ...moved, secrets: {} });
    expect(refused.ok ? {} : refused.refusal.details).toHaveProperty('token');
    must(await settings.saveConnection({ ...ask, actor: ENGINE }, { ...moved, secrets: {} }));
    must(await settings.saveConnection(ask, {
      ...moved, version: 2, baseUrl: wallet.baseUrl, secrets: { token: 'new' },
    }));
  });

  test('needs a name of its own and an operator to save it', async () => {
    const { settings } = world();
    must(await settings.saveConnection(ask, wallet));
    expect(await settings.saveConnection(ask, { ...wallet, name: 'WALLET' }))
      .toMatchObject({ refusal: { code: 'name_taken' } });
    expect(await settings.saveConnection(keyAsk, { ...wallet, name: 'x' }))
      .toMatchObject({ refusal: { code: 'forbidden' } });
  });
});

describe('a connection test', () => {
  test('asks the provider with its opened secret', async () => {
    const { settings, sent } = world();
    const { id } = must(await settings.saveConnection(ask, wallet));
    expect(must(await settings.testConnection(id))).toMatchObject({ ok: true, latencyMs: 0 });
    expect(sent[0]?.url).toBe('http://127.0.0.1:20000/health');
    expect(JSON.stringify(sent[0]?.headers)).toContain('very-secret');
  });

  test('ends by its deadline when the provider says nothing', async () => {
    const { settings, clock } = world(() => new Promise(() => undefined));
    const { id } = must(await settings.saveConnection(ask, wallet));
    const testing = settings.testConnection(id);
    while (clock.pending() === 0) await Promise.resolve();
    clock.turn(5_000);
    const health = must(await testing);
    expect(health).toMatchObject({ ok: false, latencyMs: 5_000 });
    expect(health.message).toContain('within 5 s');
  });

  test('says so when the secrets do not open, and sends nothing', async () => {
    const { settings, deps, sent } = world();
    const { id } = must(await settings.saveConnection(ask, wallet));
    const key = new Uint8Array(32).fill(6);
    const secrets = createSecrets({ key, keyId: 'dk_1', random: deps.random });
    const health = must(await createSettingsCommands({ ...deps, secrets }).testConnection(id));
    expect(health.ok).toBe(false);
    expect(health.message).toContain('do not open');
    expect(sent).toEqual([]);
  });

  test('knows no connection of another id', async () => {
    expect(await world().settings.testConnection('con_x'))
      .toMatchObject({ refusal: { code: 'not_found' } });
  });
});

describe('a marketplace', () => {
  test('is created and changed with its version', async () => {
    const { settings, store } = world();
    const saved = must(await settings.saveMarketplace(ask, acme));
    const changed = must(await settings.saveMarketplace(ask, {
      ...acme, id: saved.id, version: 1, name: 'Acme 2', refundAddresses: { BTC: ' ' },
    }));
    expect(changed).toMatchObject({ name: 'Acme 2', refundAddresses: {}, version: 2 });
    expect(await settings.saveMarketplace(ask, { ...acme, id: saved.id, version: 1 }))
      .toMatchObject({ refusal: { code: 'version_conflict' } });
    expect(await store.read.auditHead()).toMatchObject({ act: 'marketplace.changed' });
  });

  test.each<[string, Partial<SaveMarketplace>]>([
    ['name', { name: '' }], ['refundAddresses.XMR', { refundAddresses: { XMR: 'x' } }],
    ['refundAddresses.BTC', { refundAddresses: { BTC: `${REFUND_ADDRESS}x` } }],
    ['policy.escrowTimeoutMs', { policy: { ...DEFAULT_POLICY, escrowTimeoutMs: 299_000 } }],
    ['policy.escrowTimeoutMs', { policy: { ...DEFAULT_POLICY, escrowTimeoutMs: 86_401_000 } }],
    ['policy.escrowTimeoutMs', { policy: { ...DEFAULT_POLICY, escrowTimeoutMs: 300_500 } }],
    ['policy.expiryWarningMs', { policy: { ...DEFAULT_POLICY, expiryWarningMs: 3_600_000 } }],
  ])('is refused at its %s', async (field, patch) => {
    const { settings, store } = world();
    const refused = await settings.saveMarketplace(ask, { ...acme, ...patch });
    expect(refused.ok ? {} : refused.refusal.details).toHaveProperty([field]);
    expect(await store.read.marketplaces()).toEqual([]);
  });

  test.each([300_000, 86_400_000])('may hold escrows for %i ms', async (escrowTimeoutMs) => {
    const policy = { ...DEFAULT_POLICY, escrowTimeoutMs, expiryWarningMs: 0 };
    const saved = must(await world().settings.saveMarketplace(ask, { ...acme, policy }));
    expect(saved.policy).toEqual(policy);
  });

  test('refunds to an address of a network that it is connected to', async () => {
    const { settings } = world();
    must(await settings.saveConnection(ask, {
      ...wallet, mode: 'live', baseUrl: 'https://wallet.example', config: { network: 'mainnet' },
    }));
    expect(await settings.saveMarketplace(ask, acme))
      .toMatchObject({ refusal: { code: 'invalid_request' } });
  });
});

describe('a webhook endpoint', () => {
  async function withAcme() {
    const it = world();
    const { id } = must(await it.settings.saveMarketplace(ask, acme));
    return { ...it, marketplaceId: id };
  }
  const url = 'https://acme.example/hooks';

  test('shows its secret once and keeps it sealed', async () => {
    const { settings, marketplaceId, secrets, store } = await withAcme();
    const added = must(await settings.addWebhook(ask, { marketplaceId, url }));
    expect(added.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const [endpoint] = added.marketplace.webhooks;
    if (endpoint === undefined) throw new Error('The endpoint was added.');
    expect(secrets.open(endpoint.secret, webhookSecretContext(endpoint.id))).toBe(added.secret);
    const stored = JSON.stringify([await store.read.marketplaces(), await store.read.auditHead()]);
    expect(stored).not.toContain(added.secret);
  });

  test('stays when the marketplace is saved, and goes when it is removed', async () => {
    const { settings, marketplaceId } = await withAcme();
    const { marketplace } = must(await settings.addWebhook(ask, { marketplaceId, url }));
    const again = { ...acme, id: marketplaceId, version: 2 };
    const saved = must(await settings.saveMarketplace(ask, again));
    expect(saved.webhooks).toEqual(marketplace.webhooks);
    const webhookId = saved.webhooks[0]?.id ?? '';
    const removed = must(await settings.removeWebhook(ask, { marketplaceId, webhookId }));
    expect(removed.webhooks).toEqual([]);
    expect(await settings.removeWebhook(ask, { marketplaceId, webhookId }))
      .toMatchObject({ refusal: { code: 'not_found' } });
  });

  test('is added once, up to a bound, and by an operator', async () => {
    const { settings, marketplaceId } = await withAcme();
    for (let at = 0; at < ENDPOINTS_MAX; at += 1) {
      must(await settings.addWebhook(ask, { marketplaceId, url: `${url}/${at}` }));
    }
    expect(await settings.addWebhook(ask, { marketplaceId, url: `${url}/0` }))
      .toMatchObject({ refusal: { code: 'name_taken' } });
    expect(await settings.addWebhook(ask, { marketplaceId, url }))
      .toMatchObject({ refusal: { code: 'state_forbids' } });
    expect(await settings.addWebhook(keyAsk, { marketplaceId, url }))
      .toMatchObject({ refusal: { code: 'forbidden' } });
  });
});

describe('a web address', () => {
  test.each([
    'http://example.com', 'http://10.0.0.1/x', 'http://localhost.example', 'https://u:p@x.example',
    'javascript:alert(1)', 'file:///etc', '', 'x', `https://x.example/${'a'.repeat(300)}`,
    'https://x.example/#a',
  ])('%j is refused', (text) => {
    expect(webAddressProblem(text, { plainAllowed: false })).not.toBeNull();
  });

  test.each(['https://x.example', 'http://127.0.0.1:9', 'http://localhost/a?b', 'http://[::1]:8'])(
    '%j is taken', (text) => {
      expect(webAddressProblem(text, { plainAllowed: false })).toBeNull();
    });
});
