/**
 * The port of every rail. A rail keeps no state: it is told what to do and answers what became of
 * it. It declares what it can do (`capabilities`); the engine calls only what is declared.
 */
import type { Money } from '../engine/domain/money.ts';
import type { OperationKind } from '../engine/domain/operation.ts';
import type { Evidence, ExpiryOwner, RailCapabilities, RailName } from '../engine/domain/rails.ts';

/** A request as a rail wants it sent; the URL is absolute. */
export type RailRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** The answer, or how it failed. `sent: 'no'` only with proof that nothing was received. */
export type RailReply =
  | { readonly ok: true; readonly status: number;
      readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly ok: false; readonly sent: 'no' | 'maybe'; readonly message: string };

/** Sends one request under the operation's deadline. The engine records what passes through. */
export type RailSend = (request: RailRequest) => Promise<RailReply>;

/** A configured provider, its secrets opened for the length of one call. */
export type RailConnection = {
  readonly id: string;
  readonly baseUrl: string;
  readonly config: Readonly<Record<string, string | number | boolean>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly expiryOwner: ExpiryOwner;
  readonly mode: 'sandbox' | 'live';
};

/** What every call is given. `nowMs` is UTC; rails read no clock of their own. */
export type RailCall = {
  readonly connection: RailConnection;
  readonly send: RailSend;
  readonly nowMs: number;
};

/**
 * One operation as the provider needs to hear it. `escrowReference` is what the hold was answered
 * with (address, escrow id, job id); null for a hold. `account` receives a release or refund.
 */
export type RailOperation = {
  readonly kind: OperationKind;
  readonly key: string;
  readonly paymentId: string;
  /** The marketplace's job id, or the payment id where there is no job. */
  readonly jobId: string;
  readonly amount: Money;
  /** All that is still held in this escrow: equal to `amount` unless the operation is partial. */
  readonly heldAmount: Money;
  readonly payerAccount: string | null;
  readonly account: string | null;
  readonly escrowReference: string | null;
  readonly timeoutSeconds: number;
  readonly reason: string;
  /** The provider's reference of this operation, once it gave one. */
  readonly reference: string | null;
  /** References of this payment's settled releases and refunds, to tell ours from earlier ones. */
  readonly settledReferences: readonly string[];
  /** Only for `purchase`: what is bought, for whom, against which bitcoin escrow. */
  readonly purchase: {
    readonly userId: string; readonly aitbc: Money; readonly aitbcAddress: string;
    readonly escrowAddress: string;
  } | null;
};

/**
 * What became of a call. `settled` carries evidence of a kind that the rail declares; `submitted`
 * means taken and not finished (or taken, evidence not read yet); `rejected` is the provider's own
 * clean "no"; `not-received` is proof that nothing arrived; everything else is `unclear`.
 */
export type RailOutcome =
  | { readonly kind: 'settled'; readonly reference: string; readonly evidence: Evidence;
      /** When the provider ends the escrow by itself, if it said so (holds only). */
      readonly expiresAtMs: number | null }
  | { readonly kind: 'submitted'; readonly reference: string | null }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | { readonly kind: 'not-received'; readonly message: string;
      readonly retryAfterMs: number | null }
  | { readonly kind: 'unclear'; readonly message: string };

/**
 * What the provider says about an operation whose outcome is open. `missing`: it does not know the
 * operation (counts as proof only after the grace and two readings, which the engine keeps).
 * `undecided`: it shows the operation as not carried out, which does not prove that it will not be.
 * `cannot-tell`: this provider has no way to say. `unavailable`: no usable answer this time.
 */
export type RailFinding =
  | Exclude<RailOutcome, { readonly kind: 'unclear' | 'not-received' }>
  | { readonly kind: 'missing' }
  | { readonly kind: 'undecided'; readonly message: string }
  | { readonly kind: 'cannot-tell' }
  | { readonly kind: 'unavailable'; readonly message: string };

/** Where an escrow stands at the provider, asked before Paydesk returns money at expiry. */
export type EscrowFinding =
  | { readonly kind: 'held' }
  | { readonly kind: 'returned'; readonly reference: string; readonly evidence: Evidence }
  | { readonly kind: 'released'; readonly reference: string; readonly evidence: Evidence }
  | { readonly kind: 'cannot-tell' }
  | { readonly kind: 'unavailable'; readonly message: string };

/** A connection test as the settings screen shows it. */
export type RailHealth = { readonly ok: boolean; readonly message: string };

export type RailBalance =
  | { readonly kind: 'balance'; readonly amount: Money }
  | { readonly kind: 'cannot-tell' }
  | { readonly kind: 'unavailable'; readonly message: string };

export type RailRate =
  /** `price`: AITBC for one BTC, a plain decimal. */
  | { readonly kind: 'rate'; readonly price: string; readonly asOfMs: number }
  | { readonly kind: 'unavailable'; readonly message: string };

/** One setting of a connection; draws the settings form. */
export type RailField = {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly kind: 'text' | 'number' | 'switch' | 'choice';
  readonly choices: readonly string[];
  readonly secret: boolean;
  readonly required: boolean;
  readonly initial: string | number | boolean;
};

/** Problems of a connection's settings by field; empty when they can be used. */
export type RailConfigProblems = Readonly<Record<string, string>>;

export type Rail = {
  readonly name: RailName;
  readonly capabilities: RailCapabilities;
  /** What this connection can do: the rail's declaration, narrowed by its settings. */
  readonly capabilitiesOf: (
    config: Readonly<Record<string, string | number | boolean>>,
  ) => RailCapabilities;
  readonly fields: readonly RailField[];
  readonly checkConfig: (input: {
    readonly baseUrl: string;
    readonly config: Readonly<Record<string, string | number | boolean>>;
    /** Names of the secrets that are set. */
    readonly secrets: readonly string[];
    readonly mode: 'sandbox' | 'live';
  }) => RailConfigProblems;
  /** A sentence that says what is wrong with an account of this rail, or null if it is valid. */
  readonly checkAccount: (account: string, mode: 'sandbox' | 'live') => string | null;
  /** How final a release or refund is, in words, for the review sheet. */
  readonly finality: string;
  /** Carries an operation out. */
  readonly carryOut: (call: RailCall, operation: RailOperation) => Promise<RailOutcome>;
  /** Asks what became of it. Called only where `capabilities.lookup`. */
  readonly inquire: (call: RailCall, operation: RailOperation) => Promise<RailFinding>;
  readonly escrowStanding: (call: RailCall, operation: RailOperation) => Promise<EscrowFinding>;
  readonly balance: (call: RailCall, account: string) => Promise<RailBalance>;
  readonly rate: (call: RailCall) => Promise<RailRate>;
  readonly health: (call: RailCall) => Promise<RailHealth>;
};
