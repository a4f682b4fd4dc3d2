import { DEFAULT_POLICY, type MarketplacePolicy } from '../../engine/domain/policy.ts';
import type { Connection, Marketplace } from '../../engine/domain/records.ts';
import type { ExpiryOwner } from '../../engine/domain/rails.ts';
import type { Secrets } from '../../engine/ports.ts';
import type { ExpiryRules } from '../../sandbox/sandbox.ts';
import { sandboxUrls } from '../sandbox-http.ts';
import { connectionRow, marketplaceRow, REFUND_ADDRESS } from '../seed-rows.ts';
import type { createSeeded } from '../seeded.ts';
import type { TreasuryPlan } from './treasury.ts';

export type Seeded = ReturnType<typeof createSeeded>;

/** Everything about a history that is drawn before it begins. */
export type Plan = {
  readonly marketplace: Marketplace;
  readonly connections: readonly Connection[];
  readonly expiry: ExpiryRules;
  /** How many marketplace and operator acts happen before the world heals. */
  readonly steps: number;
  readonly paymentsMax: number;
  /** Chances, per provider request and per commit point. */
  readonly faultChance: number;
  readonly crashChance: number;
  readonly diskErrorChance: number;
  /** How long a provider may keep what it accepted: short, so that histories get past it. */
  readonly submittedDeadlineMs: number;
  /** Whether the wall clock may be set back: not where only time tells who holds the money. */
  readonly clockMayGoBack: boolean;
  /** Whether payers consent at their banks in this history, beside what is held in escrow. */
  readonly hasPayers: boolean;
  /** How tasks are paid from a treasury; null in histories without one. */
  readonly treasury: TreasuryPlan | null;
};

export const API_KEY_ID = 'key_sim';
export const HOOK_HOST = 'hooks.test';

/** Seals nothing: the simulation tests what the engine does with money, not with secrets. */
export const openSecrets: Secrets = {
  seal: (plain) => ({ keyId: 'plain', box: plain }),
  open: ({ box }) => box,
};

/** Draws the world of a seed: policies, connections, who owns expiry, how bad the day is. */
export function drawPlan(
  seeded: Seeded,
  { treasury, ...secrets }: {
    readonly exchangeApiKey: string; readonly chainToken: string;
    readonly treasury: TreasuryPlan | null;
  },
): Plan {
  const { chance, below, pick } = seeded;
  const expiry: ExpiryRules = {
    walletDaemonReturns: chance(0.25), exchangeReturns: chance(0.6),
    exchangeGraceMs: pick([0, 60_000, 600_000]), chainReturns: false,
  };
  const statusRoute = chance(0.6);
  const calm = chance(0.1);
  return {
    marketplace: marketplaceRow({
      policy: {
        ...drawPolicy(seeded), ...(treasury === null ? {} : { payouts: treasury.payouts }),
      },
      refundAddresses: chance(0.7) ? { BTC: REFUND_ADDRESS } : {},
      webhooks: chance(0.2) ? [{
        id: 'whk_sim', url: `http://${HOOK_HOST}/in`, enabled: true,
        secret: openSecrets.seal('whsec_c2ltdWxhdGlvbg==', 'whk_sim'),
      }] : [],
    }),
    connections: drawConnections(seeded, { secrets, expiry, statusRoute }),
    expiry,
    steps: 10 + below(26), paymentsMax: 2 + below(5),
    faultChance: calm ? 0 : pick([0.05, 0.15, 0.3]),
    crashChance: calm ? 0 : pick([0, 0.004, 0.01, 0.03]),
    diskErrorChance: calm ? 0 : pick([0, 0, 0.003]),
    submittedDeadlineMs: pick([30_000, 120_000, 600_000]),
    clockMayGoBack: statusRoute || !expiry.walletDaemonReturns,
    hasPayers: chance(0.4),
    treasury,
  };
}

function drawPolicy({ chance, pick }: Seeded): MarketplacePolicy {
  return {
    ...DEFAULT_POLICY,
    bitcoinPhase: pick([1, 2, 2]),
    releaseOnCompletion: { aitbc: chance(0.7), bitcoin: chance(0.4) },
    onExpiry: pick(['refund', 'refund', 'release', 'ask']),
    escrowTimeoutMs: pick([300_000, 900_000, 3_600_000]),
    expiryWarningMs: pick([60_000, 900_000, 7_200_000]),
  };
}

function drawConnections(
  { chance, pick }: Seeded,
  { secrets, expiry, statusRoute }: {
    readonly secrets: { readonly exchangeApiKey: string; readonly chainToken: string };
    readonly expiry: ExpiryRules; readonly statusRoute: boolean;
  },
): readonly Connection[] {
  const owner = (returns: boolean): ExpiryOwner =>
    returns ? pick(['provider', 'unknown']) : pick(['paydesk', 'paydesk', 'unknown']);
  const limits = () => ({
    concurrencyMax: pick([1, 2, 16]),
    // Rarely: what is held back races with less.
    callsPerSecondMax: pick([null, null, null, null, null, null, 1, 4]),
    deadlineMs: pick([2_000, 5_000, 8_000]),
  });
  const wallet = { config: { network: 'regtest', statusRoute } };
  const seal = (id: string, name: string, plain: string) =>
    ({ [name]: openSecrets.seal(plain, `connection/${id}/${name}`) });
  return [
    connectionRow({
      id: 'con_wallet', ...wallet, ...limits(), expiryOwner: owner(expiry.walletDaemonReturns),
    }),
    connectionRow({
      id: 'con_wallet_2', ...wallet, ...limits(), priority: pick([0, 2]), enabled: chance(0.5),
      expiryOwner: owner(expiry.walletDaemonReturns),
    }),
    connectionRow({
      id: 'con_exchange', rail: 'aitbc', baseUrl: sandboxUrls.exchange, ...limits(),
      config: { apiVersion: 'v1', partial: chance(0.7) },
      expiryOwner: owner(expiry.exchangeReturns),
      secrets: seal('con_exchange', 'apiKey', secrets.exchangeApiKey),
    }),
    connectionRow({
      id: 'con_chain', rail: 'aitbc', baseUrl: sandboxUrls.chain, ...limits(),
      config: { apiVersion: 'v2', auth: 'bearer' }, priority: pick([0, 2]), enabled: chance(0.4),
      expiryOwner: owner(expiry.chainReturns),
      secrets: seal('con_chain', 'token', secrets.chainToken),
    }),
    connectionRow({
      id: 'con_interledger', rail: 'interledger', baseUrl: sandboxUrls.openPayments, ...limits(),
      config: { local: true }, expiryOwner: 'unknown',
    }),
  ];
}

