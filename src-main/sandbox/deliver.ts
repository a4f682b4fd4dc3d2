import { internalError, refuse } from './http/answers.ts';
import type { BookRow, Books } from './books.ts';
import type { Faults, FaultWord } from './faults.ts';
import type { ProviderName, ProviderRequest, ProviderResponse, Quirks, Route } from './provider.ts';

/**
 * How a request ended for its sender. `acted` tells the judge, never the sender, whether the
 * provider changed its state: false for reads, refusals and repeated idempotent calls.
 */
export type Delivery =
  | {
      readonly kind: 'response';
      readonly response: ProviderResponse;
      readonly delayMs: number;
      readonly acted: boolean;
    }
  | { readonly kind: 'dropped'; readonly acted: boolean }
  | { readonly kind: 'timeout'; readonly acted: boolean }
  | { readonly kind: 'refused-connection'; readonly acted: false };

export type DeliverOptions = {
  /**
   * Called once a provider acted on the request, before its answer is known to anyone, with the
   * book rows that this added (none for a pending move, or for a claim without a transaction).
   */
  onEffect?(rows: readonly BookRow[]): void;
};

const SLOW_MS = 3_000;
const RETRY_AFTER_MS = 2_000;
const STALE_RATE_MS = 300_000;

/** Carries one request through the fault that is scripted for it, if any. */
export function deliver(
  call: {
    provider: ProviderName;
    request: ProviderRequest;
    faults: Faults;
    books: Books;
    /** How many events the stand-ins have recorded: it grows exactly when one of them acts. */
    eventsSoFar(): number;
    route(): Route;
  },
  options: DeliverOptions = {},
): Delivery {
  const matched = call.route();
  const { operation } = matched;
  const { provider } = call;
  const met = call.faults.take({ provider, operation, sentinelText: matched.sentinelText });
  const act = (quirks: Quirks): { response: ProviderResponse; acted: boolean } => {
    const rowsBefore = call.books.rows().length;
    const eventsBefore = call.eventsSoFar();
    const response = matched.run(quirks);
    const acted = call.eventsSoFar() > eventsBefore;
    if (acted) options.onEffect?.(call.books.rows().slice(rowsBefore));
    return { response, acted };
  };
  if (met === null) return { kind: 'response', ...act({}), delayMs: 0 };
  return inItsWords(provider, meet(met.fault, met.delayMs, act));
}

/** Circle refuses with a code and a message, where the others say `detail`. */
function inItsWords(provider: ProviderName, delivery: Delivery): Delivery {
  if (provider !== 'circle' || delivery.kind !== 'response') return delivery;
  const { response } = delivery;
  const said: unknown = response.status === 400 || response.status === 429
    ? JSON.parse(response.bodyText) : null;
  if (typeof said !== 'object' || said === null || !('detail' in said)) return delivery;
  const code = response.status === 429 ? 429 : BAD_PARAMETER;
  const bodyText = JSON.stringify({ code, message: said.detail });
  return { ...delivery, response: { ...response, bodyText } };
}

/** Circle's code for a request that it cannot take as it is. */
const BAD_PARAMETER = 2;

type Act = (quirks: Quirks) => { response: ProviderResponse; acted: boolean };

function meet(fault: FaultWord, delayMs: number | null, act: Act): Delivery {
  const answered = (response: ProviderResponse, acted: boolean): Delivery => ({
    kind: 'response', response, delayMs: 0, acted,
  });
  const oddly = (quirks: Quirks): Delivery => ({ kind: 'response', ...act(quirks), delayMs: 0 });
  switch (fault) {
    case 'refuse':
      return answered(refuse(400, 'The request was refused'), false);
    case 'error-before':
      return answered(internalError(), false);
    case 'error-after':
      return answered(internalError(), act({}).acted);
    case 'drop-before':
      return { kind: 'dropped', acted: false };
    case 'drop-after':
      return { kind: 'dropped', acted: act({}).acted };
    case 'timeout-before':
      return { kind: 'timeout', acted: false };
    case 'timeout-after':
      return { kind: 'timeout', acted: act({}).acted };
    case 'nonsense':
      return answered(nonsense(), act({}).acted);
    case 'slow':
      return { kind: 'response', ...act({}), delayMs: delayMs ?? SLOW_MS };
    case 'down':
      return { kind: 'refused-connection', acted: false };
    case 'rate-limit':
      return answered(tooMany(delayMs ?? RETRY_AFTER_MS), false);
    case 'stuck':
      return oddly({ stuck: { forMs: delayMs } });
    case 'no-status':
      return oddly({ noStatus: true });
    case 'no-hash':
      return oddly({ noHash: true });
    case 'truncate-amount':
      return oddly({ truncateAmount: true });
    case 'stale-rate':
      return oddly({ staleRateMs: delayMs ?? STALE_RATE_MS });
    case 'sent-zero':
      return oddly({ sentZero: true });
    case 'sent-part':
      return oddly({ sentPart: true });
    case 'quote-expired':
      return oddly({ quoteExpired: true });
    case 'token-revoked':
      return oddly({ tokenRevoked: true });
    case 'key-rotation':
      return oddly({ rotatesKey: true });
    case 'bad-signature':
    case 'duplicate-webhook':
    case 'reorder-webhooks':
      return oddly({ hooks: fault });
    case 'denied':
    case 'reverted':
    case 'reorg':
    case 'delayed-complete':
    case 'complete-before-chain':
    case 'failed-but-mined':
      return oddly({ fate: { word: fault, forMs: delayMs } });
  }
}

/** What a proxy in front of a provider answers on a bad day: 200, and a page. */
function nonsense(): ProviderResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/html' },
    bodyText: '<!doctype html><title>Welcome</title><p>It works',
  };
}

function tooMany(retryAfterMs: number): ProviderResponse {
  const refused = refuse(429, 'Too many requests');
  const seconds = String(Math.max(1, Math.ceil(retryAfterMs / 1000)));
  return { ...refused, headers: { ...refused.headers, 'retry-after': seconds } };
}
