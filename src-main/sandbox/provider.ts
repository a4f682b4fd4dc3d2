/**
 * What every stand-in is: a model of one provider, without sockets, clocks or randomness of its
 * own. The HTTP ports and the simulation drive the same models, so both meet the same provider.
 */

/** The stand-ins, by the names under which their connections are announced. */
export const PROVIDER_NAMES = [
  'walletDaemon', 'exchange', 'chain', 'openPayments', 'circle', 'evm',
] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** One HTTP request as a provider sees it. `path` carries the query; header names in any case. */
export type ProviderRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
};

/** One HTTP answer; header names in lower case. */
export type ProviderResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
  /**
   * The answer that comes instead, later: only where a provider has to ask a process of its own
   * (anvil) first, and never in the simulation.
   */
  readonly pending?: Promise<ProviderResponse>;
};

/** What a request asks of a provider; faults are scripted by these words. */
export const OPERATION_NAMES = [
  'hold', 'release', 'refund', 'purchase', 'inquire', 'balance', 'rate', 'health', 'unknown',
  'wallet', 'grant', 'consent', 'continue', 'cancel', 'token', 'incoming', 'quote', 'payout',
  'accelerate', 'key', 'subscription',
] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

/** How a provider behaves oddly while it acts, as scripted for one request. */
export type Quirks = {
  /** Accept the money move but leave it pending: until `forMs` passed, or until faults clear. */
  readonly stuck?: { readonly forMs: number | null };
  /** The status route does not exist on this installation. */
  readonly noStatus?: boolean;
  /** Success is claimed, no transaction was submitted, and no hash comes back. */
  readonly noHash?: boolean;
  /** The fraction of the amount is lost (the chain stores whole tokens). */
  readonly truncateAmount?: boolean;
  /** The rate's `as_of` lies this far in the past. */
  readonly staleRateMs?: number;
  /** The outgoing payment is over with nothing sent and no failure told. */
  readonly sentZero?: boolean;
  /** Half of the outgoing payment arrives, and it is failed then. */
  readonly sentPart?: boolean;
  /** The quote ran out before anybody could take it. */
  readonly quoteExpired?: boolean;
  /** The token that is issued is dead. */
  readonly tokenRevoked?: boolean;
  /** What becomes of a Circle transaction instead of COMPLETE. */
  readonly fate?: { readonly word: FateWord; readonly forMs: number | null };
  /** How a Circle transaction's webhooks go wrong. */
  readonly hooks?: HookWord;
  /** Webhooks are signed with a new key from now on. */
  readonly rotatesKey?: boolean;
};

export const FATE_WORDS = [
  'denied', 'reverted', 'reorg', 'delayed-complete', 'complete-before-chain', 'failed-but-mined',
] as const;
export type FateWord = (typeof FATE_WORDS)[number];
export const HOOK_WORDS = ['bad-signature', 'duplicate-webhook', 'reorder-webhooks'] as const;
export type HookWord = (typeof HOOK_WORDS)[number];

/** A request matched to an operation, not yet carried out. */
export type Route = {
  readonly operation: OperationName;
  /** The text (job id, payee, refund address) in which a sentinel for this operation may stand. */
  sentinelText(): string;
  /** Carries the operation out, at most once. */
  run(quirks: Quirks): ProviderResponse;
};

/** One provider: its routes, its passing of time, and its memory rebuilt from the journal. */
export type ProviderModel = {
  route(request: ProviderRequest): Route;
  /** Carries out what time alone does: expiries, returns, pending moves whose delay is over. */
  settleDue(): void;
  /** Completes every move that the fault `stuck` left pending. */
  completeStuck(): void;
  /** Applies one event read back from the journal. */
  replay(event: unknown): void;
};
