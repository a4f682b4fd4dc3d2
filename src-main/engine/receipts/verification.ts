import { formatAmount } from '../domain/money.ts';
import { openOperation, type PaymentAggregate } from '../domain/payment.ts';
import { settleUp } from '../domain/plan.ts';
import type { Operation } from '../domain/operation.ts';
import { InvariantError } from '../domain/result.ts';
import type { Receipt, ReceiptCheck, VerificationStatus } from './receipt-shape.ts';

/**
 * What was verified, against what, and what was not: computed anew for every receipt from the
 * operations and their evidence. A time of release proves nothing and is not looked at (T-01).
 */
export function verify(aggregate: PaymentAggregate): Receipt['verification'] {
  const settled = aggregate.operations.filter(({ state }) => state === 'settled');
  const checks = [
    amountsCheck(aggregate), ...settled.map(evidenceCheck), ...chainChecks(settled),
  ];
  const status = statusOf(aggregate, settled, checks);
  return { status, statement: statement[status], checks };
}

const statement = {
  'provider-evidence': 'Every settled operation below rests on evidence that the provider gave, '
    + 'named with each. The amounts were recomputed from those operations.',
  'operator-statement': 'At least one settled operation rests on the word of two operators and '
    + 'not on the provider; it is named below.',
  'outcome-unknown': 'It is not known whether an operation moved money. This receipt proves '
    + 'nothing about that operation.',
  'in-progress': 'An operation is still under way. This receipt covers what has settled so far.',
  'nothing-settled': 'No operation has settled. This receipt proves no movement of money.',
  contradicted: 'The records of this payment contradict each other, as the checks below show. '
    + 'This receipt proves no movement of money.',
} as const satisfies Record<VerificationStatus, string>;

function statusOf(
  { operations }: PaymentAggregate,
  settled: readonly Operation[],
  checks: readonly ReceiptCheck[],
): VerificationStatus {
  if (checks.some(({ result }) => result === 'failed')) return 'contradicted';
  const open = openOperation(operations);
  if (open?.state === 'unclear') return 'outcome-unknown';
  if (settled.length === 0) return 'nothing-settled';
  if (open !== null) return 'in-progress';
  return settled.some(({ evidence }) => evidence?.kind === 'operator-statement')
    ? 'operator-statement' : 'provider-evidence';
}

function amountsCheck(aggregate: PaymentAggregate): ReceiptCheck {
  const { held, released, refunded } = aggregate.payment;
  const what = `Held ${formatAmount(held)}, released ${formatAmount(released)} and refunded `
    + `${formatAmount(refunded)} ${held.asset.code} are the sums of the settled operations`;
  return {
    what, basis: 'recomputed by Paydesk from the operations of this receipt',
    result: amountsAgree(aggregate) ? 'passed' : 'failed',
  };
}

function amountsAgree(aggregate: PaymentAggregate): boolean {
  try {
    const { payment } = settleUp(aggregate);
    const stored = aggregate.payment;
    return payment.held.minor === stored.held.minor
      && payment.released.minor === stored.released.minor
      && payment.refunded.minor === stored.refunded.minor;
  } catch (error) {
    // More out than in: the contradiction is what the receipt has to show.
    if (error instanceof InvariantError) return false;
    throw error;
  }
}

function evidenceCheck({ kind, ordinal, evidence, reference }: Operation): ReceiptCheck {
  const name = `Operation ${ordinal} (${kind})`;
  if (evidence === null) {
    return { what: `${name} has evidence`, basis: 'none is stored', result: 'failed' };
  }
  // A payout is known by two names: the payer's bank's own, and that of what the payee received.
  const agrees = reference === null || kind === 'payout' || reference === evidence.reference;
  const what = agrees
    ? `${name} has evidence: ${evidenceWords[evidence.kind]}`
    : `${name}: the evidence names the reference that was recorded`;
  return { what, basis: evidence.word, result: agrees ? 'passed' : 'failed' };
}

const evidenceWords = {
  transaction: 'a transaction id',
  'escrow-state': 'the state of the escrow',
  'escrow-address': 'the address that the provider opened for it',
  'balance-credit': 'the credit of an account',
  'incoming-payment': 'what the payee\'s bank received',
  'operator-statement': 'the statement of two operators',
} as const satisfies Record<NonNullable<Operation['evidence']>['kind'], string>;

/** Transaction ids are the provider's word until someone looks at the chain; Paydesk does not. */
function chainChecks(settled: readonly Operation[]): readonly ReceiptCheck[] {
  const named = settled.filter(({ evidence }) => evidence?.kind === 'transaction');
  if (named.length === 0) return [];
  return [{
    what: 'The transactions named here are confirmed on their chain',
    basis: 'Paydesk did not look at the chain; anyone can, with the hashes of this receipt',
    result: 'not-done',
  }];
}
