import { endConsent, type Consent } from '../domain/consent.ts';
import { consentWork } from '../domain/due.ts';
import { isEnded } from '../domain/operation.ts';
import type { Escrow, Payment, PaymentAggregate } from '../domain/payment.ts';
import type { Write } from '../ports.ts';

/** Sets versions and the times that follow from the status. */
export function stamp(
  nowMs: number,
  before: PaymentAggregate | null,
  { payment, operations, escrow, consent }: PaymentAggregate,
): PaymentAggregate {
  const known = new Map(before?.operations.map((operation) => [operation.id, operation]) ?? []);
  const settled: Payment = {
    ...payment,
    escrowedAt: payment.escrowedAt ?? (payment.held.minor > 0n ? nowMs : null),
    releasedAt: payment.releasedAt ?? (payment.released.minor > 0n ? nowMs : null),
    refundedAt: payment.refundedAt ?? (payment.refunded.minor > 0n ? nowMs : null),
    expiresAt: escrow?.expiresAt ?? payment.expiresAt,
  };
  return {
    payment: versioned(before?.payment ?? null, settled, nowMs),
    operations: operations.map((operation) => {
      const old = known.get(operation.id);
      return old === undefined || old === operation
        ? operation : { ...operation, version: old.version + 1 };
    }),
    escrow: stampEscrow(before?.escrow ?? null, escrow, nowMs),
    consent: stampConsent(before?.consent ?? null, consent, nowMs),
  };
}

/**
 * A change that leaves the payment's own facts as they are (an inquiry that learnt nothing) keeps
 * its version, so that a person's open sheet is not refused for it.
 */
function versioned(before: Payment | null, after: Payment, nowMs: number): Payment {
  if (before === null) return { ...after, version: 1, updatedAt: nowMs };
  const changed = Object.entries(after).some(([name, value]) =>
    !sameValue(value, Reflect.get(before, name)));
  return changed ? { ...after, version: before.version + 1, updatedAt: nowMs } : before;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  return Object.entries(a).every(([name, value]) => sameValue(value, Reflect.get(b, name)));
}

function stampEscrow(before: Escrow | null, after: Escrow | null, nowMs: number): Escrow | null {
  if (after === null || before === null || before === after) return after;
  const endedAt = after.state === 'active' ? null : after.endedAt ?? nowMs;
  return { ...after, endedAt, version: before.version + 1 };
}

function stampConsent(
  before: Consent | null,
  after: Consent | null,
  nowMs: number,
): Consent | null {
  if (after === null || before === after) return after;
  const known = before?.id === after.id ? before : null;
  const endsNow = after.state === 'ended' && after.endedAt === null;
  return {
    ...after, version: (known?.version ?? 0) + 1,
    ...(endsNow ? { endedAt: nowMs, dueAt: nowMs } : {}),
  };
}

/**
 * The consent, and the one before it where a newer one took its place: that one ends, and what it
 * left at the provider is cleared away by work of its own.
 */
export function consentWrites(
  before: PaymentAggregate | null,
  { payment, consent }: PaymentAggregate,
): readonly Write[] {
  const old = before?.consent ?? null;
  if (consent === null || consent === old) return [];
  if (consent.id === old?.id) {
    return [{
      write: 'update', noun: 'consents', row: consent, expectedVersion: old.version,
    }];
  }
  const insert: Write = { write: 'insert', noun: 'consents', row: consent };
  if (old === null || old.closedAt !== null) return [insert];
  const ended: Consent = {
    ...endConsent(old, 'replaced'), endedAt: old.endedAt ?? consent.createdAt,
    dueAt: consent.createdAt, version: old.version + 1,
  };
  return [
    // The old one first: at most one consent of a payment is alive.
    { write: 'update', noun: 'consents', row: ended, expectedVersion: old.version }, insert,
    ...consentWork(ended, { payment }).map((row): Write => ({ write: 'work', row })),
  ];
}

export function paymentWrite(before: Payment | null, row: Payment): Write {
  if (before === null) return { write: 'insert', noun: 'payments', row };
  return row === before
    // The decision still rests on the payment as it was read.
    ? { write: 'expect', noun: 'payments', id: row.id, version: row.version }
    : { write: 'update', noun: 'payments', row, expectedVersion: before.version };
}

/**
 * Counters, attention and work follow from the whole payment, and each of its rows may move without
 * the others: the decision rests on those that it leaves as they are, too.
 */
export function expectUnchanged(
  before: PaymentAggregate | null,
  after: PaymentAggregate,
): readonly Write[] {
  if (before === null) return [];
  const known = new Map(before.operations.map((operation) => [operation.id, operation.version]));
  const resting = after.operations.filter(({ id, state, version }) =>
    known.get(id) === version && !isEnded(state));
  const { escrow, consent } = after;
  return [
    ...resting.map(({ id, version }): Write =>
      ({ write: 'expect', noun: 'operations', id, version })),
    ...(escrow === null || escrow !== before.escrow ? [] : [{
      write: 'expect', noun: 'escrows', id: escrow.id, version: escrow.version,
    } as const]),
    ...(consent === null || consent !== before.consent ? [] : [{
      write: 'expect', noun: 'consents', id: consent.id, version: consent.version,
    } as const]),
  ];
}

export function escrowWrites(before: Escrow | null, after: Escrow | null): readonly Write[] {
  if (after === null || after === before) return [];
  return before === null
    ? [{ write: 'insert', noun: 'escrows', row: after }]
    : [{ write: 'update', noun: 'escrows', row: after, expectedVersion: before.version }];
}

/** The full-text row, where what it is made of has changed. */
export function searchWrites(
  before: PaymentAggregate | null,
  after: PaymentAggregate,
): readonly Write[] {
  const words = searchWords(after);
  if (before !== null) {
    const known = searchWords(before);
    if (words.length === known.length && words.every((word, index) => word === known[index])) {
      return [];
    }
  }
  const text = [...new Set(words)].join(' ');
  return [{ write: 'search', paymentId: after.payment.id, text }];
}

function searchWords(
  { payment, operations, escrow, consent }: PaymentAggregate,
): readonly string[] {
  const words: string[] = [];
  const add = (word: string | null): void => { if (word !== null) words.push(word); };
  add(payment.id);
  add(payment.externalId);
  add(payment.jobId);
  add(payment.payee);
  add(payment.payeeAccount);
  add(payment.payer);
  add(payment.payerAccount);
  add(payment.refundAddress);
  if (escrow !== null) add(escrow.reference);
  for (const { reference } of operations) add(reference);
  add(payment.offerId);
  add(consent?.incomingReference ?? null);
  return words;
}
