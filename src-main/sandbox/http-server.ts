import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { BLOCKCHAIN, CIRCLE_LIMITS, type CircleLimits } from './circle/core.ts';
import { EURC_TOKEN_ID, USDC_TOKEN_ID } from './circle/views.ts';
import { CHAIN_ID } from './evm/chain-port.ts';
import { openChain, type ChainChoice, type RunningChain } from './evm/choose-chain.ts';
import type { Signing } from './wallet-daemon/bitcoin.ts';
import { createControl } from './control.ts';
import type { CircleConnection, EvmConnection, SandboxConnections } from './control.ts';
import type { Delivery } from './deliver.ts';
import { createEntityKey } from './http/entity-key.ts';
import { lockFolder } from './http/folder-lock.ts';
import { createHttpPort } from './http/http-port.ts';
import type { HttpPort } from './http/http-port.ts';
import { answersHead, createPulse, type Pulse } from './http/pulse.ts';
import { openJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { readPlaces, writePlaces } from './http/places.ts';
import type { Places, PortName, SandboxPorts } from './http/places.ts';
import { PROVIDER_NAMES } from './provider.ts';
import type { ProviderName, ProviderRequest } from './provider.ts';
import { createSandbox } from './sandbox.ts';
import type { ExpiryRules, Sandbox } from './sandbox.ts';

export type SandboxServerOptions = {
  /** Made when missing (mode 0700). Holds the journal, the ports and the secrets. */
  readonly dataDir: string;
  /** Ports to use instead of the remembered ones; 0 lets the system choose anew. */
  readonly ports?: SandboxPorts;
  readonly signing?: Signing;
  readonly expiry?: Partial<ExpiryRules>;
  /** What Circle's chain runs on; the default is anvil where there is one. */
  readonly chain?: ChainChoice;
  /** How many calls a second Circle answers; the default is what the real one allows. */
  readonly circleLimits?: CircleLimits;
  nowMs?(): number;
  /** Told of a bug while serving; the default writes it to standard error. */
  onBug?(error: unknown): void;
};

export type SandboxServer = {
  readonly connections: SandboxConnections;
  /** The stand-ins themselves, for callers in the same process. */
  readonly sandbox: Sandbox;
  /** Closes every port and gives the data folder free; a second call is harmless. */
  close(): Promise<void>;
};

/**
 * Starts the stand-ins over HTTP on the loopback, one port each and one for control, on the data
 * folder's own journal, ports and secrets: a restart keeps every address and all that happened.
 * Throws `FolderInUseError` where another process has the folder, `FolderError` where it cannot be
 * written, `JournalError` where the journal cannot be read, and `PortTakenError` where a remembered
 * port stays taken.
 */
export async function createSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const folder = prepareFolder(options.dataDir);
  const fingerprint = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  const lock = await lockFolder(fingerprint, folder);
  try {
    return await serveFolder({ folder, lock, options });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The data folder cannot be used as one: it is a file, or this user may not write to it. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

function prepareFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
    return realpathSync(dataDir);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FolderError(
      `The data folder ${dataDir} cannot be used (${reason}). Nothing was started. ` +
        'Choose a folder that this user may write to, with --data.',
      { cause },
    );
  }
}

async function serveFolder({ folder, lock, options }: {
  folder: string;
  lock: { release(): Promise<void> };
  options: SandboxServerOptions;
}): Promise<SandboxServer> {
  const placesPath = join(folder, 'sandbox.json');
  const places = readPlaces(placesPath, {
    secret: () => randomBytes(24).toString('base64url'),
    hexSecret: () => randomBytes(32).toString('hex'),
  });
  const journal = openJournal(join(folder, 'sandbox.jsonl'));
  const onBug = options.onBug ?? tellStandardError;
  const clock = { nowMs: options.nowMs ?? Date.now };
  const running = await openChain({
    choice: options.chain ?? 'auto', before: places.chain, folder, onBug,
    nowMs: () => clock.nowMs(),
  });
  const sandbox = await orStopped(running, () =>
    openSandbox({ options, journal, places, folder, running }));
  clock.nowMs = sandbox.nowMs;
  running?.onRestart(sandbox.circle.resend);
  const pulse = createPulse({ sandbox, onBug });
  sandbox.onDue(pulse.wake);
  const portOf = (name: PortName): number => options.ports?.[name] ?? places.ports[name] ?? 0;
  const providers = createProviderPorts({ sandbox, onBug, portOf, pulse });
  const connections = (): SandboxConnections => ({
    control: { url: control.url(), token: places.controlToken },
    walletDaemon: { url: providers.ports.walletDaemon.url() },
    exchange: { url: providers.ports.exchange.url(), apiKey: places.exchangeApiKey },
    chain: { url: providers.ports.chain.url(), token: places.chainToken },
    openPayments: openPaymentsAt(providers.ports.openPayments.url(), sandbox),
    circle: circleAt(providers.ports.circle.url(), sandbox),
    evm: evmAt(providers.ports.evm.url(), sandbox),
  });
  const controlRoutes = createControl({ sandbox, token: places.controlToken, connections });
  const control = createHttpPort({
    port: portOf('control'),
    onBug,
    answer: async (request) => {
      const response = controlRoutes(request);
      await providers.followFaults();
      pulse.wake();
      return { kind: 'response', response, delayMs: 0, acted: false };
    },
  });
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    pulse.stop();
    closing ??= Promise.all([control.close(), providers.close()]).then(async () => {
      await running?.stop();
      journal.close();
      await lock.release();
    });
    return closing;
  };
  try {
    await providers.open();
    await control.open();
  } catch (error) {
    await close();
    throw error;
  }
  const ports = { control: control.port(), ...providers.numbers() };
  writePlaces(placesPath, { ...places, ports, chain: sandbox.chain.implementation });
  pulse.wake();
  return { connections: connections(), sandbox, close };
}

/** What `open` makes; where it throws, the chain's process is not left behind. */
async function orStopped<T>(running: RunningChain | null, open: () => T): Promise<T> {
  try {
    return open();
  } catch (error) {
    await running?.stop();
    throw error;
  }
}

function openPaymentsAt(url: string, sandbox: Sandbox): SandboxConnections['openPayments'] {
  return {
    url,
    wallets: sandbox.wallets().map(({ name, asset }) =>
      ({ address: `${url}/${name}`, assetCode: asset.code, assetScale: asset.scale })),
  };
}

function circleAt(url: string, sandbox: Sandbox): CircleConnection {
  const accounts = sandbox.circle.accounts();
  const { circleApiKey: apiKey, circleEntitySecret: entitySecret } = sandbox.secrets;
  return {
    url, apiKey, entitySecret, blockchain: BLOCKCHAIN,
    walletSetId: sandbox.circle.walletSetId(),
    wallets: accounts.flatMap(({ id, address, name, role }) =>
      id === null || role === 'foreign' ? [] : [{ id, address, name, role }]),
    foreign: accounts.flatMap(({ id, address, name }) => id === null ? [{ address, name }] : []),
    tokenIds: { USDC: USDC_TOKEN_ID, EURC: EURC_TOKEN_ID },
  };
}

function evmAt(rpcUrl: string, { chain }: Sandbox): EvmConnection {
  return {
    rpcUrl, chainId: CHAIN_ID, genesisHash: chain.genesisHash(),
    implementation: chain.implementation,
  };
}

function tellStandardError(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`sandbox: a request failed: ${text}\n`);
}

function openSandbox({ options, journal, places, folder, running }: {
  options: SandboxServerOptions;
  journal: Journal;
  places: Places;
  folder: string;
  running: RunningChain | null;
}): Sandbox {
  const { ports: _ports, controlToken: _token, chain: _chain, ...secrets } = places;
  return createSandbox({
    nowMs: options.nowMs ?? Date.now,
    randomBytes,
    signing: options.signing ?? 'real',
    journal,
    secrets,
    usdc: {
      ...(running === null ? {} : { chain: running.outer }),
      limits: options.circleLimits ?? CIRCLE_LIMITS, reach: answersHead,
      entityKey: createEntityKey(join(folder, 'circle-entity-key.pem')),
    },
    ...(options.expiry === undefined ? {} : { expiry: options.expiry }),
  });
}

/** The providers' ports, which open and close as the fault `down` comes and goes. */
function createProviderPorts(deps: {
  sandbox: Sandbox;
  onBug(error: unknown): void;
  portOf(name: PortName): number;
  readonly pulse: Pulse;
}) {
  const { sandbox, onBug, portOf, pulse } = deps;
  const createPort = (provider: ProviderName): HttpPort => {
    const answer = (request: ProviderRequest): Delivery => {
      const delivery = sandbox.deliver(provider, request);
      pulse.wake();
      return delivery;
    };
    return createHttpPort({ port: portOf(provider), onBug, answer });
  };
  const ports: Record<ProviderName, HttpPort> = {
    walletDaemon: createPort('walletDaemon'),
    exchange: createPort('exchange'),
    chain: createPort('chain'),
    openPayments: createPort('openPayments'),
    circle: createPort('circle'),
    evm: createPort('evm'),
  };
  let isClosed = false;
  let following: Promise<void> = Promise.resolve();
  const wakeUps = new Map<number, NodeJS.Timeout>();

  async function follow(): Promise<void> {
    for (const provider of PROVIDER_NAMES) {
      if (isClosed || sandbox.faults.isDown(provider)) await ports[provider].close();
      else await ports[provider].open();
    }
  }
  /** Nobody can count refused connections: `down` ends after delayMs, or a second for each time. */
  function scheduleWakeUps(): void {
    for (const { id, fault, times, delayMs } of sandbox.faults.list()) {
      const lastsMs = delayMs ?? (times === undefined ? null : times * 1000);
      if (fault !== 'down' || lastsMs === null || wakeUps.has(id)) continue;
      wakeUps.set(id, setTimeout(() => sandbox.faults.remove(id), lastsMs));
    }
  }
  sandbox.faults.onChange(() => {
    scheduleWakeUps();
    following = following.then(follow).catch(onBug);
  });
  return {
    ports,
    numbers: () => ({
      walletDaemon: ports.walletDaemon.port(),
      exchange: ports.exchange.port(),
      chain: ports.chain.port(),
      openPayments: ports.openPayments.port(),
      circle: ports.circle.port(),
      evm: ports.evm.port(),
    }),
    open: follow,
    followFaults: () => following,
    close: async () => {
      isClosed = true;
      for (const timer of wakeUps.values()) clearTimeout(timer);
      following = following.then(follow);
      await following;
    },
  };
}
