import { AITBC } from '../../engine/domain/money.ts';
import { createDueQueue } from '../due-queue.ts';
import { createBookkeeper } from '../world.ts';
import type { Bookkeeper, World } from '../world.ts';

/** The states of an escrow contract on the AITBC chain, in the chain's own words. */
export const CONTRACT_STATES = [
  'created', 'funded', 'job_started', 'job_completed', 'disputed', 'resolved', 'released',
  'refunded', 'expired',
] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];
export type ContractMove = 'release' | 'refund';

/** What changes the chain's mind, as the journal keeps it; amounts are minor units in digits. */
export type ChainEvent =
  | {
      readonly type: 'created';
      readonly jobId: string;
      readonly contractId: string;
      readonly buyer: string;
      readonly provider: string;
      readonly amount: string;
      readonly expiresAtMs: number;
      readonly atMs: number;
      readonly pending: boolean;
      readonly untilMs: number | null;
    }
  | { readonly type: 'funded'; readonly jobId: string; readonly atMs: number }
  | { readonly type: 'state-set'; readonly jobId: string; readonly state: ContractState }
  | {
      readonly type: 'move-accepted';
      readonly jobId: string;
      readonly kind: ContractMove;
      readonly untilMs: number | null;
    }
  | {
      readonly type: 'moved';
      readonly jobId: string;
      readonly kind: ContractMove;
      /** Null when the chain claims success without having submitted a transaction. */
      readonly hash: string | null;
      readonly atMs: number;
    };

export const CHAIN_EVENT_TYPES: Record<ChainEvent['type'], true> = {
  created: true,
  funded: true,
  'state-set': true,
  'move-accepted': true,
  moved: true,
};

export type Contract = {
  readonly jobId: string;
  readonly contractId: string;
  readonly buyer: string;
  readonly provider: string;
  readonly amount: bigint;
  readonly expiresAtMs: number;
  state: ContractState;
  hash: string | null;
  refundHash: string | null;
  pendingMove: ContractMove | null;
};

type Due = { readonly expiry: string } | { readonly pending: string };

/** The chain's memory: one contract per job id, forever, rebuilt from events alone. */
export function createChainState(world: World) {
  const memory = {
    contracts: new Map<string, Contract>(),
    /** Jobs whose contract waits for its funding or for an accepted move. */
    pending: new Set<string>(),
    due: createDueQueue<Due>(),
  };
  const book = createBookkeeper(world, { provider: 'chain', asset: AITBC });
  const all = { ...memory, book };
  return { ...memory, apply: (event: ChainEvent) => applyEvent(all, event) };
}

export type ChainState = ReturnType<typeof createChainState>;
type Memory = Omit<ChainState, 'apply'> & { readonly book: Bookkeeper };

function applyEvent(memory: Memory, event: ChainEvent): void {
  if (event.type === 'created') return applyCreation(memory, event);
  const { pending, due } = memory;
  const contract = memory.contracts.get(event.jobId);
  if (contract === undefined) return;
  switch (event.type) {
    case 'funded':
      contract.state = 'funded';
      pending.delete(event.jobId);
      return bookHold(memory, contract, event.atMs);
    case 'state-set':
      contract.state = event.state;
      return;
    case 'move-accepted':
      contract.pendingMove = event.kind;
      if (event.kind === 'release') contract.state = 'job_completed';
      pending.add(event.jobId);
      if (event.untilMs !== null) due.push(event.untilMs, { pending: event.jobId });
      return;
    case 'moved':
      return applyMove(memory, contract, event);
  }
}

function applyCreation(memory: Memory, event: Extract<ChainEvent, { type: 'created' }>): void {
  const { jobId, contractId, buyer, provider, expiresAtMs, atMs } = event;
  const contract: Contract = {
    jobId, contractId, buyer, provider, expiresAtMs,
    amount: BigInt(event.amount),
    state: event.pending ? 'created' : 'funded',
    hash: null,
    refundHash: null,
    pendingMove: null,
  };
  memory.contracts.set(jobId, contract);
  memory.due.push(expiresAtMs, { expiry: jobId });
  if (!event.pending) return bookHold(memory, contract, atMs);
  memory.pending.add(jobId);
  if (event.untilMs !== null) memory.due.push(event.untilMs, { pending: jobId });
}

function applyMove(
  memory: Memory,
  contract: Contract,
  event: Extract<ChainEvent, { type: 'moved' }>,
): void {
  const { kind, hash, atMs } = event;
  contract.state = kind === 'release' ? 'released' : 'refunded';
  contract.pendingMove = null;
  memory.pending.delete(contract.jobId);
  if (kind === 'release') contract.hash = hash;
  else contract.refundHash = hash;
  const { jobId: reference, amount } = contract;
  if (hash === null || amount === 0n) return;
  const account = kind === 'release' ? contract.provider : contract.buyer;
  memory.book(kind, { reference, account, amount, hash, atMs });
}

/** A contract whose amount was cut to nothing locks nothing, and its books say nothing. */
function bookHold({ book }: Memory, contract: Contract, atMs: number): void {
  const { jobId: reference, buyer: account, amount } = contract;
  if (amount > 0n) book('hold', { reference, account, amount, hash: null, atMs });
}
