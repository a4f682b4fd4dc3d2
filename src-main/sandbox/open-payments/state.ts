import type { Asset } from '../../engine/domain/money.ts';
import { createDueQueue } from '../due-queue.ts';
import { amountText } from '../http/body.ts';
import { isoTime, type World } from '../world.ts';

/** An account at one of the banks. Amounts here and below are minor units in digits. */
export type Wallet = {
  /** The last part of its address, which names it. */
  readonly name: string;
  readonly bank: string;
  readonly publicName: string;
  readonly asset: Asset;
  readonly balance: string;
  /** Public Ed25519 keys by key id: the `x` of their JWK. */
  readonly keys: Readonly<Record<string, string>>;
};

export type Amount = {
  readonly value: string; readonly assetCode: string; readonly assetScale: number;
};

export const accessTypes = ['incoming-payment', 'quote', 'outgoing-payment'] as const;
export type AccessType = (typeof accessTypes)[number];
export type Access = {
  readonly type: AccessType;
  readonly actions: readonly string[];
  readonly identifier?: string | undefined;
  readonly limits?: {
    readonly receiver?: string | undefined;
    readonly debitAmount?: Amount | undefined;
    readonly receiveAmount?: Amount | undefined;
    readonly interval?: string | undefined;
  } | undefined;
};

/** How a person is asked, and what became of it. */
export type Interaction = {
  readonly nonce: string;
  /** Our own nonce (`interact.finish`), which goes into the hash. */
  readonly finishNonce: string;
  /** Null where the client did not ask to be told. */
  readonly finish: { readonly uri: string; readonly nonce: string } | null;
  /** The browser that began it; only that one may finish it. */
  readonly session: string | null;
  readonly ref: string | null;
};

export type GrantState = 'pending' | 'accepted' | 'rejected' | 'issued' | 'cancelled';
export type Grant = {
  readonly id: string;
  readonly bank: string;
  /** The wallet whose keys sign for the client. */
  readonly client: string;
  readonly access: Access;
  readonly state: GrantState;
  readonly continueToken: string;
  readonly interaction: Interaction | null;
  readonly createdAtMs: number;
  /** When `wait` was last told; earlier than that after this is too fast. */
  readonly askedAtMs: number;
  readonly spentDebit: string;
  readonly spentReceive: string;
};

export type Token = {
  readonly value: string;
  readonly manageId: string;
  readonly grantId: string;
  readonly expiresAtMs: number;
  readonly isDead: boolean;
};

type Paper = {
  readonly id: string;
  readonly wallet: string;
  readonly client: string;
  readonly createdAtMs: number;
};
export type Incoming = Paper & {
  readonly amount: string | null;
  readonly received: string;
  readonly isCompleted: boolean;
  readonly expiresAtMs: number;
  readonly metadata: Metadata;
};
export type Quote = Paper & {
  readonly receiver: string;
  readonly debit: string;
  readonly receive: string;
  readonly receiveAsset: Asset;
  readonly expiresAtMs: number;
  readonly isUsed: boolean;
};
export type Outgoing = Paper & {
  readonly receiver: string;
  readonly debit: string;
  readonly receive: string;
  readonly receiveAsset: Asset;
  readonly sent: string;
  readonly isFailed: boolean;
  readonly metadata: Metadata;
  readonly grantId: string;
  /** `waiting`: it will be sent; `resting`: it never will; `over`: it was, or was not. */
  readonly stage: 'waiting' | 'resting' | 'over';
};
export type Metadata = Readonly<Record<string, unknown>>;

/** What changes together: the rows as they become, and the money that was delivered by it. */
export type OpenPaymentsEvent = {
  readonly type: 'put';
  readonly atMs: number;
  readonly wallets?: readonly Wallet[];
  readonly grants?: readonly Grant[];
  readonly tokens?: readonly Token[];
  readonly incoming?: readonly Incoming[];
  readonly quotes?: readonly Quote[];
  readonly outgoing?: readonly Outgoing[];
  readonly delivered?: {
    readonly reference: string; readonly account: string; readonly amount: string;
    readonly asset: Asset; readonly hash: string;
  };
};
export const OPEN_PAYMENTS_EVENT_TYPES: Record<OpenPaymentsEvent['type'], true> = { put: true };

/** How long after its creation an outgoing payment is sent. */
export const SENT_AFTER_MS = 300;

/** The banks' memory, rebuilt from events alone. */
export function createOpenPaymentsState(world: World) {
  const tables = {
    wallets: new Map<string, Wallet>(),
    grants: new Map<string, Grant>(),
    tokens: new Map<string, Token>(),
    incoming: new Map<string, Incoming>(),
    quotes: new Map<string, Quote>(),
    outgoing: new Map<string, Outgoing>(),
  };
  /** Outgoing payments that are still to be sent. */
  const due = createDueQueue<string>();
  const apply = (event: OpenPaymentsEvent): void => {
    for (const row of event.wallets ?? []) tables.wallets.set(row.name, row);
    for (const row of event.grants ?? []) tables.grants.set(row.id, row);
    for (const row of event.tokens ?? []) tables.tokens.set(row.value, row);
    for (const row of event.incoming ?? []) tables.incoming.set(row.id, row);
    for (const row of event.quotes ?? []) tables.quotes.set(row.id, row);
    for (const row of event.outgoing ?? []) {
      if (!tables.outgoing.has(row.id) && row.stage === 'waiting') {
        due.push(row.createdAtMs + SENT_AFTER_MS, row.id);
      }
      tables.outgoing.set(row.id, row);
    }
    if (event.delivered === undefined) return;
    const { reference, account, amount, asset, hash } = event.delivered;
    world.book({
      provider: 'openPayments', kind: 'payout', reference, account, hash, asset: asset.code,
      amount: amountText(BigInt(amount), asset), at: isoTime(event.atMs),
    });
  };
  return { ...tables, due, apply };
}

export type OpenPaymentsState = ReturnType<typeof createOpenPaymentsState>;
