/** What the store keeps for payouts from a treasury, besides the payments themselves. */
import type { RailName } from './rails.ts';

/**
 * An account to which a payee is paid from a treasury. `reference` is the marketplace's own id of
 * the payee (a worker id). `created`: the provider made it for us and keeps its key; `imported`: it
 * is the payee's own. `score` is the payee's reputation (S4-040).
 */
export type PayeeWallet = {
  readonly id: string;
  readonly marketplaceId: string;
  readonly reference: string;
  readonly name: string;
  readonly rail: RailName;
  /** Whose connection made it; null where the payee brought it. */
  readonly connectionId: string | null;
  readonly account: string;
  readonly origin: 'created' | 'imported';
  /** The provider's id of it; null where it is not kept there. */
  readonly providerReference: string | null;
  readonly enabled: boolean;
  readonly score: number;
  readonly createdBy: string;
  readonly createdAt: number;
  /** When the account was set, or last changed. */
  readonly accountSince: number;
  readonly updatedAt: number;
  readonly version: number;
};

/** One move of a payee's score, in the commit of the payment that caused it. */
export type ReputationEvent = {
  readonly paymentId: string;
  readonly walletId: string;
  readonly kind: 'task_completed';
  readonly delta: number;
  readonly before: number;
  readonly after: number;
  /** The marketplace's id of the task. */
  readonly relatedId: string;
  readonly at: number;
};

/**
 * A provider's webhook, verified and kept raw (R13). It is only a hint: what it says makes Paydesk
 * ask the provider, and nothing else.
 */
export type Hint = {
  readonly id: string;
  readonly connectionId: string;
  /** The provider's id of the notification: a repeated delivery carries the same. */
  readonly messageId: string;
  readonly receivedAt: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bodyHash: string;
  /** The operation that it is about, where it is one of ours that is still open. */
  readonly operationId: string | null;
  readonly paymentId: string | null;
};
