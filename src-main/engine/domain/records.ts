import type { Actor } from './actor.ts';
import type { Asset, Money } from './money.ts';
import type { OperationKind } from './operation.ts';
import type { MarketplacePolicy } from './policy.ts';
import type { ExpiryOwner, RailName } from './rails.ts';
import type { RefusalCode } from './refusals.ts';

/** A caller of the listener: its keys, default refund addresses, webhooks and policy. */
export type Marketplace = {
  readonly id: string;
  readonly name: string;
  /** Default refund address per currency code (R8: used when a request names none). */
  readonly refundAddresses: Readonly<Record<string, string>>;
  readonly webhooks: readonly WebhookEndpoint[];
  /** What its own webhooks to us are signed with, newest first; several while one is rotated. */
  readonly inboundSecrets: readonly InboundSecret[];
  readonly policy: MarketplacePolicy;
  readonly createdAt: number;
  readonly version: number;
};

/** Where outgoing webhooks go. `secret` is sealed; the plain secret is shown once, on creation. */
export type WebhookEndpoint = {
  readonly id: string;
  readonly url: string;
  readonly secret: Sealed;
  readonly enabled: boolean;
};

/** A secret that a marketplace signs its messages to us with; it lives until `endsAt`. */
export type InboundSecret = {
  readonly id: string;
  readonly secret: Sealed;
  readonly createdAt: number;
  /** Null: until it is rotated. */
  readonly endsAt: number | null;
};

/** A secret as it lies in the store: encrypted, with the id of the key that opens it (R12). */
export type Sealed = { readonly keyId: string; readonly box: string };

/** One configured provider on a rail. A smaller `priority` is taken first. */
export type Connection = {
  readonly id: string;
  readonly rail: RailName;
  readonly name: string;
  readonly mode: 'sandbox' | 'live';
  readonly enabled: boolean;
  readonly priority: number;
  readonly baseUrl: string;
  /** The rail's own settings (paths, API version, timeouts); parsed by the rail's schema. */
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** Credentials by field name, sealed. */
  readonly secrets: Readonly<Record<string, Sealed>>;
  readonly expiryOwner: ExpiryOwner;
  readonly concurrencyMax: number;
  /** Calls that may begin within a second; null where the provider names no limit. */
  readonly callsPerSecondMax: number | null;
  readonly deadlineMs: number;
  readonly createdAt: number;
  readonly version: number;
};

/**
 * An account that receives on Interledger and signs for itself (multi-seller, S2-118). `reference`
 * is the marketplace's own id of it; `categories` are the job categories that it is taken for when
 * a request names none.
 */
export type Seller = {
  readonly id: string;
  readonly marketplaceId: string;
  readonly reference: string;
  readonly name: string;
  readonly categories: readonly string[];
  readonly walletAddress: string;
  /** As its wallet address said when it was saved. */
  readonly asset: Asset;
  readonly keyId: string;
  readonly privateKey: Sealed;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
};

export type { Hint, PayeeWallet, ReputationEvent } from './payout-records.ts';

export const apiScopes = [
  'jobs:write', 'jobs:read', 'payments:write', 'payments:read', 'payments:release',
  'payments:refund', 'batches:write', 'exchange:purchase',
  'quotes:write', 'sellers:write', 'sellers:read', 'tasks:write', 'events:read', 'metrics:read',
] as const;
export type ApiScope = (typeof apiScopes)[number];

/** A marketplace's key: `pck_<id>_<secret>`, of which only the secret's SHA-256 is kept. */
export type ApiKey = {
  readonly id: string;
  readonly marketplaceId: string;
  readonly name: string;
  readonly secretHash: string;
  readonly scopes: readonly ApiScope[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
  readonly version: number;
};

export const operatorRoles = ['viewer', 'operator', 'approver', 'admin'] as const;
export type OperatorRole = (typeof operatorRoles)[number];

/**
 * A person at the console. The password is kept as a PHC-format scrypt string; `mustChangePassword`
 * where somebody else has set it. `code` is the sealed secret of the authenticator app, `codeStep`
 * the time step whose code was used last. `recoveryHash` is the SHA-256 of a printed code.
 */
export type Operator = {
  readonly id: string;
  readonly name: string;
  readonly role: OperatorRole;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly code: Sealed | null;
  readonly codeStep: number | null;
  readonly recoveryHash: string | null;
  readonly failedAttempts: number;
  readonly lockedUntil: number | null;
  readonly signedInAt: number | null;
  readonly createdAt: number;
  readonly disabledAt: number | null;
  readonly version: number;
};

/** One line of a payment's history: who, when, what moved, and the raw reference. */
export type PaymentEvent = {
  readonly paymentId: string;
  readonly at: number;
  readonly kind: string;
  readonly actor: Actor;
  readonly operationId: string | null;
  readonly operationKind: OperationKind | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string;
};

/** An event as it was stored; `seq` rises over all payments and resumes event streams. */
export type StoredEvent = PaymentEvent & { readonly seq: number };

/**
 * One try at carrying an operation out. Times are UTC ms; `request`, `response` without secrets.
 */
export type Attempt = {
  readonly id: string;
  readonly operationId: string;
  readonly paymentId: string;
  readonly connectionId: string;
  readonly number: number;
  readonly purpose: 'send' | 'inquire';
  readonly key: string;
  readonly requestDigest: string;
  readonly deadlineAt: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly request: string;
  readonly response: string;
};

/** What an audit entry says; the commit queue gives it its place in the chain (R10). */
export type AuditDraft = {
  readonly at: number;
  readonly actor: Actor;
  readonly act: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly reason: string;
  readonly data: Readonly<Record<string, string>>;
};

/** One link of the chain: `hash = SHA-256(0x00 || previous || canonical JSON of the entry)`. */
export type AuditEntry = AuditDraft & {
  readonly seq: number;
  /**
   * SHA-256 over the hashes of every ledger, operation, payment and work row of the same commit.
   */
  readonly rowsHash: string;
  readonly previousHash: string;
  readonly hash: string;
};

/** One outgoing webhook to one endpoint: the exact body that is signed, and how delivery went. */
export type Delivery = {
  readonly id: string;
  readonly marketplaceId: string;
  readonly endpointId: string;
  readonly url: string;
  readonly type: string;
  readonly paymentId: string | null;
  readonly body: string;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly tries: number;
  readonly createdAt: number;
  readonly lastTriedAt: number | null;
  readonly deliveredAt: number | null;
  readonly responseStatus: number | null;
  readonly responseBody: string;
  readonly replayOf: string | null;
  readonly version: number;
};

/** What an incoming webhook announces: how a job stands, or a task to be paid. */
export const inboxKinds = ['job', 'task'] as const;
export type InboxKind = (typeof inboxKinds)[number];

export const inboxStates = ['waiting', 'processed', 'refused'] as const;
export type InboxState = (typeof inboxStates)[number];
export const bodyEncodings = ['utf-8', 'base64'] as const;

/**
 * One incoming webhook, as it came (R13): stored before it is acknowledged, once per marketplace
 * and `messageId`. `waiting` until the runner has read it; `processed` when it did what it says;
 * `refused`, with code and sentence, when it was not to be believed or came too late. The last two
 * are final.
 */
export type InboxMessage = {
  readonly id: string;
  readonly kind: InboxKind;
  /** Whose secret signed it. */
  readonly marketplaceId: string;
  /** The sender's `webhook-id`: a repeated delivery carries the same. */
  readonly messageId: string;
  /** The sender's `webhook-timestamp`, which the signature covers. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** The headers that matter later, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that were signed: as text where they are UTF-8, else in base64. */
  readonly body: string;
  readonly bodyEncoding: (typeof bodyEncodings)[number];
  /** SHA-256 of the bytes, in hex; the audit entry of the receipt holds it too. */
  readonly bodyHash: string;
  readonly state: InboxState;
  /** The code of the refusal. */
  readonly code: RefusalCode | null;
  /** What was done or why it was not, for a person. */
  readonly detail: string;
  readonly jobId: string | null;
  readonly processedAt: number | null;
  readonly version: number;
};

/** The stored answer to a request that carried an Idempotency-Key (security guide 2.9). */
export type IdempotencyRecord = {
  readonly apiKeyId: string;
  readonly route: string;
  readonly key: string;
  readonly fingerprint: string;
  /** What the request created or moved, so that a lost answer can be made again from its state. */
  readonly subjectId: string;
  readonly status: number | null;
  readonly body: string | null;
  readonly createdAt: number;
};

/** A running count against a limit (purchases of a user in an hour, bitcoin in a day). */
export type LimitRow = {
  readonly key: string;
  readonly count: number;
  readonly minor: bigint;
  readonly version: number;
};

/** How often the provider was asked what became of an operation, and what it said last. */
export type Inquiries = {
  readonly operationId: string;
  readonly asked: number;
  readonly lastAskedAt: number;
  /** The kind of the finding, as the rail read it. */
  readonly lastAnswer: string;
};

/** What a counter gains in one commit. Every number on a screen comes from a counter. */
export type CounterDelta = {
  readonly name: string;
  readonly count: number;
  readonly minor: bigint;
};

/** A balance of the ledger. */
export type AccountBalance = {
  readonly connectionId: string;
  readonly account: string;
  readonly balance: Money;
};
