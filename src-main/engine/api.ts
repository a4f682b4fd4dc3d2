/**
 * The engine as listener and contract handlers see it: commands that answer when their change is
 * durable, and queries. Every command refuses with a code of `domain/refusals.ts` and then has
 * changed nothing (R15). Amount texts are decimals in major units; times are UTC milliseconds.
 */
import type { Actor } from './domain/actor.ts';
import type { Batch } from './domain/batch.ts';
import type { Job, JobState } from './domain/job.ts';
import type { Money } from './domain/money.ts';
import type { InboxAudience } from './domain/notice.ts';
import type { Payment, PaymentAggregate } from './domain/payment.ts';
import type { Purchase } from './domain/purchase.ts';
import type { RailCapabilities, RailName } from './domain/rails.ts';
import type {
  ApiKey, ApiScope, Attempt, Connection, IdempotencyRecord, InboxState, Marketplace,
  Operator, Seller, StoredEvent,
} from './domain/records.ts';
import type { Result } from './domain/result.ts';
import type { Hold } from './backups/restored.ts';
import type { KillSwitch } from './kill-switch/kill-switch.ts';
import type {
  HintCommands, PayeeWalletCommands, PayoutCommands, TaskInboxCommands,
} from './payout-api.ts';
import type { OperatorCommands } from './operator-api.ts';
import type { Lists } from './lists.ts';
import type { Committed, Reads } from './ports.ts';
import type { AccountFinding, Rail, RailHealth } from '../rails/rail.ts';

export type * from './payout-api.ts';
export type * from './operator-api.ts';

/** The Idempotency-Key of a request, stored in the commit that the request causes. */
export type IdempotencyClaim = Pick<
  IdempotencyRecord, 'apiKeyId' | 'route' | 'key' | 'fingerprint'
>;

/** Who asks, and under which Idempotency-Key. */
export type Ask = { readonly actor: Actor; readonly idempotency: IdempotencyClaim | null };

export type NewPayment = {
  readonly marketplaceId: string;
  readonly jobId: string | null;
  readonly externalId: string | null;
  /** Currency code (`BTC`, `AITBC`), exactly as a rail pays it. */
  readonly currency: string;
  readonly amountText: string;
  readonly payer: string | null;
  readonly payerAccount: string | null;
  readonly payee: string | null;
  readonly payeeAccount: string | null;
  /** Null: the marketplace's default for the currency, if it has one (R8). */
  readonly refundAddress: string | null;
  readonly escrowTimeoutMs: number | null;
};

export type NewJob = {
  readonly marketplaceId: string;
  /** Canonical JSON of the payload, at most 32 KiB. */
  readonly payload: string;
  readonly ttlMs: number;
  readonly payment: Omit<NewPayment, 'marketplaceId' | 'jobId'> | null;
};

/**
 * An act on one payment. `version` null: whatever the version is (API); a number: only if unmoved.
 */
export type PaymentAct = {
  readonly paymentId: string;
  /** Null: any marketplace (an operator). A key names its own; others are answered `not_found`. */
  readonly marketplaceId: string | null;
  readonly version: number | null;
  readonly reason: string;
};

/** `amountText` null: all that is held. `delayMs`: the undo window before anything leaves. */
export type MoveMoney = PaymentAct & {
  readonly amountText: string | null;
  readonly delayMs: number;
};

/** The second operator, already verified by password; the engine checks that it is another one. */
export type TwoOperators = { readonly second: Operator };

export type PaymentCommands = {
  readonly create: (ask: Ask, input: NewPayment) => Promise<Result<PaymentAggregate>>;
  readonly release: (ask: Ask, input: MoveMoney) => Promise<Result<PaymentAggregate>>;
  readonly refund: (ask: Ask, input: MoveMoney) => Promise<Result<PaymentAggregate>>;
  /** Withdraws an operation that has not left (undo window, backoff, dead letter). */
  readonly stop: (
    ask: Ask, input: { readonly paymentId: string; readonly operationId: string },
  ) => Promise<Result<PaymentAggregate>>;
  readonly cancel: (ask: Ask, input: PaymentAct) => Promise<Result<PaymentAggregate>>;
  readonly retry: (ask: Ask, input: PaymentAct) => Promise<Result<PaymentAggregate>>;
  readonly giveUp: (ask: Ask, input: PaymentAct) => Promise<Result<PaymentAggregate>>;
  /** Inquires now; answers when the provider has answered or the deadline passed. */
  readonly check: (
    ask: Ask, input: { readonly paymentId: string },
  ) => Promise<Result<PaymentAggregate>>;
  readonly attachEvidence: (
    ask: Ask, input: PaymentAct & TwoOperators & { readonly reference: string },
  ) => Promise<Result<PaymentAggregate>>;
  readonly declareNotDone: (
    ask: Ask, input: PaymentAct & TwoOperators,
  ) => Promise<Result<PaymentAggregate>>;
  /** Records what the provider did by itself with an escrow; two operators, nothing is sent. */
  readonly recordProviderMove: (
    ask: Ask,
    input: PaymentAct & TwoOperators & {
      readonly kind: 'release' | 'refund'; readonly reference: string;
    },
  ) => Promise<Result<PaymentAggregate>>;
  readonly setRefundAddress: (
    ask: Ask, input: PaymentAct & TwoOperators & { readonly address: string },
  ) => Promise<Result<PaymentAggregate>>;
  /** Refunds a Bitcoin job payment and creates the linked AITBC one; answers the new payment. */
  readonly migrate: (
    ask: Ask, input: PaymentAct & { readonly amountText: string },
  ) => Promise<Result<PaymentAggregate>>;
  /**
   * Waits until the payment rests (nothing scheduled for now, dispatching or submitted) or
   * `timeoutMs` passed, and answers it as it then is.
   */
  readonly whenAtRest: (paymentId: string, timeoutMs: number) => Promise<PaymentAggregate | null>;
};

/** A payment to a seller that its payer has to consent to at the own wallet (S2, S3). */
export type NewPayout = {
  readonly marketplaceId: string;
  /** The marketplace's own id of the seller; null: the one for `category`, else the general one. */
  readonly sellerReference: string | null;
  readonly category: string | null;
  /** What is paid for, in the marketplace's words; several payments may share it. */
  readonly offerId: string | null;
  readonly externalId: string | null;
  readonly payer: string | null;
  /** The payer's wallet address; null: the money is asked for, and whoever likes may pay it. */
  readonly payerAccount: string | null;
  /** In major units of the seller's asset: what the seller is to receive. */
  readonly amountText: string;
  /** For the payer to read; null: one that names the offer. */
  readonly description: string | null;
  /** How long the caller waits for the link. */
  readonly waitMs: number;
};

/** `amountText` null: all that can still be paid back, in the asset of the one who gets it. */
export type PayBack = PaymentAct & {
  readonly amountText: string | null; readonly waitMs: number;
  /** How long it can still be stopped, where nobody else is asked for consent. */
  readonly delayMs: number;
};

/** What a payer's browser brought back: the unguessable part of the address, and the parameters. */
export type PayerReturn = {
  readonly finishKey: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** How long the caller waits for the payout to leave. */
  readonly waitMs: number;
};

export type ConsentCommands = {
  /**
   * Answers once the link is there, or, where no payer is named, the request for money;
   * `quote_refused` or `provider_unavailable` where it is not.
   */
  readonly start: (ask: Ask, input: NewPayout) => Promise<Result<PaymentAggregate>>;
  /** A fresh link for a payout that waits, or for what a payout did not bring. */
  readonly askPayer: (
    ask: Ask, input: PaymentAct & { readonly waitMs: number },
  ) => Promise<Result<PaymentAggregate>>;
  /**
   * What can still be paid back: of what was paid, and, where it comes out of a wallet that is kept
   * for us, of what that holds.
   */
  readonly refundable: (paymentId: string) => Promise<Result<Money>>;
  /** A linked payment the other way; answers the new payment with its link. */
  readonly payBack: (ask: Ask, input: PayBack) => Promise<Result<PaymentAggregate>>;
  readonly returned: (input: PayerReturn) => Promise<Result<PaymentAggregate>>;
};

/** `null` keeps what is stored, or takes the default of a new seller. */
export type SaveSeller = {
  readonly marketplaceId: string;
  readonly reference: string;
  readonly version: number | null;
  readonly name: string | null;
  readonly categories: readonly string[] | null;
  readonly walletAddress: string;
  readonly keyId: string;
  /** PEM of an Ed25519 private key. */
  readonly privateKey: string | null;
  readonly enabled: boolean | null;
};

export type SellerCommands = {
  readonly save: (ask: Ask, input: SaveSeller) => Promise<Result<Seller>>;
  /** Whether the seller's wallet answers and publishes the key that we sign with. */
  readonly test: (sellerId: string) => Promise<Result<RailHealth>>;
  /** What a wallet says of an account (S2-108). */
  readonly account: (walletAddress: string) => Promise<Result<AccountFinding>>;
};

export type JobCommands = {
  readonly create: (
    ask: Ask, input: NewJob,
  ) => Promise<Result<{ readonly job: Job; readonly payment: PaymentAggregate | null }>>;
  readonly setState: (ask: Ask, input: {
    readonly jobId: string; readonly marketplaceId: string | null;
    readonly state: JobState; readonly reason: string;
  }) => Promise<Result<Job>>;
};

export type BatchCommands = {
  /** A new batch of what was refused or rejected in a finished one, linked to it. */
  readonly retryFailed: (
    ask: Ask, input: { readonly batchId: string; readonly reason: string },
  ) => Promise<Result<Batch>>;
  readonly create: (ask: Ask, input: {
    readonly marketplaceId: string | null; readonly act: 'release' | 'refund';
    readonly paymentIds: readonly string[]; readonly reason: string;
  }) => Promise<Result<Batch>>;
  readonly pause: (
    ask: Ask, input: { readonly batchId: string; readonly version: number },
  ) => Promise<Result<Batch>>;
  readonly resume: (
    ask: Ask, input: { readonly batchId: string; readonly version: number },
  ) => Promise<Result<Batch>>;
};

/** What a user has bought in this hour and on this UTC day, and the limits. */
export type Allowance = {
  readonly thisHour: number; readonly perHourMax: number;
  readonly btcToday: Money; readonly btcPerDayMax: Money;
};

export type ExchangeCommands = {
  readonly allowance: (
    user: { readonly marketplaceId: string; readonly userId: string },
  ) => Promise<Allowance>;
  readonly rate: () => Promise<Result<{ readonly rate: string; readonly asOfMs: number }>>;
  /** Exactly one of the two amounts is given; the other follows from the rate, rounded down. */
  readonly purchase: (ask: Ask, input: {
    readonly marketplaceId: string; readonly userId: string;
    readonly btcText: string | null; readonly aitbcText: string | null;
    readonly aitbcAddress: string; readonly refundAddress: string | null;
  }) => Promise<Result<{ readonly purchase: Purchase; readonly payment: PaymentAggregate }>>;
};

export type WebhookCommands = {
  /** Sends a test event to one endpoint; answers the delivery's id. */
  readonly test: (
    ask: Ask, input: { readonly marketplaceId: string; readonly webhookId: string },
  ) => Promise<Result<string>>;
  readonly replay: (ask: Ask, deliveryIds: readonly string[]) => Promise<Result<number>>;
};

/** A webhook as it came in: the bytes and headers that the signature covers. */
export type IncomingWebhook = {
  /** The marketplace that the sender names; null: whichever secret fits. */
  readonly marketplaceId: string | null;
  readonly messageId: string;
  /** Seconds since 1970, in digits. */
  readonly timestamp: string;
  /** Standard Webhooks: `v1,<base64>`, several separated by spaces. */
  readonly signature: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
};

export type InboxCommands = {
  /**
   * Stores a signed announcement and its work, then answers; `repeated` when its id is known
   * already, and then nothing is done. Refuses `unauthenticated` without saying why.
   */
  readonly receive: (
    webhook: IncomingWebhook,
  ) => Promise<Result<{ readonly repeated: boolean }>>;
};

export type NewConnection = Omit<Connection, 'id' | 'version' | 'createdAt' | 'secrets'> & {
  /** By field: the plain secret, or null to keep what is stored. */
  readonly secrets: Readonly<Record<string, string | null>>;
};

export type SettingsCommands = {
  readonly saveConnection: (ask: Ask, input: NewConnection & {
    readonly id: string | null; readonly version: number | null;
  }) => Promise<Result<Connection>>;
  readonly testConnection: (
    id: string,
  ) => Promise<Result<RailHealth & { readonly latencyMs: number }>>;
  readonly saveMarketplace: (ask: Ask, input: Pick<
    Marketplace, 'name' | 'refundAddresses' | 'policy'
  > & {
    readonly id: string | null; readonly version: number | null;
    /** Who confirms a change of policy or refund addresses beside the admin (DESIGN 9). */
    readonly second?: Operator | null;
  }) => Promise<Result<Marketplace>>;
  readonly addWebhook: (
    ask: Ask, input: { readonly marketplaceId: string; readonly url: string },
  ) => Promise<Result<{ readonly secret: string; readonly marketplace: Marketplace }>>;
  readonly removeWebhook: (
    ask: Ask, input: { readonly marketplaceId: string; readonly webhookId: string },
  ) => Promise<Result<Marketplace>>;
  /**
   * Makes the secret that the marketplace signs its messages to us with; `secret` is in this
   * answer only. The one before it goes on for a day, or ends now (it leaked).
   */
  readonly rotateInboundSecret: (
    ask: Ask, input: { readonly marketplaceId: string; readonly endPrevious: boolean },
  ) => Promise<Result<{
    readonly secret: string; readonly previousEndsAt: number | null;
    readonly marketplace: Marketplace;
  }>>;
};

export type KeyCommands = {
  /** `key` is the whole key, in this answer only. */
  readonly create: (ask: Ask, input: {
    readonly marketplaceId: string; readonly name: string; readonly scopes: readonly ApiScope[];
    readonly expiresAt: number | null;
  }) => Promise<Result<{ readonly key: string; readonly record: ApiKey }>>;
  readonly revoke: (ask: Ask, id: string) => Promise<Result<ApiKey>>;
  /** The key's record when the text is a living key, in constant time; null otherwise. */
  readonly authenticate: (presented: string) => Promise<ApiKey | null>;
};

export type AttentionCommands = {
  readonly claim: (
    ask: Ask,
    input: { readonly itemId: string; readonly claim: boolean; readonly takeOver: boolean },
  ) => Promise<Result<string>>;
  /** Gives dead work behind an item its tries back. */
  readonly replay: (ask: Ask, itemId: string) => Promise<Result<string>>;
};

/** What one operator has read in the inbox; the entries are in `lists.inbox`. */
export type InboxDeskCommands = {
  readonly mark: (
    operator: Operator, input: { readonly keys: readonly string[]; readonly read: boolean },
  ) => Promise<void>;
  /** Everything of an audience that came until now is read. */
  readonly markAll: (operator: Operator, audience: InboxAudience) => Promise<void>;
};

/** Texts that operators keep of their screens; the contract's `views` reads and writes them. */
export type SavedViewCommands = {
  readonly nextId: () => string;
  /** The text under a key; null where nothing was kept yet. */
  readonly read: (key: string) => Promise<string | null>;
  /** Replaces the text by what `edit` makes of it; one change at a time. */
  readonly change: <T>(
    key: string,
    edit: (text: string | null) => Result<{ readonly text: string; readonly answer: T }>,
  ) => Promise<Result<T>>;
};

/** The health of a connection as the runner sees it. */
export type ConnectionHealth = {
  readonly connectionId: string;
  readonly state: 'ok' | 'degraded' | 'down' | 'unknown';
  readonly text: string;
  readonly lastAnswerAt: number | null;
  readonly latencyMs: number | null;
  readonly circuitOpenUntil: number | null;
  readonly inFlight: number;
};

/** Figures of the running engine for `/metrics` (S0-094 to S0-097). */
export type EngineMetrics = {
  readonly commits: number;
  readonly operationsEnded: readonly {
    readonly rail: RailName; readonly kind: string; readonly outcome: string;
    readonly count: number;
  }[];
  readonly escrowsExpired: number;
  readonly transitions: readonly {
    readonly rail: RailName; readonly from: string; readonly to: string; readonly count: number;
  }[];
  readonly workPending: number;
  /** Incoming webhooks by what became of them. */
  readonly inbox: readonly { readonly state: InboxState; readonly count: number }[];
};

export type Engine = {
  readonly payments: PaymentCommands;
  readonly consents: ConsentCommands;
  readonly sellers: SellerCommands;
  readonly payouts: PayoutCommands;
  readonly payeeWallets: PayeeWalletCommands;
  readonly hints: HintCommands;
  readonly tasks: TaskInboxCommands;
  readonly jobs: JobCommands;
  readonly batches: BatchCommands;
  readonly exchange: ExchangeCommands;
  readonly webhooks: WebhookCommands;
  readonly inbox: InboxCommands;
  readonly settings: SettingsCommands;
  readonly keys: KeyCommands;
  readonly operators: OperatorCommands;
  readonly attention: AttentionCommands;
  readonly views: SavedViewCommands;
  readonly inboxDesk: InboxDeskCommands;
  readonly read: Reads;
  readonly lists: Lists;
  readonly rails: Readonly<Record<RailName, Rail>>;
  readonly capabilitiesOf: (connection: Connection) => RailCapabilities;
  readonly health: () => Promise<readonly ConnectionHealth[]>;
  /** Told when a connection's state changes, which no commit tells. */
  readonly onHealthChanged: (listener: () => void) => () => void;
  readonly metrics: () => Promise<EngineMetrics>;
  readonly onCommitted: (listener: (committed: Committed) => void) => () => void;
  readonly onHalted: (listener: (reason: string) => void) => () => void;
  /** Whether anything that moves money may leave. */
  readonly killSwitch: KillSwitch;
  /** Whether the store was restored from a copy and sends nothing before it is lifted. */
  readonly hold: Hold;
  /** Recovers what a crash left, then starts the runner. */
  readonly start: () => Promise<void>;
  /** The machine is about to sleep: nothing new is sent until `resume`. */
  readonly suspend: () => void;
  /** The machine woke: due work is looked for at once. */
  readonly resume: () => void;
  /** Lets what is in flight end (at most `graceMs`), then stops; nothing new is sent meanwhile. */
  readonly stop: (graceMs: number) => Promise<void>;
};

/** What a receipt and the payment page are composed from. */
export type PaymentFile = PaymentAggregate & {
  readonly job: Job | null;
  readonly marketplace: Marketplace;
  readonly connection: Connection | null;
  readonly events: readonly StoredEvent[];
  readonly attempts: readonly Attempt[];
  readonly linked: readonly Payment[];
};
