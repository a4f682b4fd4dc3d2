/**
 * The port of every rail. A rail keeps no state: it is told what to do and answers what became of
 * it. It declares what it can do (`capabilities`); the engine calls only what is declared.
 */
import type { Asset, Money } from '../engine/domain/money.ts';
import type { OperationKind } from '../engine/domain/operation.ts';
import type { Evidence, ExpiryOwner, RailCapabilities, RailName } from '../engine/domain/rails.ts';

/** A request as a rail wants it sent; the URL is absolute. */
export type RailRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** The address came from a stranger: it is not followed into the own network. */
  readonly publicOnly?: boolean;
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

/** The account in whose name a rail signs, its key opened for the length of one call. */
export type RailSeller = {
  readonly walletAddress: string;
  readonly keyId: string;
  /** PEM of an Ed25519 private key (PKCS #8). */
  readonly privateKey: string;
};

/** What every call is given. `nowMs` is UTC; rails read no clock of their own. */
export type RailCall = {
  readonly connection: RailConnection;
  /** Null on rails whose connection itself is the account. */
  readonly seller: RailSeller | null;
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
  /** Only for a `payout` under a consent: what the rail's `consent` functions keep of it. */
  readonly consent: string | null;
  /** What the rail itself asked to keep of this operation (`memory` of its answers); else null. */
  readonly memory: string | null;
  /** The provider has had its time: what has not arrived may be ended, so that it is definite. */
  readonly overdue: boolean;
};

/**
 * What really moved, where that can differ from what was asked for (fees, part deliveries):
 * `delivered` reached the payee, in the payee's asset; `debited` left the payer, fees included, in
 * the payer's asset, null where nobody says.
 */
export type Moved = {
  readonly delivered: Money; readonly debited: Money | null;
  /** What the network took besides, in its own asset (USDC on Arc), rounded up to its scale. */
  readonly networkFee?: Money;
};

/**
 * What a rail wants to be told again with the next call about this operation (every transaction
 * hash that it ever had, for instance): the rail's own text, at most 4,000 characters, no secrets.
 */
export type RailMemory = { readonly memory?: string };

/**
 * What became of a call. `settled` carries evidence of a kind that the rail declares; `submitted`
 * means taken and not finished (or taken, evidence not read yet); `rejected` is the provider's own
 * clean "no"; `not-received` is proof that nothing arrived; everything else is `unclear`.
 */
export type RailOutcome = {
  /** The consent as it is now, where the call changed it (a rotated token, a new quote). */
  readonly consent?: string;
} & RailMemory & (
  | { readonly kind: 'settled'; readonly reference: string; readonly evidence: Evidence;
      /** When the provider ends the escrow by itself, if it said so (holds only). */
      readonly expiresAtMs: number | null;
      /** Absent: exactly the operation's amount, and nothing is known of fees. */
      readonly moved?: Moved }
  | { readonly kind: 'submitted'; readonly reference: string | null;
      /** It does not move on by itself: the verbs of `nudge` are for it. */
      readonly stuck?: boolean }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | { readonly kind: 'not-received'; readonly message: string;
      readonly retryAfterMs: number | null;
      /** Nothing is wrong: the provider asks for a pause. It costs none of the tries. */
      readonly paced?: boolean }
  | { readonly kind: 'unclear'; readonly message: string });

/**
 * What the provider says about an operation whose outcome is open. `missing`: it does not know the
 * operation (counts as proof only after the grace and two readings, which the engine keeps).
 * `undecided`: it shows the operation as not carried out, which does not prove that it will not be.
 * `cannot-tell`: this provider has no way to say. `unavailable`: no usable answer this time.
 */
export type RailFinding =
  | Exclude<RailOutcome, { readonly kind: 'unclear' | 'not-received' }>
  | { readonly consent?: string } & RailMemory & (
    | { readonly kind: 'missing' }
    | { readonly kind: 'undecided'; readonly message: string }
    | { readonly kind: 'cannot-tell' }
    | { readonly kind: 'unavailable'; readonly message: string });

/**
 * Two proofs contradict each other (the provider says failed, the chain says paid). Money may have
 * moved: never a retry, always a person.
 */
export type RailContradiction = RailMemory & {
  readonly kind: 'contradiction'; readonly message: string; readonly consent?: string;
};

/** Whatever the answer to an inquiry can be. */
export type RailReading = RailFinding | RailContradiction;

/** What a payer is asked to consent to. */
export type ConsentRequest = {
  /** The operation's idempotency key; goes along wherever the provider takes metadata. */
  readonly key: string;
  readonly paymentId: string;
  readonly payerAccount: string;
  readonly payeeAccount: string;
  /** What the payee is to receive, in the payee's asset. */
  readonly amount: Money;
  /** For the payer to read; at most 200 characters. */
  readonly description: string;
  /** Where the payer's browser comes back to; unguessable. */
  readonly finishUrl: string;
  /** Fresh random text, proven by the hash with which the payer comes back. */
  readonly nonce: string;
  /** What an earlier consent of the same operation kept, so that its anchor is used again. */
  readonly previous: string | null;
  /** It was asked for before without an answer that can be used: something of it may be made. */
  readonly isRepeated: boolean;
};

/** What a consent says of itself, besides `state`, which only its rail reads and holds secrets. */
export type ConsentFacts = {
  readonly state: string;
  /** What the payer will be debited, fees included, in the payer's asset. */
  readonly debit: Money;
  /** What the payee will receive. */
  readonly receive: Money;
  /** The provider's names of the request for money and of the quote. */
  readonly incomingReference: string;
  readonly quoteReference: string;
  readonly quoteExpiresAt: number;
};

/** `rejected`: a clean "no", with a stable code. `unavailable`: no usable answer; ask again. */
export type ConsentAsked =
  | ConsentFacts & {
    readonly kind: 'asked';
    /** Where the payer consents. */
    readonly link: string;
    /** How long the link works, counted from this answer. */
    readonly linkForMs: number;
    /** How long to wait, counted from this answer, before the consent may be fetched. */
    readonly waitMs: number }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };

/**
 * How the payer came back. `refused` is a hint that anybody can forge; `forged` proves nothing at
 * all and changes nothing.
 */
export type ConsentReturned =
  | { readonly kind: 'consented'; readonly state: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'forged' };

/**
 * What fetching the payer's consent came to. `early`: asked too soon, wait this long. `lost`: the
 * provider gave the right to pay to an answer that never arrived; it is ended and has to be asked
 * for again.
 */
export type ConsentGranted =
  | ConsentFacts & { readonly kind: 'granted' }
  | { readonly kind: 'early'; readonly waitMs: number }
  | { readonly kind: 'lost'; readonly message: string }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };

/** An account as its provider describes it. */
export type AccountFinding =
  | { readonly kind: 'account'; readonly asset: Asset; readonly publicName: string | null }
  | { readonly kind: 'unknown'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };

/** The payer's consent (`capabilities.consent`). Nothing here moves money. */
export type RailConsent = {
  /** Pure: reads a seller's private key as people hand it over; `problem` is a sentence. */
  readonly readKey: (text: string) =>
    | { readonly ok: true; readonly pem: string }
    | { readonly ok: false; readonly problem: string };
  readonly account: (call: RailCall, account: string) => Promise<AccountFinding>;
  /** Whether the call's seller may sign for its account: its key is published there. */
  readonly checkSeller: (call: RailCall) => Promise<RailHealth>;
  readonly ask: (call: RailCall, request: ConsentRequest) => Promise<ConsentAsked>;
  /** Pure: what the parameters of the finish address prove. */
  readonly readReturn: (
    state: string, parameters: Readonly<Record<string, string>>,
  ) => ConsentReturned;
  readonly fetch: (
    call: RailCall, request: ConsentRequest, state: string,
  ) => Promise<ConsentGranted>;
  /**
   * Ends what the provider still keeps open for it, so that nothing can be paid under it any more.
   * False: it could not be reached; ask again.
   */
  readonly end: (call: RailCall, state: string) => Promise<boolean>;
};

/** What became of a verb on an operation that the provider has: it changes nothing by itself. */
export type NudgeAnswer =
  | { readonly kind: 'taken'; readonly message: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };

/** Accounts that the provider keeps for us (`capabilities.wallets`). Nothing here moves money. */
export type RailWallets = {
  /** Makes an account; the same `key` (a UUID of version 4) answers the same account. */
  readonly create: (call: RailCall, wallet: {
    readonly key: string; readonly reference: string; readonly name: string;
  }) => Promise<
    | { readonly kind: 'created'; readonly account: string; readonly reference: string }
    | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
    | { readonly kind: 'unavailable'; readonly message: string }>;
  /** Whether the provider can pay to this account, and whether it is one of ours. */
  readonly look: (call: RailCall, account: string) => Promise<
    | { readonly kind: 'usable'; readonly ours: boolean; readonly reference: string | null }
    | { readonly kind: 'unusable'; readonly message: string }
    | { readonly kind: 'unavailable'; readonly message: string }>;
  /**
   * What an account that the provider keeps for us could send of an asset now, fees kept back, and
   * the treasury's account, to which it would go.
   */
  readonly repayable: (
    call: RailCall, wallet: { readonly account: string; readonly asset: Asset },
  ) => Promise<
    | { readonly kind: 'repayable'; readonly spendable: Money; readonly to: string }
    | { readonly kind: 'not-ours'; readonly message: string }
    | { readonly kind: 'unavailable'; readonly message: string }>;
};

/** A provider's webhook as it came; `signature` and `keyId` are what its headers claim. */
export type SignedBody = {
  readonly body: Uint8Array; readonly signature: string; readonly keyId: string;
};

/** How a provider's webhooks are verified and read. They are hints and prove nothing. */
export type RailHint = {
  /** Pure: whether a key may be called so at all. */
  readonly isKeyId: (keyId: string) => boolean;
  /** `key`: as `isSigned` wants it. `unknown`: the provider has no such key. */
  readonly key: (call: RailCall, keyId: string) => Promise<
    | { readonly kind: 'key'; readonly key: string }
    | { readonly kind: 'unknown' } | { readonly kind: 'unavailable' }>;
  /** Pure: over the raw bytes, in constant time where secrets are compared. */
  readonly isSigned: (signed: SignedBody, key: string) => boolean;
  /** Pure: the notification's own id and the operation's key, if it names one; null: unreadable. */
  readonly read: (body: Uint8Array) => {
    readonly messageId: string; readonly type: string; readonly key: string | null;
  } | null;
};

/** One movement of our money as provider and chain tell it, each null where it knows none. */
export type StatementRow = {
  /** The provider's id of it. */
  readonly reference: string;
  /** What we had told the provider to remember: the operation's key, or ''. */
  readonly key: string;
  readonly provider: {
    readonly state: string; readonly amount: Money; readonly account: string;
    readonly at: number;
  } | null;
  readonly chain: {
    readonly hash: string; readonly status: 'success' | 'reverted'; readonly amount: Money | null;
    readonly account: string | null; readonly block: string;
  } | null;
};

/** Oldest first, at most 50 a page; `next` is null at the end. */
export type StatementPage =
  | { readonly kind: 'page'; readonly rows: readonly StatementRow[]; readonly next: string | null }
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
  | { readonly kind: 'balance'; readonly amount: Money;
      /** What lies there besides, in other assets that the rail pays in. Absent: nothing. */
      readonly others?: readonly Money[] }
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
  readonly inquire: (call: RailCall, operation: RailOperation) => Promise<RailReading>;
  readonly escrowStanding: (call: RailCall, operation: RailOperation) => Promise<EscrowFinding>;
  readonly balance: (call: RailCall, account: string) => Promise<RailBalance>;
  readonly rate: (call: RailCall) => Promise<RailRate>;
  readonly health: (call: RailCall) => Promise<RailHealth>;
  /** Null where payers are not asked. */
  readonly consent: RailConsent | null;
  /** Null where the provider keeps no accounts for us. */
  readonly wallets: RailWallets | null;
  /**
   * Speeds up or takes back what the provider has and has not finished. `key` is the verb's own
   * idempotency key (a UUID of version 4). Null where the provider knows no such verb.
   */
  readonly nudge: ((
    call: RailCall, operation: RailOperation,
    verb: { readonly act: 'accelerate' | 'cancel'; readonly key: string },
  ) => Promise<NudgeAnswer>) | null;
  /**
   * How many operations may be sent within a second, as the provider documents it; the engine
   * spreads them. Null where it names no limit.
   */
  readonly sendsPerSecondMax: number | null;
  /** Null where the provider sends no webhooks that we could verify. */
  readonly hint: RailHint | null;
  /** Our movements at the provider, for reconciliation. Null where it keeps no list. */
  readonly statement: ((
    call: RailCall, period: {
      readonly fromMs: number; readonly toMs: number; readonly cursor: string | null;
    },
  ) => Promise<StatementPage>) | null;
  /** A request's or answer's body as it may be kept (R12). Absent: bodies hold no secrets here. */
  readonly withoutSecrets?: (body: string) => string;
};
