/** The chain's escrow contracts (v2) in the words of the domain. Pure; every state is listed. */
import { z } from 'zod';

import { AITBC, formatAmountShort, parseAmount } from '../../engine/domain/money.ts';
import { optionalText, shortText } from '../exact-json.ts';
import { failedOutcome, rejected, unavailable, unclear } from '../provider-answer.ts';
import type { ProviderAnswer } from '../provider-answer.ts';
import type { EscrowFinding, RailFinding, RailOperation, RailOutcome } from '../rail.ts';
import { evidenceOf, settledByHash, transactionHash } from './evidence.ts';

/** Every state of an escrow contract (`aitbc_chain/contracts/escrow.py`, source row T-09). */
export const contractStates = [
  'created', 'funded', 'job_started', 'job_completed', 'disputed', 'resolved', 'released',
  'refunded', 'expired',
] as const;
export type ContractState = (typeof contractStates)[number];

export const CHAIN_WORD = "the chain's word";

/** A job's contract as the chain shows it. */
export type Contract = {
  readonly jobId: string | null;
  readonly contractId: string | null;
  readonly state: ContractState;
  readonly minor: bigint | null;
  readonly buyer: string | null;
  readonly provider: string | null;
  readonly releaseHash: string | null;
  readonly refundHash: string | null;
  readonly raw: string;
};

const contractView = z.object({
  job_id: optionalText,
  contract_id: optionalText,
  state: z.enum(contractStates),
  amount: z.string().nullish(),
  buyer: optionalText,
  provider: optionalText,
  tx_hash: optionalText,
  refund_tx_hash: optionalText,
});
const createAnswer = z.object({ success: z.boolean().nullish(), contract_id: shortText });
const moveAnswer = z.object({
  success: z.boolean().nullish(),
  tx_hash: optionalText,
  refund_tx_hash: optionalText,
});

/** Reads a contract; null where the answer has another form, state or amount than is known. */
export function readContract(json: unknown, raw: string): Contract | null {
  const parsed = contractView.safeParse(json);
  if (!parsed.success) return null;
  const { job_id, contract_id, state, amount, buyer, provider } = parsed.data;
  const read = typeof amount === 'string' ? parseAmount(amount, AITBC) : null;
  if (read !== null && !read.ok) return null;
  return {
    jobId: job_id, contractId: contract_id, state, buyer, provider,
    minor: read?.money.minor ?? null,
    releaseHash: transactionHash(parsed.data.tx_hash),
    refundHash: transactionHash(parsed.data.refund_tx_hash),
    raw,
  };
}

/** Whether a create call was taken, or what became of it instead. */
export function createdContract(answer: ProviderAnswer): 'created' | RailOutcome {
  if (answer.kind !== 'taken') return failedOutcome(answer);
  const parsed = createAnswer.safeParse(answer.json);
  if (parsed.success && parsed.data.success !== false) return 'created';
  return unclear('The chain took the hold and named no contract.');
}

/** How a contract differs from the hold that should have made it; null where it is ours. */
type Difference = { readonly isEmpty: boolean; readonly code: string; readonly message: string };

function differenceOf(contract: Contract, operation: RailOperation): Difference | null {
  const { jobId, minor, buyer, provider } = contract;
  if (minor === null) {
    const message = 'The chain does not say how much the contract holds.';
    return { isEmpty: false, code: 'amount_mismatch', message };
  }
  if (minor !== operation.amount.minor) {
    const theirs = formatAmountShort({ minor, asset: AITBC });
    const message = `The contract of this job holds ${theirs} AITBC; `
      + `${formatAmountShort(operation.amount)} was asked.`;
    return { isEmpty: minor === 0n, code: 'amount_mismatch', message };
  }
  const isOther = (shown: string | null, ours: string | null): boolean =>
    shown !== null && ours !== null && shown !== ours;
  if (isOther(jobId, operation.jobId) || isOther(buyer, operation.payerAccount)
    || isOther(provider, operation.account)) {
    const message = 'The contract of this job names another job, buyer or provider.';
    return { isEmpty: false, code: 'escrow_mismatch', message };
  }
  return null;
}

/** What a contract's state proves about the hold. */
type HoldStanding = 'pending' | 'held' | 'ended';
const holdStandings = {
  created: 'pending', funded: 'held', job_started: 'held', job_completed: 'held',
  disputed: 'held', resolved: 'held', released: 'ended', refunded: 'ended', expired: 'held',
} as const satisfies Record<ContractState, HoldStanding>;

/** A contract of this job that stood there before anything was sent; a job has one for ever. */
export function adoptedContract(contract: Contract, operation: RailOperation): RailOutcome {
  if (holdStandings[contract.state] === 'ended') {
    const message = `The chain has a contract for this job that is already ${contract.state}, and `
      + 'a job gets one contract only. Nothing was sent.';
    return rejected('escrow_ended', message);
  }
  const difference = differenceOf(contract, operation);
  if (difference !== null) {
    return rejected(difference.code, `${difference.message} Nothing was sent.`);
  }
  return heldBy(contract, operation);
}

/** The contract read back after our create call: what differs may hold tokens of ours (T-07). */
export function createdContractHold(contract: Contract, operation: RailOperation): RailOutcome {
  const difference = differenceOf(contract, operation);
  if (difference === null) return heldBy(contract, operation);
  return difference.isEmpty ? rejected(difference.code, difference.message)
    : unclear(difference.message);
}

/** The contract found when asking about an open hold. */
export function foundContract(contract: Contract, operation: RailOperation): RailFinding {
  const difference = differenceOf(contract, operation);
  if (difference === null) return heldBy(contract, operation);
  return difference.isEmpty ? rejected(difference.code, difference.message)
    : unavailable(difference.message);
}

function heldBy(
  { state, contractId, raw }: Contract,
  { jobId }: RailOperation,
): Extract<RailOutcome, { readonly kind: 'settled' | 'submitted' }> {
  // Every later call names the job, so the job id is the reference of the escrow.
  if (holdStandings[state] === 'pending') return { kind: 'submitted', reference: jobId };
  const facts = { reference: contractId ?? jobId, word: CHAIN_WORD, raw } as const;
  const evidence = evidenceOf('escrow-state', facts);
  return { kind: 'settled', reference: jobId, evidence, expiresAtMs: null };
}

/**
 * A release or refund is settled by its transaction hash and by nothing else: the chain says
 * `success: true` also when it submitted no transaction (source row T-08).
 */
export function contractMoved(
  answer: ProviderAnswer,
  move: { readonly kind: 'release' | 'refund'; readonly redact: (raw: string) => string },
): RailOutcome {
  if (answer.kind !== 'taken') return failedOutcome(answer);
  const parsed = moveAnswer.safeParse(answer.json);
  if (!parsed.success) return unclear('The chain answered in a form that is not known.');
  const { success, tx_hash, refund_tx_hash } = parsed.data;
  const text = move.kind === 'release' ? tx_hash : refund_tx_hash;
  const hash = transactionHash(text);
  if (hash !== null) return settledByHash(hash, CHAIN_WORD, move.redact(answer.raw));
  if (success === false) return unclear('The chain answered that it did not succeed, and not why.');
  if (text !== null) return unclear('The chain names a transaction hash that is not valid.');
  return { kind: 'submitted', reference: null };
}

type Finding = (contract: Contract) => RailFinding;
const intact: Finding = () => ({ kind: 'missing' });
const settledIf = (hash: string | null, { state, raw }: Contract): RailFinding =>
  hash === null ? unavailable(`The chain says ${state} and names no transaction.`)
    : settledByHash(hash, CHAIN_WORD, raw);
const endedOtherwise = (code: string): Finding => ({ state }) =>
  rejected(code, `The chain says that the contract is ${state}.`);

/** What each state proves about a release that is open. */
const releaseFindings = {
  created: intact,
  funded: intact,
  job_started: intact,
  // A release that waits for its transaction stands here, and so does one that never arrived.
  job_completed: () => unavailable('The chain says that the job is completed, not yet released.'),
  disputed: () => rejected('escrow_disputed', 'The contract is in dispute; nothing was released.'),
  // A resolution may pay by itself.
  resolved: () => unavailable('The dispute was resolved; the chain names no transaction yet.'),
  released: (contract) => settledIf(contract.releaseHash, contract),
  refunded: endedOtherwise('escrow_returned'),
  expired: endedOtherwise('escrow_expired'),
} as const satisfies Record<ContractState, Finding>;

/** What each state proves about a refund that is open. */
const refundFindings = {
  created: intact,
  funded: intact,
  job_started: intact,
  job_completed: intact,
  disputed: intact,
  resolved: () => unavailable('The dispute was resolved; the chain names no transaction yet.'),
  released: endedOtherwise('escrow_released'),
  refunded: (contract) => settledIf(contract.refundHash, contract),
  expired: intact,
} as const satisfies Record<ContractState, Finding>;

export function contractFinding(
  contract: Contract,
  operation: RailOperation & { readonly kind: 'release' | 'refund' },
): RailFinding {
  if (contract.minor !== null && contract.minor !== operation.heldAmount.minor) {
    const theirs = formatAmountShort({ minor: contract.minor, asset: AITBC });
    return unavailable(`The contract holds ${theirs} AITBC; Paydesk holds another amount there.`);
  }
  const findings = operation.kind === 'release' ? releaseFindings : refundFindings;
  return findings[contract.state](contract);
}

/** In which states the chain carries a move out (`escrow.py`, source row T-09). */
const movable: Readonly<Record<'release' | 'refund', readonly ContractState[]>> = {
  release: ['funded', 'job_started', 'job_completed', 'resolved'],
  refund: ['created', 'funded', 'job_started', 'disputed', 'resolved', 'expired'],
};

/**
 * A move that the chain refused, seen beside the contract. Carried out before: settled. A refusal
 * that names a state from which the chain does move means that another move is under way.
 */
export function afterRefusal(
  refusal: { readonly detail: string; readonly outcome: RailOutcome },
  found: { readonly finding: RailFinding; readonly state: ContractState | null },
  kind: 'release' | 'refund',
): RailOutcome {
  const { finding, state } = found;
  switch (finding.kind) {
    case 'settled':
    case 'submitted':
    case 'rejected':
      return finding;
    case 'missing': {
      const isUnderWay = state !== null && movable[kind].includes(state)
        && new RegExp(`\\b${state}\\b`).test(refusal.detail);
      return isUnderWay ? unclear(`${refusal.detail} Another move may be under way.`)
        : refusal.outcome;
    }
    case 'cannot-tell':
    case 'undecided':
    case 'unavailable':
      return unclear(`${refusal.detail} Whether it was carried out before cannot be told.`);
  }
}

const standings = {
  created: () => unavailable('The contract is not funded yet.'),
  funded: () => ({ kind: 'held' }),
  job_started: () => ({ kind: 'held' }),
  job_completed: () => ({ kind: 'held' }),
  disputed: () => unavailable('The contract is in dispute; the dispute decides who is paid.'),
  resolved: () => unavailable('The dispute was resolved; the chain names no transaction yet.'),
  released: (contract) => paidOut('released', contract.releaseHash, contract),
  refunded: (contract) => paidOut('returned', contract.refundHash, contract),
  expired: () => ({ kind: 'held' }),
} as const satisfies Record<ContractState, (contract: Contract) => EscrowFinding>;

/** Where the contract stands, asked before Paydesk returns money at expiry. */
export function contractStanding(contract: Contract, operation: RailOperation): EscrowFinding {
  if (contract.minor !== operation.heldAmount.minor) {
    return unavailable('The contract does not hold what Paydesk holds there.');
  }
  return standings[contract.state](contract);
}

function paidOut(
  kind: 'released' | 'returned',
  hash: string | null,
  { raw }: Contract,
): EscrowFinding {
  if (hash === null) return unavailable(`The chain says ${kind} and names no transaction.`);
  const evidence = evidenceOf('transaction', { reference: hash, word: CHAIN_WORD, raw });
  return { kind, reference: hash, evidence };
}
