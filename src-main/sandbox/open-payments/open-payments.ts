import type { Asset } from '../../engine/domain/money.ts';
import { answer, readPath } from '../http/answers.ts';
import { readEvent } from '../journal.ts';
import type {
  OperationName, ProviderModel, ProviderRequest, ProviderResponse, Route,
} from '../provider.ts';
import { createCommit } from '../world.ts';
import type { World } from '../world.ts';
import { resourceError } from './answers.ts';
import {
  cancelGrant, continueGrant, finishInteraction, requestGrant, revokeToken, rotateToken,
} from './auth.ts';
import { beginInteraction, chooseConsent, consentPage } from './consent.ts';
import {
  authServer, bankOfTenant, callOf, resourceServer, walletUrl, type Bank, type Call, type Core,
} from './core.ts';
import { completeIncoming, createIncoming, listIncoming, readIncoming } from './incoming.ts';
import {
  createOutgoing, listOutgoing, payAsAnybody, readOutgoing, readSpent, sendOutgoing,
} from './outgoing.ts';
import { isKnownCurrency } from './prices.ts';
import { createQuote, readQuote } from './quotes.ts';
import {
  createOpenPaymentsState, OPEN_PAYMENTS_EVENT_TYPES, type OpenPaymentsEvent, type Wallet,
} from './state.ts';

const USD: Asset = { code: 'USD', scale: 2 };
const EUR: Asset = { code: 'EUR', scale: 2 };
const MXN: Asset = { code: 'MXN', scale: 2 };

/** The accounts that every sandbox begins with, over two banks and three currencies. */
const FIRST_WALLETS: readonly (Pick<Wallet, 'name' | 'publicName' | 'asset'> & {
  readonly bank: Bank;
})[] = [
  { name: 'buyer', publicName: 'Sandbox buyer', bank: 'cloud-nine', asset: USD },
  { name: 'buyer-eur', publicName: 'Sandbox buyer (EUR)', bank: 'happy-life', asset: EUR },
  { name: 'alice', publicName: 'Alice', bank: 'cloud-nine', asset: USD },
  { name: 'bob', publicName: 'Bob', bank: 'happy-life', asset: EUR },
  { name: 'seller', publicName: 'Sandbox seller', bank: 'happy-life', asset: USD },
  // The two that the source documents name in their examples.
  { name: 'edutest', publicName: 'edutest', bank: 'cloud-nine', asset: USD },
  { name: 'mvr5656', publicName: 'mvr5656', bank: 'happy-life', asset: USD },
  { name: 'seller-mxn', publicName: 'Sandbox seller (MXN)', bank: 'happy-life', asset: MXN },
];
const FIRST_BALANCE = '100000000';

export type OpenPayments = ProviderModel & {
  /** Opens an account, or gives it another balance; false for a name or currency that is none. */
  openWallet(given: {
    readonly name: string; readonly asset: Asset; readonly balance: bigint;
  }): boolean;
  /** Makes a client's key known: `x` of its public JWK, or null to forget it. */
  setKey(name: string, kid: string, x: string | null): boolean;
  wallets(): readonly Wallet[];
  /** Somebody pays an open request for money (its address or id) from an account. */
  payIncoming(reference: string, payer: string): boolean;
};

/**
 * Two banks that speak Open Payments: wallet addresses, an authorization server (GNAP) with a page
 * on which a person consents, and a resource server, with fees, currencies, waits, expiries and the
 * words of a real Rafiki (guide to Open Payments, sections 2 to 7). Request signatures are checked.
 */
export function createOpenPayments({ world }: { world: World }): OpenPayments {
  const state = createOpenPaymentsState(world);
  // What every sandbox begins with is no event: it is there before the journal is read.
  state.apply({ type: 'put', atMs: 0, wallets: FIRST_WALLETS.map((wallet) => ({
    ...wallet, balance: FIRST_BALANCE, keys: {},
  })) });
  const commit = createCommit<OpenPaymentsEvent>(world, 'openPayments', state);
  const core: Core = { world, state, commit };
  const putWallet = (wallet: Wallet): void => {
    commit({ type: 'put', atMs: world.nowMs(), wallets: [wallet] });
  };
  return {
    route: (request) => routeRequest(request, core),
    settleDue: () => {
      state.due.carryOut(world.nowMs(), (id, atMs) => sendOutgoing(core, id, atMs));
    },
    completeStuck: () => {
      for (const outgoing of [...state.outgoing.values()]) {
        if (outgoing.stage !== 'resting') continue;
        commit({
          type: 'put', atMs: world.nowMs(), outgoing: [{ ...outgoing, stage: 'waiting' }],
        });
        sendOutgoing(core, outgoing.id, world.nowMs());
      }
    },
    replay: (event) =>
      state.apply(readEvent<OpenPaymentsEvent>(event, OPEN_PAYMENTS_EVENT_TYPES)),
    openWallet: ({ name, asset, balance }) => {
      if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name) || reserved.has(name)
        || !isKnownCurrency(asset.code)) return false;
      const known = state.wallets.get(name);
      putWallet({
        name, asset, balance: balance.toString(), publicName: known?.publicName ?? name,
        bank: known?.bank ?? 'cloud-nine', keys: known?.keys ?? {},
      });
      return true;
    },
    setKey: (name, kid, x) => {
      const wallet = state.wallets.get(name);
      if (wallet === undefined) return false;
      const { [kid]: _before, ...others } = wallet.keys;
      putWallet({ ...wallet, keys: x === null ? others : { ...others, [kid]: x } });
      return true;
    },
    wallets: () => [...state.wallets.values()],
    payIncoming: (reference, payer) =>
      payAsAnybody(core, reference.split('/').at(-1) ?? '', payer),
  };
}

/** First parts of a path that are no account's name. */
const reserved: ReadonlySet<string> = new Set(['auth', 'op', 'consent', 'health']);

type Matched = {
  readonly operation: OperationName;
  readonly run: (call: Call) => ProviderResponse;
};

function routeRequest(request: ProviderRequest, core: Core): Route {
  const segments = readPath(request.path)?.segments ?? [];
  const { operation, run } = matched(request.method, segments)
    ?? { operation: 'unknown' as const, run: () => resourceError(404, 'Not Found') };
  return {
    operation,
    sentinelText: () => request.bodyText,
    run: (quirks) => run(callOf(core, request, quirks)),
  };
}

function matched(method: string, [first, ...rest]: readonly string[]): Matched | null {
  const key = `${method} ${first ?? ''}`;
  switch (first) {
    case 'health': return key === 'GET health' && rest.length === 0
      ? { operation: 'health', run: () => answer(200, { status: 'ok' }) } : null;
    case 'auth': return matchedAuth(method, rest);
    case 'consent': return matchedConsent(method, rest);
    case 'op': return matchedResource(method, rest);
    case undefined: return null;
    default: return method === 'GET' ? matchedWallet(first, rest) : null;
  }
}

function matchedAuth(
  method: string, [noun = '', id, nonce, verb, ...rest]: readonly string[],
): Matched | null {
  if (rest.length > 0) return null;
  const bank = bankOfTenant(noun);
  if (bank !== null) {
    return method === 'POST' && id === undefined
      ? { operation: 'grant', run: (call) => requestGrant(call, bank) } : null;
  }
  if (id === undefined) return null;
  switch (`${method} ${noun}`) {
    case 'POST continue': return { operation: 'continue', run: (call) => continueGrant(call, id) };
    case 'DELETE continue': return { operation: 'cancel', run: (call) => cancelGrant(call, id) };
    case 'POST token': return { operation: 'token', run: (call) => rotateToken(call, id) };
    case 'DELETE token': return { operation: 'token', run: (call) => revokeToken(call, id) };
    case 'GET interact': {
      if (nonce === undefined) return null;
      if (verb === undefined) {
        return { operation: 'consent', run: (call) => beginInteraction(call, id, nonce) };
      }
      return verb === 'finish'
        ? { operation: 'consent', run: (call) => finishInteraction(call, id, nonce) } : null;
    }
    default: return null;
  }
}

function matchedConsent(
  method: string, [id, nonce, ...rest]: readonly string[],
): Matched | null {
  if (id === undefined || nonce === undefined || rest.length > 0) return null;
  if (method === 'GET') {
    return { operation: 'consent', run: (call) => consentPage(call, id, nonce) };
  }
  return method === 'POST'
    ? { operation: 'consent', run: (call) => chooseConsent(call, id, nonce) } : null;
}

function matchedResource(
  method: string, [tenant = '', noun, id, verb, ...rest]: readonly string[],
): Matched | null {
  const bank = bankOfTenant(tenant);
  if (bank === null || rest.length > 0) return null;
  const of = (operation: OperationName, run: (call: Call) => ProviderResponse): Matched =>
    ({ operation, run });
  const shape = [method, noun, id === undefined ? '' : ':id', verb ?? ''].join(' ').trimEnd();
  switch (shape) {
    case 'POST incoming-payments': return of('incoming', (call) => createIncoming(call, bank));
    case 'GET incoming-payments': return of('inquire', (call) => listIncoming(call, bank));
    case 'GET incoming-payments :id':
      return of('inquire', (call) => readIncoming(call, bank, id ?? ''));
    case 'POST incoming-payments :id complete':
      return of('incoming', (call) => completeIncoming(call, bank, id ?? ''));
    case 'POST quotes': return of('quote', (call) => createQuote(call, bank));
    case 'GET quotes :id': return of('inquire', (call) => readQuote(call, bank, id ?? ''));
    case 'POST outgoing-payments': return of('payout', (call) => createOutgoing(call, bank));
    case 'GET outgoing-payments': return of('inquire', (call) => listOutgoing(call, bank));
    case 'GET outgoing-payments :id':
      return of('inquire', (call) => readOutgoing(call, bank, id ?? ''));
    case 'GET outgoing-payment-grant': return of('inquire', readSpent);
    default: return null;
  }
}

function matchedWallet(name: string, [part, ...rest]: readonly string[]): Matched | null {
  if (rest.length > 0 || (part !== undefined && part !== 'jwks.json')) return null;
  return {
    operation: 'wallet',
    run: ({ state, origin }) => {
      const wallet = state.wallets.get(name);
      if (wallet === undefined) {
        return resourceError(404, 'Could not get wallet address', {
          walletAddressUrl: walletUrl(origin, name),
        });
      }
      return answer(200, part === undefined ? {
        id: walletUrl(origin, name), publicName: wallet.publicName,
        assetCode: wallet.asset.code, assetScale: wallet.asset.scale,
        authServer: authServer(origin, wallet.bank),
        resourceServer: resourceServer(origin, wallet.bank),
      } : {
        keys: Object.entries(wallet.keys).map(([kid, x]) =>
          ({ kid, x, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' })),
      });
    },
  };
}
