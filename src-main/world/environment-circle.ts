import { createHash } from 'node:crypto';
import { ENGINE } from '../engine/domain/actor.ts';
import type { Ask, Engine } from '../engine/api.ts';
import type { Log, Store } from '../engine/ports.ts';

const ask: Ask = { actor: { ...ENGINE, name: 'The environment' }, idempotency: null };
const NAME = 'Circle (from the environment)';
const DIGEST = 'environment:circle';
const CHAIN_ID_DEFAULT = '5042002';
const BLOCKCHAINS: Readonly<Record<string, string>> = { '5042002': 'ARC-TESTNET', '5042': 'ARC' };
const BASE_URL = 'https://api.circle.com';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A connection to Circle as the source documents configure it (S4-089 to S4-092): made, and kept as
 * the environment says, whenever it says something else than at the last start. Without a wallet
 * that pays there is nothing to connect to, and the log says so. Pretend and real money never stand
 * in one book, so a sandbox looks at none of this.
 */
export async function connectFromEnvironment(
  { engine, store, log }: {
    readonly engine: Engine; readonly store: Store; readonly log: Log;
  },
  env: Environment,
): Promise<void> {
  const wanted = readEnvironment(env);
  if (wanted === null) return;
  if (wanted.missing.length > 0) {
    log.warn('the environment names Circle, and not all of it; no connection was made', {
      missing: wanted.missing,
    });
    return;
  }
  const digest = createHash('sha256').update(JSON.stringify(wanted)).digest('hex');
  if (await store.read.setting(DIGEST) === digest) return;
  const present = (await engine.read.connections()).find(({ name }) => name === NAME);
  const saved = await engine.settings.saveConnection(ask, {
    id: present?.id ?? null, version: present?.version ?? null, rail: 'usdc', name: NAME,
    mode: 'live', enabled: true, priority: present?.priority ?? 1, baseUrl: wanted.baseUrl,
    config: wanted.config, secrets: wanted.secrets, expiryOwner: 'unknown',
    concurrencyMax: present?.concurrencyMax ?? 16, callsPerSecondMax: null,
    deadlineMs: present?.deadlineMs ?? 15_000,
  });
  if (!saved.ok) {
    log.warn('the connection to Circle of the environment was refused', {
      code: saved.refusal.code, details: saved.refusal.details,
    });
    return;
  }
  await store.commit({
    writes: [{ write: 'setting', key: DIGEST, value: digest }], audit: null,
  });
}

function readEnvironment(env: Environment) {
  const { CIRCLE_API_KEY: apiKey = '', CIRCLE_ENTITY_SECRET: entitySecret = '' } = env;
  if (apiKey === '' && entitySecret === '') return null;
  const needed = {
    CIRCLE_API_KEY: apiKey, CIRCLE_ENTITY_SECRET: entitySecret,
    ARC_RPC_URL: env['ARC_RPC_URL'] ?? '',
    PAYDESK_CIRCLE_WALLET_ID: env['PAYDESK_CIRCLE_WALLET_ID'] ?? '',
  };
  const chainId = env['ARC_CHAIN_ID'] ?? CHAIN_ID_DEFAULT;
  return {
    missing: Object.entries(needed).filter(([, value]) => value === '').map(([name]) => name),
    baseUrl: env['PAYDESK_CIRCLE_URL'] ?? BASE_URL,
    config: {
      walletId: needed.PAYDESK_CIRCLE_WALLET_ID, rpcUrl: needed.ARC_RPC_URL,
      chainId: Number.parseInt(chainId, 10), blockchain: BLOCKCHAINS[chainId] ?? 'ARC-TESTNET',
      genesisHash: env['PAYDESK_ARC_GENESIS_HASH'] ?? '',
    },
    secrets: { apiKey, entitySecret },
  };
}
