import { createPublicKey } from 'node:crypto';
import type { EvmChain, Hex } from '../evm/chain-port.ts';
import { answer, header, readPath, sameSecret } from '../http/answers.ts';
import { readEvent } from '../journal.ts';
import type {
  OperationName, ProviderModel, ProviderRequest, ProviderResponse,
} from '../provider.ts';
import { createCommit, type World } from '../world.ts';
import { data, refusal } from './answers.ts';
import { withEntityKey } from './calls.ts';
import { uuidV4, type Call, type CircleLimits, type CircleSecrets, type Core } from './core.ts';
import { createDriver } from './driver.ts';
import { feesView } from './fees.ts';
import { beginAccounts, endowAccounts, type FirstAccount } from './first-accounts.ts';
import { createHooks, type Hooks } from './hooks.ts';
import { createLimiter } from './limits.ts';
import { listTransactions, readTransaction } from './listing.ts';
import {
  CIRCLE_EVENT_TYPES, createCircleState, type CircleEvent, type CircleState,
} from './state.ts';
import {
  createSubscription, deleteSubscription, listSubscriptions, readHookKey, readSubscription,
  updateSubscription, type Reach,
} from './subscriptions.ts';
import {
  accelerateTransfer, cancelTransfer, createTransfer, estimateFee, lowestNonce,
} from './transfers.ts';
import {
  createWallets, createWalletSet, dripTokens, listWallets, listWalletSets, readToken, readWallet,
  readWalletSet, updateWallet, validateAddress, walletBalances, walletsWithBalances,
} from './wallets.ts';

export type Circle = ProviderModel & {
  /** Wallets of first run, and addresses of nobody's here; made when first asked for. */
  accounts(): readonly FirstAccount[];
  /** The wallet set of first run. */
  walletSetId(): string;
  /** After the journal was read: goes on where it ended. */
  resume(): void;
  /** After the chain was started again: hands over what it has lost. */
  resend(): void;
  nextDueMs(): number | null;
  readonly hooks: Pick<Hooks, 'due' | 'ended' | 'nextDueMs' | 'keyId'>;
  setLimits(limits: CircleLimits): void;
  readonly state: CircleState;
  /** Nobody may pay to or from this address any more. */
  blockAddress(address: Hex): void;
};

export type CircleDeps = {
  readonly world: World;
  readonly chain: EvmChain & { settleDue?(): void };
  readonly secrets: CircleSecrets;
  readonly limits: CircleLimits;
  readonly reach: Reach | null;
  /** Told whenever something falls due that did not before. */
  onDue(): void;
};

/**
 * Circle's developer-controlled wallets: every endpoint that the official SDK calls for payouts,
 * with its bodies, codes and habits (guide to Circle and Arc, sections 1, 2 and 7), over a chain.
 */
export function createCircle(deps: CircleDeps): Circle {
  const { world, chain, secrets, reach, onDue } = deps;
  const state = createCircleState(world);
  const commit = createCommit<CircleEvent>(world, 'circle', state);
  const hooks = createHooks({ world, state, commit, onDue });
  const driver = createDriver({ world, state, chain, hooks, commit, onDue });
  const core: Core = { world, state, chain, secrets, driver, hooks, commit };
  const limiter = createLimiter(world, deps.limits);
  return {
    state, hooks,
    route: (request) => {
      // Before anything is asked: what it writes is not the doing of the request.
      beginAccounts(core);
      const matched = matchedRoute(request, reach);
      return {
        operation: matched.operation,
        sentinelText: () => request.bodyText,
        run: (quirks) => {
          const said = matched.operation === 'health' ? null
            : unauthorized(request, secrets.apiKey) ?? limiter.refuse(request.method);
          const query = readPath(request.path)?.query ?? new URLSearchParams();
          return withRequestId(world, request,
            said ?? matched.run({ ...core, request, query, quirks }));
        },
      };
    },
    settleDue: () => driver.settleDue(),
    nextDueMs: () => driver.nextDueMs(),
    completeStuck: () => driver.release(),
    replay: (event) => state.apply(readEvent<CircleEvent>(event, CIRCLE_EVENT_TYPES)),
    resume: () => {
      if (state.wallets.size > 0) endowAccounts(core);
      driver.resume();
    },
    resend: driver.resend,
    accounts: () => beginAccounts(core),
    walletSetId: () => {
      beginAccounts(core);
      return [...state.walletSets.keys()][0] ?? '';
    },
    setLimits: limiter.set,
    blockAddress: (address) => chain.block(address, () => undefined),
  };
}

function unauthorized(request: ProviderRequest, apiKey: string): ProviderResponse | null {
  const given = header(request, 'authorization') ?? '';
  if (!given.startsWith('Bearer ')) return refusal('malformedAuth');
  return sameSecret(given, `Bearer ${apiKey}`) ? null : refusal('badKey');
}

/** Every answer carries the caller's request id, or one of ours. */
function withRequestId(
  world: World, request: ProviderRequest, response: ProviderResponse,
): ProviderResponse {
  const id = header(request, 'x-request-id') ?? uuidV4(world);
  const named = (one: ProviderResponse): ProviderResponse =>
    ({ ...one, headers: { ...one.headers, 'x-request-id': id } });
  const { pending } = response;
  return pending === undefined ? named(response)
    : { ...named(response), pending: pending.then(named) };
}

type Matched = {
  readonly operation: OperationName;
  readonly run: (call: Call) => ProviderResponse;
};

function matchedRoute(request: ProviderRequest, reach: Reach | null): Matched {
  const segments = readPath(request.path)?.segments ?? [];
  const [version = '', ...rest] = segments;
  const nothing: Matched = { operation: 'unknown', run: () => refusal('notFound') };
  if (request.method === 'GET' && segments.join('/') === 'ping') {
    return { operation: 'health', run: () => answer(200, { message: 'pong' }) };
  }
  const key = `${request.method} ${segments.join('/')}`;
  if (key === 'POST v1/faucet/drips') return { operation: 'incoming', run: dripTokens };
  if (version === 'v1' && rest[0] === 'w3s') {
    return matchedWallets(request.method, rest.slice(1)) ?? nothing;
  }
  return version === 'v2' && rest[0] === 'notifications'
    ? matchedNotifications(request.method, rest.slice(1), reach) ?? nothing : nothing;
}

function matchedWallets(method: string, parts: readonly string[]): Matched | null {
  const of = (operation: OperationName, run: Matched['run']): Matched => ({ operation, run });
  switch (`${method} ${parts.join('/')}`) {
    case 'GET config/entity/publicKey': return of('key', publicKey);
    case 'POST developer/walletSets': return of('wallet', createWalletSet);
    case 'GET walletSets': return of('wallet', listWalletSets);
    case 'POST developer/wallets': return of('wallet', createWallets);
    case 'GET developer/wallets/balances': return of('balance', walletsWithBalances);
    case 'GET wallets': return of('wallet', listWallets);
    case 'POST transactions/validateAddress': return of('wallet', validateAddress);
    case 'POST developer/transactions/transfer': return of('payout', createTransfer);
    case 'POST transactions/transfer/estimateFee': return of('quote', estimateFee);
    case 'GET developer/transactions/feeParameters':
      return of('quote', () => data(200, feesView('token')));
    case 'GET transactions/lowestNonceTransaction': return of('inquire', lowestNonce);
    case 'GET transactions': return of('inquire', listTransactions);
    default: return matchedById(method, parts);
  }
}

function matchedById(method: string, parts: readonly string[]): Matched | null {
  const of = (operation: OperationName, run: Matched['run']): Matched => ({ operation, run });
  const [first, second = '', third = '', fourth] = parts;
  if (first === 'developer' && second === 'transactions' && method === 'POST') {
    if (fourth === 'cancel') return of('cancel', (call) => cancelTransfer(call, third));
    if (fourth === 'accelerate') {
      return of('accelerate', (call) => accelerateTransfer(call, third));
    }
    return null;
  }
  if (method === 'PUT' && first === 'wallets' && parts.length === 2) {
    return of('wallet', (call) => updateWallet(call, second));
  }
  if (method !== 'GET') return null;
  if (first === 'wallets' && third === 'balances') {
    return of('balance', (call) => walletBalances(call, second));
  }
  if (parts.length !== 2) return null;
  switch (first) {
    case 'wallets': return of('wallet', (call) => readWallet(call, second));
    case 'walletSets': return of('wallet', (call) => readWalletSet(call, second));
    case 'tokens': return of('wallet', () => readToken(second));
    case 'transactions': return of('inquire', (call) => readTransaction(call, second));
    default: return null;
  }
}

function matchedNotifications(
  method: string, [noun = '', id]: readonly string[], reach: Reach | null,
): Matched | null {
  const run = ((): Matched['run'] | null => {
    switch (`${method} ${noun}${id === undefined ? '' : '/id'}`) {
      case 'GET publicKey/id': return (call) => readHookKey(call, id ?? '');
      case 'POST subscriptions': return (call) => createSubscription(call, reach);
      case 'GET subscriptions': return listSubscriptions;
      case 'GET subscriptions/id': return (call) => readSubscription(call, id ?? '');
      case 'PATCH subscriptions/id': return (call) => updateSubscription(call, id ?? '');
      case 'DELETE subscriptions/id': return (call) => deleteSubscription(call, id ?? '');
      default: return null;
    }
  })();
  return run === null ? null
    : { operation: noun === 'publicKey' ? 'key' : 'subscription', run };
}

/** `GET /config/entity/publicKey`: what a client encrypts the entity secret with. */
function publicKey(call: Call): ProviderResponse {
  return withEntityKey(call, (key) => data(200, {
    publicKey: createPublicKey(key).export({ format: 'pem', type: 'spki' }),
  }));
}

