import { DEFAULT_PAYOUTS, type PayoutPolicy } from '../../engine/domain/payout.ts';
import type { Connection, PayeeWallet } from '../../engine/domain/records.ts';
import { secretContext } from '../../engine/operations/provider-call.ts';
import { checksummed } from '../../rails/usdc/addresses.ts';
import { USDC_TOKEN_ID } from '../../sandbox/circle/views.ts';
import { EURC_CONTRACT } from '../../sandbox/evm/chain-port.ts';
import type { ProviderResponse } from '../../sandbox/provider.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { installQuickCrypto } from '../quick-crypto.ts';
import { sandboxUrls } from '../sandbox-http.ts';
import { connectionRow, MARKETPLACE_ID } from '../seed-rows.ts';
import { createSeeded } from '../seeded.ts';
import { openSecrets } from './plan.ts';

/** The SDKs are loaded at their first use, which takes time that no clock here turns. */
export const circleIsLoaded = Promise.all([
  import('@circle-fin/developer-controlled-wallets'), import('axios'), import('viem'),
  import('viem/actions'),
]);

export const TREASURY_ID = 'con_treasury';

/** Payees who have a wallet from the beginning; `worker-4` is given one on the way. */
export const WORKERS = ['worker-1', 'worker-2', 'worker-3'] as const;

/** How a history pays from a treasury. */
export type TreasuryPlan = {
  readonly payouts: PayoutPolicy;
  readonly tasksMax: number;
  readonly connection: Partial<Connection>;
  readonly config: Readonly<Record<string, string | number>>;
};

/**
 * Whether a history has a treasury, and which: drawn apart from everything else, so that the
 * stories of seeds without one stay as they were.
 */
export function drawTreasury(seed: number): TreasuryPlan | null {
  const { chance, below, pick } = createSeeded(-1 - seed);
  if (!chance(TREASURY_SHARE)) return null;
  return {
    payouts: {
      ...DEFAULT_PAYOUTS, pays: pick(['at-once', 'at-once', 'by-a-person']),
      feeBasisPoints: pick([0, 250, 9_990]),
      feeTiers: chance(0.3) ? [{ from: '20', basisPoints: 100 }] : [],
      amountMax: pick(['10000', '300000']),
      rules: { ...DEFAULT_PAYOUTS.rules, approveMax: pick([null, '25', '25']) },
    },
    tasksMax: 3 + below(8),
    connection: {
      concurrencyMax: pick([1, 2, 16]), callsPerSecondMax: pick([null, null, null, 4]),
      deadlineMs: pick([4_000, 8_000, 15_000]),
    },
    config: {
      feeLevel: pick(['LOW', 'MEDIUM', 'HIGH']), tokenRoute: pick(['erc20', 'erc20', 'native']),
      eurcTokenAddress: EURC_CONTRACT, usdcTokenId: USDC_TOKEN_ID,
    },
  };
}

const TREASURY_SHARE = 0.3;

/** Counts the histories of this process. */
const played = { count: 0 };

/**
 * The treasury's connection. Its addresses are those of no other history: what the rail keeps in
 * the process of a node or a wallet must not be known from the history before.
 */
export function treasuryRow({ connection, config }: TreasuryPlan, sandbox: Sandbox): Connection {
  installQuickCrypto();
  played.count += 1;
  const treasury = sandbox.circle.accounts().find(({ role }) => role === 'treasury');
  const seal = (name: string, plain: string) =>
    openSecrets.seal(plain, secretContext(TREASURY_ID, name));
  return connectionRow({
    id: TREASURY_ID, rail: 'usdc', name: 'Treasury', baseUrl: ownUrl(sandboxUrls.circle),
    config: {
      walletId: treasury?.id ?? '', rpcUrl: ownUrl(sandboxUrls.evm),
      genesisHash: sandbox.chain.genesisHash(), ...config,
    },
    secrets: {
      apiKey: seal('apiKey', sandbox.secrets.circleApiKey),
      entitySecret: seal('entitySecret', sandbox.secrets.circleEntitySecret),
    },
    expiryOwner: 'unknown', ...connection,
  });
}

function ownUrl(url: string): string {
  return url.replace('.test', `-${played.count}.test`);
}

/** The name of a stand-in's host without the number of the history. */
export function plainHost(hostname: string): string {
  return hostname.replace(/-\d+\.test$/, '.test');
}

/** Wallets of payees: one at Circle, two elsewhere. */
export function walletRows(sandbox: Sandbox): readonly PayeeWallet[] {
  const accounts = sandbox.circle.accounts();
  const ours = accounts.filter(({ role }) => role === 'payee').slice(0, 1);
  const foreign = accounts.filter(({ role }) => role === 'foreign').slice(0, 2);
  return [...ours, ...foreign].map(({ id, address }, index): PayeeWallet => {
    const reference = WORKERS[index] ?? '';
    return {
      id: `pwl_${reference}`, marketplaceId: MARKETPLACE_ID, reference, name: reference,
      rail: 'usdc', connectionId: id === null ? null : TREASURY_ID,
      account: checksummed(address), origin: id === null ? 'imported' : 'created',
      providerReference: id, enabled: true, score: 100, createdBy: 'sim', createdAt: 0,
      accountSince: 0, updatedAt: 0, version: 1,
    };
  });
}

/** An account to which a payee may move. */
export function otherAccount(sandbox: Sandbox): string {
  const foreign = sandbox.circle.accounts().filter(({ role }) => role === 'foreign');
  return checksummed(foreign.at(-1)?.address ?? '');
}

/** Asks Circle past all faults, as somebody at its console. */
export function askCircle(
  sandbox: Sandbox, method: 'GET' | 'POST', path: string, body: object = {},
): ProviderResponse {
  return sandbox.handle('circle', {
    method, path, bodyText: method === 'GET' ? '' : JSON.stringify(body),
    headers: { authorization: `Bearer ${sandbox.secrets.circleApiKey}` },
  });
}

/** Wants to be told of everything, as an operator sets it up at Circle. */
export function subscribe(sandbox: Sandbox): void {
  askCircle(sandbox, 'POST', '/v2/notifications/subscriptions', {
    name: 'sim', endpoint: 'http://127.0.0.1:1/webhooks/circle', notificationTypes: ['*'],
  });
}
