import { DEFAULT_POLICY, type MarketplacePolicy } from '../engine/domain/policy.ts';
import type { Connection, Marketplace } from '../engine/domain/records.ts';
import type { Secrets, Store } from '../engine/ports.ts';
import { ENGINE } from '../engine/domain/actor.ts';
import { secretContext } from '../engine/operations/provider-call.ts';
import { sandboxUrls } from './sandbox-http.ts';

export const MARKETPLACE_ID = 'mkt_acme';

/** A marketplace with honest defaults and a default refund address for Bitcoin. */
export function marketplaceRow(
  given: Partial<Marketplace> & { readonly policy?: MarketplacePolicy } = {},
): Marketplace {
  return {
    id: MARKETPLACE_ID, name: 'Acme AI', webhooks: [], inboundSecrets: [], policy: DEFAULT_POLICY,
    refundAddresses: { BTC: REFUND_ADDRESS }, createdAt: 0, version: 1, ...given,
  };
}

/** A real regtest address (the sandbox's network), so that every check of it is the real one. */
export const REFUND_ADDRESS = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';

export function connectionRow(given: Partial<Connection> & Pick<Connection, 'id'>): Connection {
  return {
    rail: 'bitcoin', name: given.id, mode: 'sandbox', enabled: true, priority: 1,
    baseUrl: sandboxUrls.walletDaemon, config: { network: 'regtest', statusRoute: true },
    secrets: {}, expiryOwner: 'paydesk', concurrencyMax: 16, callsPerSecondMax: null,
    deadlineMs: 5_000, createdAt: 0, version: 1, ...given,
  };
}

/**
 * The connections of a fresh test store, as the sandbox offers them: the daemon, the exchange, and
 * the chain, which is not enabled.
 */
export function connectionRows(
  secrets: Secrets,
  sandboxSecrets: { readonly exchangeApiKey: string; readonly chainToken: string },
): readonly Connection[] {
  const seal = (id: string, name: string, plain: string) =>
    ({ [name]: secrets.seal(plain, secretContext(id, name)) });
  return [
    connectionRow({ id: 'con_wallet', name: 'Wallet daemon' }),
    connectionRow({
      id: 'con_exchange', rail: 'aitbc', name: 'AITBC exchange', baseUrl: sandboxUrls.exchange,
      config: { apiVersion: 'v1', partial: true }, expiryOwner: 'provider',
      secrets: seal('con_exchange', 'apiKey', sandboxSecrets.exchangeApiKey),
    }),
    connectionRow({
      id: 'con_chain', rail: 'aitbc', name: 'AITBC chain', baseUrl: sandboxUrls.chain,
      config: { apiVersion: 'v2', auth: 'bearer' }, priority: 2, enabled: false,
      secrets: seal('con_chain', 'token', sandboxSecrets.chainToken),
    }),
  ];
}

/** Puts a marketplace and its connections into a fresh store, audited like everything else. */
export async function seedStore(
  store: Store,
  rows: {
    readonly marketplaces: readonly Marketplace[]; readonly connections: readonly Connection[];
  },
): Promise<void> {
  await store.commit({
    writes: [
      ...rows.marketplaces.map((row) => ({ write: 'insert', noun: 'marketplaces', row }) as const),
      ...rows.connections.map((row) => ({ write: 'insert', noun: 'connections', row }) as const),
    ],
    audit: {
      at: 0, actor: ENGINE, act: 'store.seed', subject: 'store', subjectId: 'store', reason: '',
      data: {},
    },
  });
}
