/**
 * What the engine does with payouts from a treasury (S4), as listener and contract handlers see it.
 * Amount texts are decimals in major units; times are UTC milliseconds.
 */
import type { Money } from './domain/money.ts';
import type { PaymentAggregate } from './domain/payment.ts';
import type { Verdict } from './domain/payout.ts';
import type { RailName } from './domain/rails.ts';
import type { OperationState } from './domain/operation.ts';
import type { PayeeWallet } from './domain/records.ts';
import type { Refusal, Result } from './domain/result.ts';
import type { Ask, PaymentAct } from './api.ts';
import type { StatementRow } from '../rails/rail.ts';

/** A task that is completed and to be paid from the treasury. */
export type CompletedTask = {
  readonly marketplaceId: string;
  /** The marketplace's own id of it, or a job of ours. */
  readonly taskId: string;
  /** The marketplace's own id of the payee (a worker id). */
  readonly payeeReference: string;
  /** In major units, the fee included. */
  readonly amountText: string;
  /** `USDC` or `EURC`. */
  readonly assetCode: string;
  readonly completedAt: number;
  readonly durationMinutes: number | null;
  readonly hasProof: boolean;
  /** 1 to 5. */
  readonly rating: number | null;
  /** Null: SHA-256 of `${taskId}-${payeeReference}-payment` (S4-015, S4-020). */
  readonly identity: string | null;
  readonly title: string | null;
  /** As it was announced, for the job; canonical JSON or the announcement itself. */
  readonly payload: string;
};

/** `repeated`: the task had this payment already, and nothing was done. */
export type PaidTask = {
  readonly payment: PaymentAggregate; readonly verdict: Verdict; readonly repeated: boolean;
};

/** What would become of a row of a file. */
export type TaskPreview =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'present'; readonly paymentId: string }
  | {
    readonly kind: 'payable'; readonly payee: string; readonly account: string;
    readonly gross: Money; readonly fee: Money; readonly net: Money;
    /** Why somebody has to look; empty where nothing is odd. */
    readonly reasons: readonly string[];
    readonly isNewPayee: boolean;
  };

export type PlannedRow =
  | { readonly kind: 'planned'; readonly paymentId: string; readonly repeated: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A treasury as its provider sees it; `balance` null with the `problem` where it cannot be had. */
export type TreasuryView = {
  readonly connectionId: string;
  readonly name: string;
  readonly mode: 'sandbox' | 'live';
  readonly balance: Money | null;
  /** What lies there in other assets. */
  readonly others: readonly Money[];
  readonly problem: string | null;
  readonly asOfMs: number;
};

export type ReconcileInput = {
  readonly connectionId: string; readonly fromMs: number; readonly toMs: number;
};

/** What the three accounts of one payout do not agree in. */
export const differenceKinds = [
  'missing-here', 'missing-at-provider', 'missing-on-chain', 'failed-but-mined',
  'paid-here-only', 'paid-there-only', 'amount-differs', 'account-differs',
] as const;
export type Difference = (typeof differenceKinds)[number];

export type ReconciledRow = {
  readonly reference: string;
  readonly key: string;
  readonly ledger: {
    readonly paymentId: string; readonly operationId: string; readonly state: OperationState;
    readonly amount: Money; readonly account: string | null; readonly hash: string | null;
  } | null;
  readonly provider: StatementRow['provider'];
  readonly chain: StatementRow['chain'];
  readonly differences: readonly Difference[];
};

/** `whole`: the provider's list was read to its end within the bound. */
export type Reconciled = ReconcileInput & {
  readonly rows: readonly ReconciledRow[]; readonly agreed: number; readonly whole: boolean;
};

export type PayoutCommands = {
  /** Pays a task as its marketplace's policy says: at once, when somebody has looked, or not. */
  readonly payTask: (ask: Ask, task: CompletedTask) => Promise<Result<PaidTask>>;
  /** What would become of tasks, at most 500, without doing it. */
  readonly preview: (
    tasks: readonly CompletedTask[],
  ) => Promise<Result<readonly TaskPreview[]>>;
  /** Plans payouts, at most 500, each in a commit of its own; a batch lets them go. */
  readonly plan: (
    ask: Ask, tasks: readonly CompletedTask[],
  ) => Promise<Result<readonly PlannedRow[]>>;
  /** Asks the provider to speed up, or to take back, what it has not finished. */
  readonly nudge: (
    ask: Ask, input: PaymentAct & { readonly act: 'accelerate' | 'cancel' },
  ) => Promise<Result<PaymentAggregate>>;
  readonly treasury: () => Promise<readonly TreasuryView[]>;
  /** Ledger, provider and chain side by side; reads only. */
  readonly reconcile: (input: ReconcileInput) => Promise<Result<Reconciled>>;
};

/** `account` null: the provider makes one, or the present one stays. Empty name: the reference. */
export type SaveWallet = {
  readonly marketplaceId: string;
  readonly reference: string;
  readonly version: number | null;
  readonly name: string;
  readonly account: string | null;
  readonly enabled: boolean | null;
};

/** What is known of an account before it is kept. */
export type WalletLook = {
  readonly ours: boolean;
  readonly providerReference: string | null;
  /** Payees whose account a person may take for this one. */
  readonly alike: readonly {
    readonly name: string; readonly reference: string; readonly account: string;
  }[];
};

export type PayeeWalletCommands = {
  readonly save: (ask: Ask, input: SaveWallet) => Promise<Result<PayeeWallet>>;
  /** Keeps an account that the provider itself has named to us; it is not asked about it again. */
  readonly adopt: (
    ask: Ask, input: SaveWallet & { readonly account: string },
    known: { readonly ours: boolean; readonly providerReference: string | null },
  ) => Promise<Result<PayeeWallet>>;
  readonly look: (account: string) => Promise<Result<WalletLook>>;
};

/** A provider's webhook as it came. */
export type IncomingHint = {
  readonly rail: RailName;
  readonly body: Uint8Array;
  readonly signature: string;
  readonly keyId: string;
  readonly headers: Readonly<Record<string, string>>;
};

export type HintCommands = {
  /** Verifies and keeps it, and asks the provider soon; `unauthenticated` without saying why. */
  readonly receive: (
    incoming: IncomingHint,
  ) => Promise<Result<{ readonly repeated: boolean }>>;
};

/**
 * An announced task as it came, from a caller whose key was verified. Exactly one of the two
 * signatures: GigStream's (`sha256=` and hex over the body), or Standard Webhooks.
 */
export type IncomingTask = {
  readonly marketplaceId: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly signature:
    | { readonly scheme: 'body'; readonly text: string }
    | {
      readonly scheme: 'standard'; readonly messageId: string; readonly timestamp: string;
      readonly text: string;
    };
};

export type TaskInboxCommands = {
  /**
   * Stores an announced task and its work, then answers. `not_configured`: the marketplace has no
   * living secret; `unauthenticated`: it did not sign this; `invalid_request`: it is no task.
   */
  readonly receiveTask: (incoming: IncomingTask) => Promise<Result<{
    readonly repeated: boolean; readonly taskId: string; readonly messageId: string;
  }>>;
  /** Reads a refused task once more, as if it had just come. */
  readonly retryTask: (
    ask: Ask, input: { readonly messageId: string; readonly marketplaceId: string | null },
  ) => Promise<Result<PaidTask>>;
};
