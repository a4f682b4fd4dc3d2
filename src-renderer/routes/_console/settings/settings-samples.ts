/** Builders for the tests of the settings: honest defaults, every field overridable. */
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { ConnectionView, MarketplaceView } from '../../../../src-main/contract/settings.ts';
import { DEFAULT_POLICY } from '../../../../src-main/contract/domain.ts';
import type { RailForm } from './connections/connection-form.ts';

export function aConnection(change: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: 'con_1', rail: 'bitcoin', name: 'Wallet daemon', mode: 'sandbox', enabled: true,
    priority: 1, baseUrl: 'http://127.0.0.1:20000', config: { createPath: '/escrow' },
    secretsSet: ['apiKey'], expiryOwner: 'unknown', concurrencyMax: 4,
    callsPerSecondMax: 5, deadlineMs: 10_000, version: 3, capabilities: ['hold'],
    health: {
      state: 'ok', text: 'It answers.', lastAnswerAt: null, latencyMs: 12,
      circuitOpenUntil: null, queued: 0,
    },
    ...change,
  };
}

type Field = RailForm['fields'][number];

function aField(change: Partial<Field> & Pick<Field, 'name' | 'label'>): Field {
  return {
    help: '', kind: 'text', choices: [], secret: false, required: true, initial: '', ...change,
  };
}

export const bitcoinForm: RailForm = {
  rail: 'bitcoin',
  fields: [
    aField({ name: 'createPath', label: 'Path for create', initial: '/api/v1/escrow/create' }),
    aField({ name: 'apiKey', label: 'API key', secret: true }),
  ],
};

export function aMarketplace(change: Partial<MarketplaceView> = {}): MarketplaceView {
  return {
    id: 'mkt_1', name: 'Acme AI', version: 2, refundAddresses: {}, webhooks: [],
    policy: {
      ...DEFAULT_POLICY, releaseOnCompletion: { ...DEFAULT_POLICY.releaseOnCompletion },
    },
    ...change,
  };
}

type KeyView = CallOutput<'keys.list'>['items'][number];

export function aKey(change: Partial<KeyView> = {}): KeyView {
  return {
    id: 'key_1', marketplaceId: 'mkt_1', marketplaceName: 'Acme AI', name: 'production',
    scopes: ['jobs:write'], createdAt: 0, expiresAt: null, lastUsedAt: null, revokedAt: null,
    ...change,
  };
}
