import { answer, behindSecret, header, readPath, refuse } from '../http/answers.ts';
import { openBody } from '../http/body.ts';
import {
  buyTokens, currentRate, findPurchases, purchaseStatus, tokenBalance,
} from './purchases.ts';
import { escrowStatus, findEscrows, holdTokens, moveTokens } from './token-escrow.ts';
import { createExchangeState, EXCHANGE_EVENT_TYPES, remainingOf } from './exchange-state.ts';
import type { ExchangeCore, ExchangeEvent } from './exchange-state.ts';
import { readEvent } from '../journal.ts';
import type { OperationName, ProviderModel, ProviderRequest, Route } from '../provider.ts';
import { createCommit, tokenHash } from '../world.ts';
import type { World } from '../world.ts';

export type ExchangeConfig = {
  /** Required in `X-Api-Key` on every route but `/health`. */
  readonly apiKey: string;
  /** Whether what is left of an escrow goes back to its payer some time after it ran out. */
  readonly returnsOnExpiry: boolean;
  /** How long after the expiry that happens; until then release and refund are still honoured. */
  readonly returnGraceMs: number;
};

export type Exchange = ProviderModel & {
  /** Sets a token account's balance in minor units; the account exists from then on. */
  setBalance(account: string, minor: bigint): void;
  /** Sets the price of one BTC in AITBC, a plain decimal text that was checked before. */
  setRate(rate: string): void;
};

/** The AITBC exchange: token accounts, token escrow (v1), the rate, and sales of tokens for BTC. */
export function createExchange(deps: { world: World; config: ExchangeConfig }): Exchange {
  const { world, config } = deps;
  const state = createExchangeState(world, config.returnsOnExpiry ? config.returnGraceMs : null);
  const commit = createCommit(world, 'exchange', state);
  const core: ExchangeCore = { world, state, commit };
  return {
    route: (request) => behindSecret(routeRequest(request, core), {
      given: header(request, 'x-api-key'), secret: config.apiKey,
      refusal: 'Invalid or missing API key',
    }),
    ...createPassingTime(core),
    replay: (event) => state.apply(readEvent<ExchangeEvent>(event, EXCHANGE_EVENT_TYPES)),
    setBalance: (account, minor) => {
      commit({ type: 'balance-set', account, balance: minor.toString() });
    },
    setRate: (rate) => commit({ type: 'rate-set', rate }),
  };
}

/** What happens at the exchange without a request. */
function createPassingTime({ world, state, commit }: ExchangeCore) {
  function completePending(escrowId: string, atMs: number): void {
    const escrow = state.escrows.get(escrowId);
    if (escrow === undefined) return;
    if (escrow.pendingHold) return commit({ type: 'activated', escrowId, atMs });
    if (escrow.pendingMove === null) return;
    const { kind, amount, account } = escrow.pendingMove;
    commit({ type: 'moved', escrowId, kind, amount, account, hash: tokenHash(world), atMs });
  }
  function completePurchase(purchaseId: string, atMs: number): void {
    if (!state.processing.has(purchaseId)) return;
    commit({ type: 'purchase-completed', purchaseId, hash: tokenHash(world), atMs });
  }
  /** Returns what is left, unless a move is under way: that one decides what is left. */
  function returnExpired(escrowId: string, atMs: number): void {
    const escrow = state.escrows.get(escrowId);
    if (escrow === undefined) return;
    const left = remainingOf(escrow);
    if (left === 0n) return;
    if (escrow.pendingHold || escrow.pendingMove !== null) {
      return state.due.push(world.nowMs() + RETURN_RETRY_MS, { expiry: escrowId });
    }
    const amount = left.toString();
    const hash = tokenHash(world);
    commit({ type: 'moved', escrowId, kind: 'refund', amount, account: escrow.payer, hash, atMs });
  }
  return {
    settleDue: () => {
      state.due.carryOut(world.nowMs(), (item, atMs) => {
        if ('expiry' in item) returnExpired(item.expiry, atMs);
        else if ('hold' in item) completePending(item.hold, atMs);
        else if ('move' in item) completePending(item.move, atMs);
        else completePurchase(item.purchase, atMs);
      });
    },
    completeStuck: () => {
      for (const escrowId of [...state.pending]) completePending(escrowId, world.nowMs());
      for (const purchaseId of [...state.processing]) completePurchase(purchaseId, world.nowMs());
    },
  };
}

const RETURN_RETRY_MS = 60_000;

function routeRequest(request: ProviderRequest, core: ExchangeCore): Route {
  const plain = readPath(request.path);
  const key = (plain?.segments ?? []).slice(0, 3).join('/');
  const [last, ...rest] = (plain?.segments ?? []).slice(3);
  if (plain === null || rest.length > 1) return notFound;
  const only = (allowed: string, matched: () => Route): Route =>
    request.method === allowed ? matched() : notAllowed;
  switch (key) {
    case 'health':
      return only('GET', () => plainRoute('health', () => answer(200, { status: 'ok' })));
    case 'api/exchange/rate':
      return only('GET', () => plainRoute('rate', (quirks) => currentRate(core, quirks)));
    case 'api/exchange/purchase':
      return only('POST', () => ({
        operation: 'purchase',
        sentinelText: () => request.bodyText,
        run: (quirks) => buyTokens(core, request, quirks),
      }));
    case 'api/exchange/purchases':
      return only('GET', () => {
        if (last !== undefined) return plainRoute('inquire', (q) => purchaseStatus(core, last, q));
        const reference = plain.query.get('reference');
        return plainRoute('inquire', (quirks) => findPurchases(core, reference, quirks));
      });
    case 'api/v1/token':
      return routeToken({ request, core, query: plain.query, noun: last, rest });
    default:
      return notFound;
  }
}

function routeToken(match: {
  request: ProviderRequest;
  core: ExchangeCore;
  query: URLSearchParams;
  noun: string | undefined;
  rest: readonly string[];
}): Route {
  const { request, core, noun } = match;
  const [verb] = match.rest;
  const isGet = request.method === 'GET';
  if (noun === 'balance' && verb !== undefined) {
    return isGet ? plainRoute('balance', () => tokenBalance(core, verb)) : notAllowed;
  }
  if (noun !== 'escrow') return notFound;
  if (verb === undefined) {
    const jobId = match.query.get('job_id');
    return isGet ? plainRoute('inquire', (q) => findEscrows(core, jobId, q)) : notAllowed;
  }
  if (verb !== 'create' && verb !== 'release' && verb !== 'refund') {
    return isGet ? plainRoute('inquire', (q) => escrowStatus(core, verb, q)) : notAllowed;
  }
  if (request.method !== 'POST') return notAllowed;
  const body = openBody(request.bodyText);
  if (verb === 'create') {
    const sentinelText = (): string => body.optionalText('job_id') ?? '';
    return { operation: 'hold', sentinelText, run: (quirks) => holdTokens(core, body, quirks) };
  }
  const sentinelText = (): string => {
    const escrow = core.state.escrows.get(body.optionalText('escrow_id') ?? '');
    if (verb === 'release') return escrow?.provider ?? '';
    return body.optionalText('address') ?? escrow?.payer ?? '';
  };
  const run: Route['run'] = (quirks) => moveTokens(core, verb, { body, quirks });
  return { operation: verb, sentinelText, run };
}

function plainRoute(operation: OperationName, run: Route['run']): Route {
  return { operation, run, sentinelText: () => '' };
}

const notFound = plainRoute('unknown', () => refuse(404, 'Not Found'));
const notAllowed = plainRoute('unknown', () => refuse(405, 'Method Not Allowed'));
