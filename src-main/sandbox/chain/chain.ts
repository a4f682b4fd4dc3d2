import { AITBC } from '../../engine/domain/money.ts';
import { answer, behindSecret, header, readPath, refuse } from '../http/answers.ts';
import { amountText, openBody } from '../http/body.ts';
import { CHAIN_EVENT_TYPES, createChainState } from './chain-state.ts';
import type {
  ChainEvent, ChainState, Contract, ContractMove, ContractState,
} from './chain-state.ts';
import { readEvent } from '../journal.ts';
import type {
  OperationName, ProviderModel, ProviderRequest, ProviderResponse, Quirks, Route,
} from '../provider.ts';
import { createCommit, randomHex, stuckUntil, tokenHash } from '../world.ts';
import type { World } from '../world.ts';

/** The longest life of a contract on the real chain: 30 days. */
const CONTRACT_LIFE_MS = 30 * 24 * 3_600_000;
const WHOLE_TOKEN = 100_000_000n;

/** From which states the chain carries out a move; everything else it refuses with 400. */
const MOVABLE: Record<ContractMove, readonly ContractState[]> = {
  release: ['funded', 'job_started', 'job_completed', 'resolved'],
  refund: ['created', 'funded', 'job_started', 'disputed', 'resolved', 'expired'],
};

export type ChainConfig = {
  /** Required as `Authorization: Bearer …` on every route but `/health`. */
  readonly token: string;
  /** Whether a contract that ran out is refunded to its buyer by itself. */
  readonly returnsOnExpiry: boolean;
};

export type Chain = ProviderModel & {
  /** Puts a job's contract into a state by hand (a dispute, say); false where there is none. */
  setContractState(jobId: string, state: ContractState): boolean;
};

/**
 * The AITBC chain's escrow RPC (v2): one contract per job id, whole release or whole refund, and
 * the habit of its original to answer `success: true` even when no transaction was submitted
 * (fault `no-hash`; source row T-08).
 */
export function createChain(deps: { world: World; config: ChainConfig }): Chain {
  const { world, config } = deps;
  const state = createChainState(world);
  const commit = createCommit(world, 'chain', state);
  const core: Core = { world, state, commit };

  function completePending(jobId: string, atMs: number): void {
    const contract = state.contracts.get(jobId);
    if (contract === undefined || !state.pending.has(jobId)) return;
    const kind = contract.pendingMove;
    if (kind === null) return commit({ type: 'funded', jobId, atMs });
    commit({ type: 'moved', jobId, kind, hash: tokenHash(world), atMs });
  }

  function expire(jobId: string, atMs: number): void {
    const contract = state.contracts.get(jobId);
    if (contract === undefined || state.pending.has(jobId)) return;
    if (!['created', 'funded', 'job_started'].includes(contract.state)) return;
    if (!config.returnsOnExpiry) return commit({ type: 'state-set', jobId, state: 'expired' });
    commit({ type: 'moved', jobId, kind: 'refund', hash: tokenHash(world), atMs });
  }
  return {
    route: (request) => behindSecret(routeRequest(request, core), {
      given: header(request, 'authorization'), secret: `Bearer ${config.token}`,
      refusal: 'Not authenticated',
    }),
    settleDue: () => {
      state.due.carryOut(world.nowMs(), (item, atMs) => {
        if ('expiry' in item) expire(item.expiry, atMs);
        else completePending(item.pending, atMs);
      });
    },
    completeStuck: () => {
      for (const jobId of [...state.pending]) completePending(jobId, world.nowMs());
    },
    replay: (event) => state.apply(readEvent<ChainEvent>(event, CHAIN_EVENT_TYPES)),
    setContractState: (jobId, next) => {
      if (!state.contracts.has(jobId)) return false;
      commit({ type: 'state-set', jobId, state: next });
      return true;
    },
  };
}

type Core = { world: World; state: ChainState; commit(event: ChainEvent): void };

function create(core: Core, request: ProviderRequest, quirks: Quirks): ProviderResponse {
  const { world, state, commit } = core;
  const body = openBody(request.bodyText);
  const jobId = body.text('job_id');
  const buyer = body.text('buyer');
  const provider = body.text('provider');
  const asked = body.amount('amount', AITBC);
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  const amount = quirks.truncateAmount === true ? asked - (asked % WHOLE_TOKEN) : asked;
  const earlier = state.contracts.get(jobId);
  if (earlier !== undefined) {
    return earlier.amount === amount
      ? answer(200, { success: true, contract_id: earlier.contractId, job_id: jobId })
      : refuse(409, `Contract of job ${jobId} exists with another amount`);
  }
  const contractId = `escrow_${randomHex(world, 12)}`;
  const atMs = world.nowMs();
  commit({
    type: 'created', jobId, contractId, buyer, provider, amount: amount.toString(),
    expiresAtMs: atMs + CONTRACT_LIFE_MS, atMs, pending: quirks.stuck !== undefined,
    untilMs: stuckUntil(world, quirks),
  });
  return answer(200, { success: true, contract_id: contractId, job_id: jobId });
}

function move(core: Core, request: MoveRequest): ProviderResponse {
  const { world, state, commit } = core;
  const { kind, jobId, bodyText, quirks } = request;
  // The original takes a missing body for an empty one here, and only here.
  const body = openBody(bodyText === '' ? '{}' : bodyText);
  body.optionalText('reason');
  const refusal = body.refusal();
  if (refusal !== null) return refusal;
  const contract = state.contracts.get(jobId);
  if (contract === undefined) {
    return refuse(404, `No escrow contract found for job_id=${jobId}`);
  }
  if (state.pending.has(jobId) || !MOVABLE[kind].includes(contract.state)) {
    return refuse(400, `Cannot ${kind} a contract in state ${contract.state}`);
  }
  if (quirks.stuck !== undefined) {
    commit({ type: 'move-accepted', jobId, kind, untilMs: stuckUntil(world, quirks) });
    return moved(kind, contract, null);
  }
  const hash = quirks.noHash === true ? null : tokenHash(world);
  commit({ type: 'moved', jobId, kind, hash, atMs: world.nowMs() });
  return moved(kind, contract, hash);
}

function status({ state }: Core, jobId: string, quirks: Quirks): ProviderResponse {
  const contract = state.contracts.get(jobId);
  if (contract === undefined || quirks.noStatus === true) {
    return refuse(404, `No escrow found for job_id=${jobId}`);
  }
  return answer(200, {
    job_id: jobId,
    contract_id: contract.contractId,
    state: contract.state,
    amount: amountText(contract.amount, AITBC),
    buyer: contract.buyer,
    provider: contract.provider,
    ...(contract.hash === null ? {} : { tx_hash: contract.hash }),
    ...(contract.refundHash === null ? {} : { refund_tx_hash: contract.refundHash }),
  });
}

type MoveRequest = {
  readonly kind: ContractMove;
  readonly jobId: string;
  readonly bodyText: string;
  readonly quirks: Quirks;
};

function moved(kind: ContractMove, contract: Contract, hash: string | null): ProviderResponse {
  const facts = { success: true, contract_id: contract.contractId, job_id: contract.jobId };
  const field = kind === 'release' ? 'tx_hash' : 'refund_tx_hash';
  return answer(200, { ...facts, [field]: hash });
}

function routeRequest(request: ProviderRequest, core: Core): Route {
  const { method, bodyText } = request;
  const [rpc, noun, jobId, verb, ...rest] = readPath(request.path)?.segments ?? [];
  const plain = (operation: OperationName, run: Route['run'], sentinel = ''): Route => ({
    operation,
    run,
    sentinelText: () => sentinel,
  });
  const notFound = plain('unknown', () => refuse(404, 'Not Found'));
  const notAllowed = plain('unknown', () => refuse(405, 'Method Not Allowed'));
  if (rpc === 'health' && noun === undefined) {
    return method === 'GET' ? plain('health', () => answer(200, { status: 'ok' })) : notAllowed;
  }
  if (rpc !== 'rpc' || noun !== 'escrow' || jobId === undefined || rest.length > 0) return notFound;
  if (verb === undefined && jobId === 'create' && method === 'POST') {
    const sentinelText = (): string => openBody(bodyText).optionalText('job_id') ?? '';
    return { operation: 'hold', sentinelText, run: (quirks) => create(core, request, quirks) };
  }
  if (verb === undefined) {
    return method === 'GET' ? plain('inquire', (q) => status(core, jobId, q)) : notAllowed;
  }
  if (verb !== 'release' && verb !== 'refund') return notFound;
  if (method !== 'POST') return notAllowed;
  const contract = core.state.contracts.get(jobId);
  const payee = verb === 'release' ? contract?.provider : contract?.buyer;
  return plain(verb, (quirks) => move(core, { kind: verb, jobId, bodyText, quirks }), payee ?? '');
}
