import { AITBC, formatAmountShort } from '../../engine/domain/money.ts';
import {
  failedFinding, outcomeBeforeSending, rejected, unavailable, unclear,
} from '../provider-answer.ts';
import type { ProviderAnswer } from '../provider-answer.ts';
import type { EscrowFinding, RailFinding, RailOperation, RailOutcome } from '../rail.ts';
import type { Asked, ExchangeClient } from './client.ts';
import {
  adoptedHold, createdEscrowId, createdHold, exchangeStanding, foundHold, moveFinding,
  movedOutcome, openEscrowOf, readTokenEscrow, readTokenEscrows,
} from './translate.ts';
import type { TokenEscrow } from './translate.ts';

/** What the flows of the exchange (v1) need of their call. */
export type ExchangeDesk = {
  readonly client: ExchangeClient;
  readonly redact: (raw: string) => string;
  /** The connection moves parts of an escrow. */
  readonly partial: boolean;
};

type Fault = Extract<RailFinding, { readonly kind: 'cannot-tell' | 'unavailable' }>;

/**
 * Looks for an open escrow of the job, creates one where there is none, and reads it back: the
 * exchange answers the open escrow of a job whatever amount is asked, so only the escrow read back
 * proves that it is ours. Where the exchange lists no escrows, the read-back alone decides.
 */
export async function holdAtExchange(
  { client, redact }: ExchangeDesk,
  operation: RailOperation,
): Promise<RailOutcome> {
  const listed = await client.escrowsOfJob(operation.jobId);
  if (listed === null) {
    return rejected('job_id_unusable', 'The job id cannot stand in an address; nothing was sent.');
  }
  if (listed.kind === 'taken') {
    const escrows = readTokenEscrows(listed.json, redact(listed.raw));
    if (escrows === null) {
      return outcomeBeforeSending({ kind: 'unknown', message: 'The escrows are unreadable.' });
    }
    const open = openEscrowOf(escrows);
    if (open !== null) return adoptedHold(open, operation);
  } else if (failedFinding(listed).kind === 'unavailable') {
    return outcomeBeforeSending(listed);
  }
  const created = createdEscrowId(await client.createEscrow(operation.key, {
    amount: formatAmountShort(operation.amount),
    currency: AITBC.code,
    jobId: operation.jobId,
    timeoutSeconds: operation.timeoutSeconds,
    buyer: operation.payerAccount,
    provider: operation.account,
  }));
  if (typeof created !== 'string') return created;
  const escrow = await readEscrow(client.escrow(created), { escrowId: created, redact });
  return 'kind' in escrow ? { kind: 'submitted', reference: created }
    : createdHold(escrow, operation);
}

/**
 * Releases or refunds. A part is sent only after the escrow showed that it was not sent before,
 * since the exchange would pay a repeated part twice; a whole one it refuses by itself.
 */
export async function moveAtExchange(
  desk: ExchangeDesk,
  operation: RailOperation & { readonly kind: 'release' | 'refund' },
): Promise<RailOutcome> {
  const { client, partial } = desk;
  const { key, kind, escrowReference: escrowId, reason } = operation;
  if (escrowId === null) return rejected('escrow_unknown', 'No escrow is known; nothing was sent.');
  const isPart = operation.amount.minor !== operation.heldAmount.minor;
  if (isPart && !partial) {
    return rejected('partial_unsupported', 'Only whole escrows can be moved; nothing was sent.');
  }
  if (isPart) {
    const finding = await inquireAtExchange(desk, operation);
    switch (finding.kind) {
      case 'missing': break;
      case 'settled': case 'submitted': case 'rejected': return finding;
      case 'cannot-tell': case 'undecided': case 'unavailable': {
        const message = 'message' in finding ? finding.message
          : 'The exchange does not show the escrow, which a part needs.';
        return outcomeBeforeSending({ kind: 'unknown', message });
      }
    }
  }
  const amount = partial ? formatAmountShort(operation.amount) : null;
  const answer = kind === 'release'
    ? await client.releaseEscrow(key, { escrowId, amount, reason })
    : await client.refundEscrow(key, {
      escrowId, amount, reason, address: operation.account ?? operation.payerAccount,
    });
  if (answer.kind !== 'refused' || answer.status !== 409) return movedOutcome(answer, desk.redact);
  return afterConflict(answer.detail, await inquireAtExchange(desk, operation));
}

/** What became of a hold, release or refund. */
export async function inquireAtExchange(
  { client, redact }: ExchangeDesk,
  operation: RailOperation,
): Promise<RailFinding> {
  if (operation.kind !== 'hold') {
    const escrowId = operation.escrowReference;
    if (escrowId === null) return { kind: 'cannot-tell' };
    const escrow = await readEscrow(client.escrow(escrowId), { escrowId, redact });
    return 'kind' in escrow ? escrow : moveFinding(escrow, operation);
  }
  if (operation.reference !== null) {
    const escrowId = operation.reference;
    const escrow = await readEscrow(client.escrow(escrowId), { escrowId, redact });
    return 'kind' in escrow ? escrow : foundHold(escrow, operation);
  }
  const listed = await client.escrowsOfJob(operation.jobId);
  if (listed === null) return { kind: 'cannot-tell' };
  if (listed.kind !== 'taken') return failedFinding(listed);
  const escrows = readTokenEscrows(listed.json, redact(listed.raw));
  if (escrows === null) return unavailable('The list of escrows is unreadable.');
  const open = openEscrowOf(escrows);
  if (open !== null) return foundHold(open, operation);
  // An escrow of this amount that has ended may be ours, returned while nobody heard the answer, or
  // an earlier payment's: only a person can tell, and holding again must not be the guess.
  const mayBeOurs = escrows.some(({ escrowId, minor }) =>
    minor === operation.amount.minor && !operation.settledReferences.includes(escrowId));
  return { kind: mayBeOurs ? 'cannot-tell' : 'missing' };
}

export async function standingAtExchange(
  { client, redact }: ExchangeDesk,
  operation: RailOperation,
): Promise<EscrowFinding> {
  const escrowId = operation.escrowReference;
  if (escrowId === null) return { kind: 'cannot-tell' };
  const escrow = await readEscrow(client.escrow(escrowId), { escrowId, redact });
  return 'kind' in escrow ? escrow : exchangeStanding(escrow, operation);
}

/** A conflict may mean that it was carried out before: the escrow decides. */
function afterConflict(refusal: string, finding: RailFinding): RailOutcome {
  switch (finding.kind) {
    case 'settled':
    case 'submitted':
    case 'rejected':
      return finding;
    case 'missing':
      return rejected('provider_conflict', refusal);
    case 'cannot-tell':
    case 'undecided':
    case 'unavailable':
      return unclear(`${refusal} Whether it was carried out before cannot be told.`);
  }
}

async function readEscrow(
  asked: Asked,
  { escrowId, redact }: { readonly escrowId: string; readonly redact: (raw: string) => string },
): Promise<TokenEscrow | Fault> {
  const answer: ProviderAnswer | null = await asked;
  if (answer === null) return { kind: 'cannot-tell' };
  if (answer.kind !== 'taken') return failedFinding(answer);
  const escrow = readTokenEscrow(answer.json, redact(answer.raw));
  if (escrow === null) return unavailable('The exchange shows the escrow in an unknown form.');
  return escrow.escrowId === escrowId ? escrow
    : unavailable('The exchange shows another escrow than the one that was asked for.');
}
