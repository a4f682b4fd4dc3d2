import { formatAmountShort } from '../../engine/domain/money.ts';
import {
  failedFinding, failedOutcome, outcomeBeforeSending, rejected, unavailable,
} from '../provider-answer.ts';
import type { ProviderAnswer } from '../provider-answer.ts';
import type { EscrowFinding, RailFinding, RailOperation, RailOutcome } from '../rail.ts';
import type { ChainClient } from './client.ts';
import {
  adoptedContract, afterRefusal, contractFinding, contractMoved, contractStanding, createdContract,
  createdContractHold, foundContract, readContract,
} from './translate-chain.ts';
import type { Contract } from './translate-chain.ts';

/** What the flows of the chain (v2) need of their call. */
export type ChainDesk = {
  readonly client: ChainClient;
  readonly redact: (raw: string) => string;
};

type Fault = Extract<RailFinding, { readonly kind: 'cannot-tell' | 'unavailable' | 'missing' }>;

/**
 * Looks for a contract of the job, creates one where there is none, and reads it back: only what
 * the chain then holds proves that the whole amount arrived (source row T-07). Both parties have
 * to be known: a missing provider is refused, never replaced by the buyer (T-05).
 */
export async function holdAtChain(
  desk: ChainDesk,
  operation: RailOperation,
): Promise<RailOutcome> {
  const { jobId, payerAccount: buyer, account: provider } = operation;
  if (provider === null) {
    const message = 'The chain needs the payee\'s account to hold for them; nothing was sent.';
    return rejected('provider_missing', message);
  }
  if (buyer === null) {
    return rejected('buyer_missing', 'The chain needs the payer\'s account; nothing was sent.');
  }
  const shown = await desk.client.escrow(jobId);
  if (shown === null) {
    return rejected('job_id_unusable', 'The job id cannot stand in an address; nothing was sent.');
  }
  if (shown.kind === 'taken') {
    const contract = readContract(shown.json, desk.redact(shown.raw));
    if (contract !== null) return adoptedContract(contract, operation);
    return outcomeBeforeSending({ kind: 'unknown', message: 'The contract is shown unreadably.' });
  }
  if (failedFinding(shown).kind === 'unavailable') return outcomeBeforeSending(shown);
  const amount = formatAmountShort(operation.amount);
  const created = createdContract(
    await desk.client.createEscrow(operation.key, { jobId, buyer, provider, amount }),
  );
  if (created !== 'created') return created;
  const contract = await look(desk, jobId);
  return 'kind' in contract ? { kind: 'submitted', reference: jobId }
    : createdContractHold(contract, operation);
}

/** Releases or refunds the whole contract; a refusal is seen beside the contract. */
export async function moveAtChain(
  desk: ChainDesk,
  operation: RailOperation & { readonly kind: 'release' | 'refund' },
): Promise<RailOutcome> {
  const { key, kind, reason, escrowReference: jobId } = operation;
  if (jobId === null) return rejected('escrow_unknown', 'No escrow is known; nothing was sent.');
  if (operation.amount.minor !== operation.heldAmount.minor) {
    return rejected('partial_unsupported', 'The chain moves whole escrows; nothing was sent.');
  }
  const answer = kind === 'release' ? await desk.client.releaseEscrow(key, jobId, reason)
    : await desk.client.refundEscrow(key, jobId, reason);
  if (answer === null) {
    return rejected('job_id_unusable', 'The job id cannot stand in an address; nothing was sent.');
  }
  // The chain answers 400 also to a move that it has carried out before.
  if (answer.kind !== 'refused' || (answer.status !== 400 && answer.status !== 409)) {
    return contractMoved(answer, { kind, redact: desk.redact });
  }
  const contract = await look(desk, jobId);
  const isFault = 'kind' in contract;
  const finding = isFault ? onlyUnknown(contract) : contractFinding(contract, operation);
  const refusal = { detail: answer.detail, outcome: failedOutcome(answer) };
  return afterRefusal(refusal, { finding, state: isFault ? null : contract.state }, kind);
}

/** What became of a hold, release or refund. */
export async function inquireAtChain(
  desk: ChainDesk,
  operation: RailOperation,
): Promise<RailFinding> {
  const { kind } = operation;
  const contract = await look(desk, operation.escrowReference ?? operation.jobId);
  if (kind === 'release' || kind === 'refund') {
    return 'kind' in contract ? onlyUnknown(contract)
      : contractFinding(contract, { ...operation, kind });
  }
  return 'kind' in contract ? contract : foundContract(contract, operation);
}

export async function standingAtChain(
  desk: ChainDesk,
  operation: RailOperation,
): Promise<EscrowFinding> {
  const contract = await look(desk, operation.escrowReference ?? operation.jobId);
  if (!('kind' in contract)) return contractStanding(contract, operation);
  return contract.kind === 'missing' ? { kind: 'cannot-tell' } : contract;
}

/** `missing`: the chain knows no contract of this job. */
async function look({ client, redact }: ChainDesk, jobId: string): Promise<Contract | Fault> {
  const answer: ProviderAnswer | null = await client.escrow(jobId);
  if (answer === null) return { kind: 'cannot-tell' };
  if (answer.kind !== 'taken') {
    const isUnknownJob = answer.kind === 'refused' && answer.status === 404 && !answer.isRoute;
    return isUnknownJob ? { kind: 'missing' } : failedFinding(answer);
  }
  return readContract(answer.json, redact(answer.raw))
    ?? unavailable('The chain shows the contract in an unknown form.');
}

/** A contract that was held cannot be missing: then the chain contradicts itself. */
function onlyUnknown(fault: Fault): Exclude<Fault, { readonly kind: 'missing' }> {
  return fault.kind === 'missing' ? { kind: 'cannot-tell' } : fault;
}
