import type { ChainAsset, Fees, Hex } from '../evm/chain-port.ts';
import type { FateWord, HookWord } from '../provider.ts';
import { amountText } from '../http/body.ts';
import { isoTime, type World } from '../world.ts';

/** What the treasury and payees are called on first run; a wallet made later has its own name. */
export type WalletRole = 'treasury' | 'payee' | 'other';
export type Wallet = {
  readonly id: string;
  readonly walletSetId: string;
  readonly name: string;
  readonly refId: string;
  readonly role: WalletRole;
  readonly blockchain: string;
  readonly address: Hex;
  readonly key: Hex;
  readonly isFrozen: boolean;
  readonly createdAtMs: number;
};
export type WalletSet = {
  readonly id: string; readonly name: string; readonly createdAtMs: number;
};

/** CLEARED, QUEUED: not on the chain yet. SENT, STUCK: handed over. The rest is final. */
export type TxState =
  | 'INITIATED' | 'CLEARED' | 'QUEUED' | 'SENT' | 'STUCK'
  | 'COMPLETE' | 'FAILED' | 'DENIED' | 'CANCELLED';
const FINAL: ReadonlySet<TxState> = new Set(['COMPLETE', 'FAILED', 'DENIED', 'CANCELLED']);
export function isFinal(state: TxState): boolean {
  return FINAL.has(state);
}

/** What was signed for a transaction: a second try has the same nonce and pays more. */
export type Try = {
  readonly hash: Hex; readonly raw: string; readonly kind: 'transfer' | 'cancel';
  /** False: kept back on purpose, the chain has not seen it. */
  readonly isSent: boolean;
};

/** What the chain says about it, whatever Circle says. Amounts here are digits. */
export type Mined = {
  readonly hash: Hex; readonly blockHash: Hex; readonly blockHeight: number;
  readonly fee: string; readonly atMs: number; readonly isSuccess: boolean;
  readonly kind: Try['kind'];
};

export type Fate = {
  readonly word: FateWord | 'stuck';
  /** How long it lasts, from the creation on; null: until the faults are cleared. */
  readonly forMs: number | null;
};

export type Transaction = {
  readonly id: string;
  readonly walletId: string;
  readonly direction: 'OUTBOUND' | 'INBOUND';
  readonly source: Hex;
  readonly destination: Hex;
  readonly route: 'native' | 'token';
  readonly asset: ChainAsset;
  /** Units of 6 places, in digits. */
  readonly units: string;
  readonly feeLevel: string;
  readonly fees: { readonly [name in keyof Fees]: string };
  readonly refId: string;
  readonly state: TxState;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly nonce: number | null;
  readonly tries: readonly Try[];
  readonly mined: Mined | null;
  readonly errorReason: string;
  readonly errorDetails: string;
  readonly fate: Fate | null;
  readonly hooks: HookWord | null;
};

/** A mutating call that was answered: the same key gets the same answer for ever. */
export type KeptCall = {
  readonly key: string; readonly fingerprint: string;
  readonly status: number; readonly bodyText: string;
};

export type Subscription = {
  readonly id: string; readonly name: string; readonly endpoint: string;
  readonly isEnabled: boolean; readonly types: readonly string[];
  readonly createdAtMs: number; readonly updatedAtMs: number; readonly isDeleted: boolean;
};

/** A key that signs webhooks: both halves as DER in base64. */
export type HookKey = {
  readonly id: string; readonly publicKey: string; readonly privateKey: string;
  readonly createdAtMs: number;
};

/** A notification on its way to one endpoint. */
export type Notice = {
  readonly id: string;
  /** What tells one delivery from another: a notification may be told twice. */
  readonly deliveryId: string;
  readonly endpoint: string;
  readonly body: string;
  readonly keyId: string;
  readonly signature: string;
  readonly dueAtMs: number;
  readonly tries: number;
  readonly stage: 'waiting' | 'told' | 'given-up';
};

/** A transfer that the chain carried out, for the books. */
export type Booked = {
  readonly kind: 'payout' | 'refund';
  readonly reference: string; readonly account: Hex; readonly units: string;
  readonly asset: ChainAsset; readonly hash: Hex;
};

/** What changes together: the rows as they become, and the money that moved by it. */
export type CircleEvent = {
  readonly type: 'put';
  readonly atMs: number;
  readonly walletSets?: readonly WalletSet[];
  readonly wallets?: readonly Wallet[];
  readonly transactions?: readonly Transaction[];
  readonly calls?: readonly KeptCall[];
  /** Digests of entity secret ciphertexts: none is taken twice. */
  readonly ciphertexts?: readonly string[];
  readonly subscriptions?: readonly Subscription[];
  readonly hookKeys?: readonly HookKey[];
  readonly notices?: readonly Notice[];
  /** Addresses of first run that are not ours. */
  readonly foreign?: readonly { readonly address: Hex; readonly name: string }[];
  /** Wallets that have the money with which they begin. */
  readonly endowed?: readonly string[];
  readonly booked?: Booked;
};
export const CIRCLE_EVENT_TYPES: Record<CircleEvent['type'], true> = { put: true };

export const USDC6 = { code: 'USDC', scale: 6 } as const;
export const EURC6 = { code: 'EURC', scale: 6 } as const;
export function assetOf(asset: ChainAsset) {
  return asset === 'EURC' ? EURC6 : USDC6;
}

/** Circle's memory, rebuilt from events alone. */
export function createCircleState(world: World) {
  const tables = {
    walletSets: new Map<string, WalletSet>(),
    wallets: new Map<string, Wallet>(),
    transactions: new Map<string, Transaction>(),
    calls: new Map<string, KeptCall>(),
    ciphertexts: new Set<string>(),
    subscriptions: new Map<string, Subscription>(),
    hookKeys: new Map<string, HookKey>(),
    notices: new Map<string, Notice>(),
    endowed: new Set<string>(),
    foreign: new Map<Hex, string>(),
  };
  const walletAt = new Map<Hex, Wallet>();
  /** By wallet: the transactions that are not final, and the first nonce not yet given away. */
  const open = new Map<string, Set<string>>();
  const nonces = new Map<string, number>();
  const putTransaction = (row: Transaction): void => {
    tables.transactions.set(row.id, row);
    if (row.direction === 'INBOUND') return;
    const ids = open.get(row.walletId) ?? new Set();
    open.set(row.walletId, ids);
    if (isFinal(row.state)) ids.delete(row.id);
    else ids.add(row.id);
    if (row.nonce !== null) {
      nonces.set(row.walletId, Math.max(nonces.get(row.walletId) ?? 0, row.nonce + 1));
    }
  };
  const apply = (event: CircleEvent): void => {
    for (const row of event.walletSets ?? []) tables.walletSets.set(row.id, row);
    for (const row of event.wallets ?? []) {
      tables.wallets.set(row.id, row);
      walletAt.set(row.address, row);
    }
    for (const row of event.transactions ?? []) putTransaction(row);
    for (const row of event.calls ?? []) tables.calls.set(row.key, row);
    for (const digest of event.ciphertexts ?? []) tables.ciphertexts.add(digest);
    for (const row of event.subscriptions ?? []) tables.subscriptions.set(row.id, row);
    for (const row of event.hookKeys ?? []) tables.hookKeys.set(row.id, row);
    for (const row of event.notices ?? []) {
      if (row.stage === 'waiting') tables.notices.set(row.deliveryId, row);
      else tables.notices.delete(row.deliveryId);
    }
    for (const { address, name } of event.foreign ?? []) tables.foreign.set(address, name);
    for (const id of event.endowed ?? []) tables.endowed.add(id);
    if (event.booked === undefined) return;
    const { kind, reference, account, units, asset, hash } = event.booked;
    world.book({
      provider: 'circle', kind, reference, account, hash, asset,
      amount: amountText(BigInt(units), assetOf(asset)), at: isoTime(event.atMs),
    });
  };
  return { ...tables, walletAt, open, nonces, apply };
}
export type CircleState = ReturnType<typeof createCircleState>;
