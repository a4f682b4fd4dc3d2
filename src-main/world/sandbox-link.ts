/**
 * The sandbox as an installation uses it: the stand-ins run inside this process or apart, and the
 * store holds a marketplace and connections that point at them. Secrets are fresh per data folder.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ENGINE } from '../engine/domain/actor.ts';
import { DEFAULT_POLICY } from '../engine/domain/policy.ts';
import { apiScopes, type Connection } from '../engine/domain/records.ts';
import { invariant } from '../engine/domain/result.ts';
import type { Ask, Engine, NewConnection } from '../engine/api.ts';
import type { ChainChoice } from '../sandbox/evm/choose-chain.ts';
import { createSandboxServer } from '../sandbox/http-server.ts';
import { ensureSandboxSeller } from './sandbox-seller.ts';
import { treasuryConnection } from './sandbox-treasury.ts';
import { writeDurably } from '../db/durable-file.ts';

const connectionsShape = z.object({
  control: z.object({ url: z.url(), token: z.string() }),
  walletDaemon: z.object({ url: z.url() }),
  exchange: z.object({ url: z.url(), apiKey: z.string() }),
  chain: z.object({ url: z.url(), token: z.string() }),
  openPayments: z.object({
    url: z.url(),
    wallets: z.array(z.object({
      address: z.url(), assetCode: z.string(), assetScale: z.number().int(),
    }).readonly()).readonly(),
  }),
  circle: z.object({
    url: z.url(), apiKey: z.string(), entitySecret: z.string(), blockchain: z.string(),
    walletSetId: z.string(),
    wallets: z.array(z.object({
      id: z.string(), address: z.string(), name: z.string(), role: z.string(),
    }).readonly()).readonly(),
    foreign: z.array(z.object({ address: z.string(), name: z.string() }).readonly()).readonly(),
    tokenIds: z.object({ USDC: z.string(), EURC: z.string() }),
  }),
  evm: z.object({
    rpcUrl: z.url(), chainId: z.number().int(), genesisHash: z.string(),
    implementation: z.enum(['anvil', 'model']),
  }),
});
export type StandIns = z.infer<typeof connectionsShape>;

const credentialsShape = z.object({
  apiKey: z.string(),
  operators: z.array(z.object({ name: z.string(), password: z.string(), role: z.string() })),
  /** What the marketplace signs its webhooks to us with, by the last word of their address. */
  webhookSecrets: z.object({ jobs: z.string() }),
});
export type SandboxCredentials = z.infer<typeof credentialsShape>;

/** Where the stand-ins are: inside this process, or behind a control address. */
export type SandboxChoice =
  /** `chain`: what stands behind Circle; without it anvil where it can be had, else a model. */
  | { readonly kind: 'embedded'; readonly chain?: ChainChoice }
  | { readonly kind: 'apart'; readonly url: string; readonly token: string };

const FETCH_DEADLINE_MS = 5_000;
/** A refund address of the sandbox's network, so that its payments can be refunded at once. */
const SANDBOX_REFUND_ADDRESS = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';

/** Starts or finds the stand-ins. */
export async function openStandIns(choice: SandboxChoice, folder: string): Promise<{
  readonly standIns: StandIns; readonly close: () => Promise<void>;
}> {
  if (choice.kind === 'embedded') {
    const { chain = 'auto' } = choice;
    const server = await createSandboxServer({ dataDir: join(folder, 'sandbox'), chain });
    return { standIns: server.connections, close: () => server.close() };
  }
  return { standIns: await fetchConnections(choice), close: () => Promise.resolve() };
}

/** Asks the stand-ins that run apart where they are. Throws a sentence that says what to do. */
async function fetchConnections(
  { url, token }: Extract<SandboxChoice, { kind: 'apart' }>,
): Promise<StandIns> {
  const refusal = (what: string, cause?: unknown): Error => new Error(
    `The sandbox at ${url} ${what}. Nothing was sent. Start it with "npm run sandbox", and name `
    + 'its control address and token (--sandbox-url, --sandbox-token).', { cause },
  );
  if (!URL.canParse(withSlash(url))) throw refusal('has no address that can be asked');
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL('connections', withSlash(url)), {
      headers: { authorization: `Bearer ${token}` }, redirect: 'error',
      signal: AbortSignal.timeout(FETCH_DEADLINE_MS),
    });
    text = await response.text();
  } catch (cause) {
    throw refusal('does not answer', cause);
  }
  if (response.status === 401) throw refusal('refused the token');
  const parsed = connectionsShape.safeParse(parsedOrNull(text));
  if (response.ok && parsed.success) return parsed.data;
  throw refusal(`answered ${response.status}, and not as a sandbox does`);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

const ask: Ask = { actor: ENGINE, idempotency: null };

/** Makes the store's marketplace and connections point at the stand-ins; repeats harmlessly. */
export async function linkStandIns(engine: Engine, standIns: StandIns): Promise<string> {
  const present = await engine.read.connections();
  for (const wanted of connectionsTo(standIns)) {
    const existing = present.find(({ name }) => name === wanted.name);
    if (existing !== undefined && !isMoved(existing, wanted)) continue;
    const saved = await engine.settings.saveConnection(ask, {
      ...wanted, ...kept(existing ?? wanted),
      id: existing?.id ?? null, version: existing?.version ?? null,
    });
    invariant(saved.ok, `The sandbox's connection ${wanted.name} was refused.`);
  }
  const marketplaceId = await ensureMarketplace(engine);
  await ensureSandboxSeller(engine, { standIns, marketplaceId });
  return marketplaceId;
}

/** What an operator may have set stays as it is when a stand-in comes back at another address. */
function kept({
  enabled, priority, concurrencyMax, callsPerSecondMax, deadlineMs,
}: Omit<NewConnection, 'secrets'>) {
  return { enabled, priority, concurrencyMax, callsPerSecondMax, deadlineMs };
}

function isMoved(existing: Connection, wanted: NewConnection): boolean {
  return existing.baseUrl !== wanted.baseUrl;
}

function connectionsTo(standIns: StandIns): readonly NewConnection[] {
  const base = {
    mode: 'sandbox', concurrencyMax: 16, callsPerSecondMax: null, deadlineMs: 5_000,
  } as const;
  return [
    {
      ...base, rail: 'bitcoin', name: 'Wallet daemon', enabled: true, priority: 1,
      baseUrl: standIns.walletDaemon.url, config: { network: 'regtest', statusRoute: true },
      secrets: {}, expiryOwner: 'paydesk',
    },
    {
      ...base, rail: 'aitbc', name: 'AITBC exchange', enabled: true, priority: 1,
      baseUrl: standIns.exchange.url, config: { apiVersion: 'v1', partial: true },
      secrets: { apiKey: standIns.exchange.apiKey }, expiryOwner: 'provider',
    },
    {
      ...base, rail: 'aitbc', name: 'AITBC chain', enabled: false, priority: 2,
      baseUrl: standIns.chain.url, config: { apiVersion: 'v2', auth: 'bearer' },
      secrets: { token: standIns.chain.token }, expiryOwner: 'paydesk',
    },
    {
      // A question here is a chain of calls: two wallets, three grants, a quote.
      ...base, rail: 'interledger', name: 'Interledger', enabled: true, priority: 1,
      baseUrl: standIns.openPayments.url, config: {}, secrets: {}, expiryOwner: 'unknown',
      deadlineMs: 20_000,
    },
    treasuryConnection(standIns),
  ];
}

async function ensureMarketplace(engine: Engine): Promise<string> {
  const [first] = await engine.read.marketplaces();
  if (first !== undefined) return first.id;
  const saved = await engine.settings.saveMarketplace(ask, {
    id: null, version: null, name: 'Acme AI', policy: DEFAULT_POLICY,
    refundAddresses: { BTC: SANDBOX_REFUND_ADDRESS },
  });
  invariant(saved.ok, 'The sandbox\'s marketplace was refused.');
  return saved.value.id;
}

/**
 * The key, webhook secret and operators of the machine interface (DESIGN 12), made once per data
 * folder and kept in a file that only this user can read. `operators` only where a program asks for
 * them: a person creates the first account at the first-run screen.
 */
export async function sandboxCredentials(
  engine: Engine,
  { folder, marketplaceId }: { readonly folder: string; readonly marketplaceId: string },
): Promise<SandboxCredentials> {
  const file = join(folder, 'sandbox', 'credentials.json');
  if (existsSync(file)) return keptCredentials(file);
  // A start that was killed between making these and keeping them leaves names behind whose secrets
  // nobody knows: what is made now gets names of its own then.
  const taken = new Set([
    ...(await engine.read.apiKeys()).map(({ name }) => name),
    ...(await engine.operators.list()).map(({ name }) => name),
  ]);
  const key = await engine.keys.create(ask, {
    marketplaceId, name: freeName('sandbox', taken), scopes: [...apiScopes], expiresAt: null,
  });
  invariant(key.ok, 'The sandbox\'s key was refused.');
  const rotated = await engine.settings.rotateInboundSecret(ask, {
    marketplaceId, endPrevious: true,
  });
  invariant(rotated.ok, 'The sandbox\'s webhook secret was refused.');
  const operators = [];
  for (const name of ['ana', 'ben', 'cleo']) {
    const password = randomBytes(18).toString('base64url');
    const free = freeName(name, taken);
    const created = await engine.operators.create(ask, { name: free, password });
    invariant(created.ok, 'The sandbox\'s operators were refused.');
    operators.push({ name: free, password, role: created.value.role });
  }
  const credentials: SandboxCredentials = {
    apiKey: key.value.key, operators, webhookSecrets: { jobs: rotated.value.secret },
  };
  // Stand-ins that run apart keep a folder of their own, so that this one may not exist yet.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeDurably(file, JSON.stringify(credentials));
  return credentials;
}

function keptCredentials(file: string): SandboxCredentials {
  const kept = credentialsShape.safeParse(parsedOrNull(readFileSync(file, 'utf8')));
  if (kept.success) return kept.data;
  throw new Error(`${file} does not hold the sandbox's credentials. Paydesk did not start; put `
    + 'the file back, or remove it to get new ones.');
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
  return free;
}
