import { AITBC } from '../../engine/domain/money.ts';
import { createDueQueue } from '../due-queue.ts';
import { createBookkeeper } from '../world.ts';
import type { Bookkeeper, World } from '../world.ts';

export type MoveKind = 'release' | 'refund';

/** What changes the exchange's mind, as the journal keeps it; amounts are minor units in digits. */
export type ExchangeEvent =
  | {
      readonly type: 'held';
      readonly escrowId: string;
      readonly jobId: string;
      readonly amount: string;
      readonly payer: string;
      readonly provider: string | null;
      readonly expiresAtMs: number;
      readonly atMs: number;
      readonly pending: boolean;
      readonly untilMs: number | null;
    }
  | { readonly type: 'activated'; readonly escrowId: string; readonly atMs: number }
  | {
      readonly type: 'move-accepted';
      readonly escrowId: string;
      readonly kind: MoveKind;
      readonly amount: string;
      readonly account: string;
      readonly untilMs: number | null;
      readonly atMs: number;
    }
  | {
      readonly type: 'moved';
      readonly escrowId: string;
      readonly kind: MoveKind;
      readonly amount: string;
      readonly account: string;
      readonly hash: string;
      readonly atMs: number;
    }
  | {
      readonly type: 'purchased';
      readonly purchaseId: string;
      readonly reference: string | null;
      readonly request: string;
      readonly amount: string;
      readonly account: string;
      readonly status: 'completed' | 'processing' | 'refused';
      readonly reason: string | null;
      readonly hash: string | null;
      readonly atMs: number;
      readonly untilMs: number | null;
    }
  | {
      readonly type: 'purchase-completed';
      readonly purchaseId: string;
      readonly hash: string;
      readonly atMs: number;
    }
  | { readonly type: 'balance-set'; readonly account: string; readonly balance: string }
  | { readonly type: 'rate-set'; readonly rate: string };

export const EXCHANGE_EVENT_TYPES: Record<ExchangeEvent['type'], true> = {
  held: true,
  activated: true,
  'move-accepted': true,
  moved: true,
  purchased: true,
  'purchase-completed': true,
  'balance-set': true,
  'rate-set': true,
};

export type PendingMove = Extract<ExchangeEvent, { type: 'move-accepted' }>;
export type Purchase = Extract<ExchangeEvent, { type: 'purchased' }>;

export type TokenEscrow = {
  readonly escrowId: string;
  readonly jobId: string;
  readonly amount: bigint;
  readonly payer: string;
  readonly provider: string | null;
  readonly expiresAtMs: number;
  released: bigint;
  refunded: bigint;
  /** Accepted by the exchange but not yet funded (fault `stuck`). */
  pendingHold: boolean;
  pendingMove: PendingMove | null;
  readonly moves: { kind: MoveKind; amount: bigint; hash: string; atMs: number }[];
};

/** The marketplace's own account: it pays for jobs whose buyer the exchange does not know. */
export const MARKETPLACE_ACCOUNT = 'marketplace';
const MARKETPLACE_BALANCE = 1_000_000_000n * 100_000_000n;
export const RATE_DEFAULT = '100000';

type Due =
  | { readonly expiry: string }
  | { readonly hold: string }
  | { readonly move: string }
  | { readonly purchase: string };

export function remainingOf(escrow: TokenEscrow): bigint {
  return escrow.amount - escrow.released - escrow.refunded;
}

/** The exchange's memory: token accounts, escrows and purchases, rebuilt from events alone. */
export function createExchangeState(world: World, returnAfterMs: number | null) {
  const memory = {
    balances: new Map<string, bigint>([[MARKETPLACE_ACCOUNT, MARKETPLACE_BALANCE]]),
    escrows: new Map<string, TokenEscrow>(),
    escrowIdsOfJob: new Map<string, string[]>(),
    purchases: new Map<string, Purchase>(),
    purchaseIdOfReference: new Map<string, string>(),
    /** Escrows with a hold or a move that was accepted and not yet carried out. */
    pending: new Set<string>(),
    processing: new Set<string>(),
    due: createDueQueue<Due>(),
    settings: { rate: RATE_DEFAULT },
  };
  const book = createBookkeeper(world, { provider: 'exchange', asset: AITBC });
  const all = { ...memory, book, returnAfterMs };
  return { ...memory, apply: (event: ExchangeEvent) => applyEvent(all, event) };
}

export type ExchangeState = ReturnType<typeof createExchangeState>;

/** What the exchange's actions share; `commit` writes an event and then applies it. */
export type ExchangeCore = {
  readonly world: World;
  readonly state: ExchangeState;
  commit(event: ExchangeEvent): void;
};

type Memory = Omit<ExchangeState, 'apply'> & {
  readonly book: Bookkeeper;
  readonly returnAfterMs: number | null;
};

function applyEvent(memory: Memory, event: ExchangeEvent): void {
  switch (event.type) {
    case 'held':
      return applyHold(memory, event);
    case 'activated': {
      const escrow = memory.escrows.get(event.escrowId);
      if (escrow === undefined) return;
      escrow.pendingHold = false;
      memory.pending.delete(event.escrowId);
      const { jobId: reference, payer: account, amount } = escrow;
      return memory.book('hold', { reference, account, amount, hash: null, atMs: event.atMs });
    }
    case 'move-accepted': {
      const escrow = memory.escrows.get(event.escrowId);
      if (escrow !== undefined) escrow.pendingMove = event;
      memory.pending.add(event.escrowId);
      if (event.untilMs !== null) memory.due.push(event.untilMs, { move: event.escrowId });
      return;
    }
    case 'moved':
      return applyMove(memory, event);
    case 'purchased':
      return applyPurchase(memory, event);
    case 'purchase-completed': {
      const purchase = memory.purchases.get(event.purchaseId);
      if (purchase !== undefined) deliverPurchase(memory, purchase, event);
      return;
    }
    case 'balance-set':
      memory.balances.set(event.account, BigInt(event.balance));
      return;
    case 'rate-set':
      memory.settings.rate = event.rate;
      return;
  }
}

function applyHold(memory: Memory, event: Extract<ExchangeEvent, { type: 'held' }>): void {
  const { escrowId, jobId, payer, provider, expiresAtMs, atMs } = event;
  const { escrows, escrowIdsOfJob, due } = memory;
  const amount = BigInt(event.amount);
  const pendingHold = event.pending;
  const fresh = { released: 0n, refunded: 0n, pendingHold, pendingMove: null, moves: [] };
  escrows.set(escrowId, { escrowId, jobId, amount, payer, provider, expiresAtMs, ...fresh });
  escrowIdsOfJob.set(jobId, [...(escrowIdsOfJob.get(jobId) ?? []), escrowId]);
  credit(memory, payer, -amount);
  const { returnAfterMs } = memory;
  if (returnAfterMs !== null) due.push(expiresAtMs + returnAfterMs, { expiry: escrowId });
  if (!pendingHold) {
    return memory.book('hold', { reference: jobId, account: payer, amount, hash: null, atMs });
  }
  memory.pending.add(escrowId);
  if (event.untilMs !== null) due.push(event.untilMs, { hold: escrowId });
}

function applyMove(memory: Memory, event: Extract<ExchangeEvent, { type: 'moved' }>): void {
  const escrow = memory.escrows.get(event.escrowId);
  if (escrow === undefined) return;
  const { kind, account, hash, atMs } = event;
  const amount = BigInt(event.amount);
  if (kind === 'release') escrow.released += amount;
  else escrow.refunded += amount;
  escrow.pendingMove = null;
  memory.pending.delete(event.escrowId);
  escrow.moves.push({ kind, amount, hash, atMs });
  credit(memory, account, amount);
  memory.book(kind, { reference: escrow.jobId, account, amount, hash, atMs });
}

function applyPurchase(memory: Memory, event: Purchase): void {
  const { purchaseId, reference, hash, atMs, untilMs } = event;
  memory.purchases.set(purchaseId, event);
  if (reference !== null) memory.purchaseIdOfReference.set(reference, purchaseId);
  if (hash !== null) deliverPurchase(memory, event, { hash, atMs });
  if (event.status === 'processing') memory.processing.add(purchaseId);
  if (untilMs !== null) memory.due.push(untilMs, { purchase: purchaseId });
}

function deliverPurchase(
  memory: Memory,
  purchase: Purchase,
  { hash, atMs }: { hash: string; atMs: number },
): void {
  const { purchaseId, account } = purchase;
  const amount = BigInt(purchase.amount);
  memory.purchases.set(purchaseId, { ...purchase, status: 'completed', hash });
  memory.processing.delete(purchaseId);
  credit(memory, account, amount);
  const reference = purchase.reference ?? purchaseId;
  memory.book('purchase', { reference, account, amount, hash, atMs });
}

function credit({ balances }: Memory, account: string, amount: bigint): void {
  balances.set(account, (balances.get(account) ?? 0n) + amount);
}
