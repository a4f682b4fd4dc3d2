/**
 * Compares what the engine's store says with what a marketplace was told and what the stand-ins'
 * books hold. Every payment of a run has an amount of its own, so that an entry of the books names
 * its payment even where the provider was never told of one.
 */
import { createListQueries, type ListQueries } from '../../db/lists.ts';
import { openReadOnly } from '../../db/open.ts';
import { createReads } from '../../db/reads.ts';
import { AITBC, BTC, parseAmount } from '../../engine/domain/money.ts';
import type { Operation } from '../../engine/domain/operation.ts';
import { isTerminal, openOperation, type PaymentAggregate } from '../../engine/domain/payment.ts';
import { EVERY_PAYMENT } from '../../engine/domain/payment-filter.ts';
import type { PaymentFilter } from '../../engine/lists.ts';
import type { Reads } from '../../engine/ports.ts';
import { writePaymentsCsv } from '../../engine/reports/payments-csv.ts';
import type { Entry } from './control.ts';
import type { Ledger } from './marketplace.ts';

const KINDS = ['hold', 'release', 'refund'] as const;
type Kind = (typeof KINDS)[number];

export type Judgement = {
  readonly payments: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Payments with an outcome that only a person can find out. */
  readonly unclear: number;
  readonly auditEntries: number;
  /** One sentence per broken promise; empty is what is hoped for. */
  readonly findings: readonly string[];
};

/** The store of a data folder as another process may read it while the door runs. */
export type Evidence = {
  readonly read: Reads;
  readonly lists: ListQueries;
  readonly aggregates: () => Promise<readonly PaymentAggregate[]>;
  readonly close: () => void;
};

const everything: PaymentFilter = EVERY_PAYMENT;

export function openEvidence(file: string): Evidence {
  const database = openReadOnly(file);
  const read = createReads(database);
  const lists = createListQueries(database, writePaymentsCsv);
  return {
    read, lists,
    aggregates: async () => {
      const found: PaymentAggregate[] = [];
      let cursor: string | null = null;
      do {
        const page: ReturnType<ListQueries['payments']> = lists.payments({
          cursor, limit: 200, filter: everything,
        });
        for (const { payment } of page.items) {
          const aggregate = await read.payment(payment.id);
          if (aggregate !== null) found.push(aggregate);
        }
        cursor = page.next;
      } while (cursor !== null);
      return found;
    },
    close: () => { database.close(); },
  };
}

/** Payments still on their way by themselves: not at rest, and not in front of a person. */
export function moving(aggregates: readonly PaymentAggregate[]): readonly PaymentAggregate[] {
  return aggregates.filter(({ operations }) => openOperation(operations)?.deadAt === null);
}

/** Operations whose outcome waits for a person. */
export function unclearOf({ operations }: PaymentAggregate): Operation | null {
  const open = openOperation(operations);
  return open?.state === 'unclear' ? open : null;
}

/** Judges a store at rest: call it once `moving` has come to nothing. */
export async function judge(
  evidence: Evidence,
  told: { readonly ledger: Ledger; readonly books: readonly Entry[] },
): Promise<Judgement> {
  const aggregates = await evidence.aggregates();
  const books = sumBooks(told.books);
  const audit = evidence.lists.verifyAudit();
  const findings = [
    ...told.ledger.odd,
    ...await lostFindings(evidence, told.ledger),
    ...doubleFindings(aggregates, books),
    ...aggregates.flatMap((aggregate) => amountFindings(aggregate, books)),
    ...await ledgerFindings(evidence, aggregates, books),
    ...(await Promise.all(aggregates.map((one) => silentFindings(evidence, one)))).flat(),
    ...(audit.ok ? [] : [`The audit chain is broken at ${audit.brokenSeq}: ${audit.problem}.`]),
    ...evidence.lists.verifyIntegrity().problems,
  ];
  const byStatus: Record<string, number> = {};
  for (const { payment } of aggregates) {
    byStatus[payment.status] = (byStatus[payment.status] ?? 0) + 1;
  }
  return {
    payments: aggregates.length, byStatus, findings, auditEntries: audit.entries,
    unclear: aggregates.filter((aggregate) => unclearOf(aggregate) !== null).length,
  };
}

/** What the books say of one amount of one asset. */
type Booked = { readonly count: Record<Kind, number>; readonly minor: Record<Kind, bigint> };
type Books = ReadonlyMap<string, Booked>;

function nameOf(asset: string, minor: bigint): string {
  return `${minor} ${asset}`;
}

function sumBooks(entries: readonly Entry[]): Books {
  const books = new Map<string, Booked>();
  for (const { kind, asset, amount } of entries) {
    if (kind === 'payout' || kind === 'purchase') continue;
    const parsed = parseAmount(amount, asset === BTC.code ? BTC : AITBC);
    if (!parsed.ok) throw new Error(`The books name an amount of ${amount} ${asset}.`);
    const { minor } = parsed.money;
    const name = nameOf(asset, minor);
    const booked = books.get(name) ?? {
      count: { hold: 0, release: 0, refund: 0 }, minor: { hold: 0n, release: 0n, refund: 0n },
    };
    booked.count[kind] += 1;
    booked.minor[kind] += minor;
    books.set(name, booked);
  }
  return books;
}

/** Nothing lost: what was acknowledged is there, as it was acknowledged. */
async function lostFindings({ read }: Evidence, ledger: Ledger): Promise<readonly string[]> {
  const findings: string[] = [];
  const firstOf = new Map<string, string>();
  for (const { key, jobId, paymentId, amountMinor, currency } of ledger.jobs) {
    const first = firstOf.get(key) ?? jobId;
    firstOf.set(key, first);
    if (first !== jobId) findings.push(`The key ${key} made two jobs, ${first} and ${jobId}.`);
    const [job, aggregate] = await Promise.all([read.job(jobId), read.payment(paymentId)]);
    if (job === null) findings.push(`The acknowledged job ${jobId} is lost.`);
    const amount = aggregate?.payment.amount;
    if (amount?.minor !== amountMinor || amount.asset.code !== currency) {
      findings.push(`The acknowledged payment ${paymentId} is lost or has another amount.`);
    }
  }
  for (const { kind, paymentId, operationId } of ledger.moves) {
    const operations = (await read.payment(paymentId))?.operations ?? [];
    const found = operations.some((operation) => operation.kind === kind
      && (operationId === null || operation.id === operationId));
    if (!found) findings.push(`The acknowledged ${kind} of ${paymentId} is lost.`);
  }
  return findings;
}

/** Nothing twice: one payment per order, one hold and one way out per payment, in the books. */
function doubleFindings(
  aggregates: readonly PaymentAggregate[],
  books: Books,
): readonly string[] {
  const findings: string[] = [];
  const known = new Set<string>();
  for (const { payment: { id, amount } } of aggregates) {
    const name = nameOf(amount.asset.code, amount.minor);
    if (known.has(name)) findings.push(`The order of ${name} became two payments (${id}).`);
    known.add(name);
  }
  for (const [name, { count }] of books) {
    if (!known.has(name)) findings.push(`The books hold ${name}, which nobody asked for.`);
    if (count.hold > 1) findings.push(`${name} was held ${count.hold} times.`);
    if (count.release + count.refund > 1) {
      findings.push(`${name} was paid twice: ${count.release} released, ${count.refund} refunded.`);
    }
    if (count.hold === 0) findings.push(`${name} was paid and never held.`);
  }
  return findings;
}

/** To the satoshi: what is proven equals the books; what is unclear may be there or not. */
function amountFindings(aggregate: PaymentAggregate, books: Books): readonly string[] {
  const { payment } = aggregate;
  const booked = books.get(nameOf(payment.amount.asset.code, payment.amount.minor));
  const ours = { hold: payment.held, release: payment.released, refund: payment.refunded };
  const unclear = unclearOf(aggregate);
  return KINDS.flatMap((kind) => {
    const theirs = booked?.minor[kind] ?? 0n;
    const difference = theirs - ours[kind].minor;
    if (difference === 0n) return [];
    if (unclear?.kind === kind && difference === unclear.amount.minor) return [];
    return [`Payment ${payment.id} (${payment.status}) says ${ours[kind].minor} for ${kind}, `
      + `the books ${theirs}.`];
  });
}

/** The ledger's accounts equal the books, what is unclear standing in suspense. */
async function ledgerFindings(
  { read }: Evidence,
  aggregates: readonly PaymentAggregate[],
  books: Books,
): Promise<readonly string[]> {
  const expected = new Map<string, bigint>();
  const add = (account: string, asset: string, minor: bigint): void => {
    const name = `${account} ${asset}`;
    expected.set(name, (expected.get(name) ?? 0n) + minor);
  };
  for (const aggregate of aggregates) {
    const { amount: { asset, minor } } = aggregate.payment;
    const unclear = unclearOf(aggregate);
    const booked = books.get(nameOf(asset.code, minor));
    for (const kind of KINDS) {
      const moved = unclear?.kind === kind ? 0n : booked?.minor[kind] ?? 0n;
      const from = kind === 'hold' ? 'payer' : 'escrow';
      const to = kind === 'hold' ? 'escrow' : kind === 'release' ? 'payee' : 'payer';
      add(from, asset.code, -moved);
      add(to, asset.code, moved);
    }
    if (unclear === null) continue;
    add(unclear.kind === 'hold' ? 'payer' : 'escrow', asset.code, -unclear.amount.minor);
    add('suspense', asset.code, unclear.amount.minor);
  }
  const balances = new Map<string, bigint>();
  for (const { account, balance } of await read.balances()) {
    const name = `${account} ${balance.asset.code}`;
    balances.set(name, (balances.get(name) ?? 0n) + balance.minor);
  }
  return [...new Set([...expected.keys(), ...balances.keys()])].flatMap((name) => {
    const says = balances.get(name) ?? 0n;
    const is = expected.get(name) ?? 0n;
    return says === is ? [] : [`The ledger says ${says} for ${name}, the books ${is}.`];
  });
}

/** How late work may be before it counts as forgotten. */
const OVERDUE_MS = 30_000;

/** Nothing silent: ended, or due to move by itself, or in front of a person. */
async function silentFindings(
  { read, lists }: Evidence,
  aggregate: PaymentAggregate,
): Promise<readonly string[]> {
  const { payment } = aggregate;
  if (isTerminal(payment.status)) return [];
  if ((await read.openAttention(payment.id)).length > 0) return [];
  const page = lists.payments({
    cursor: null, limit: 10, filter: { ...everything, search: payment.id },
  });
  const row = page.items.find((item) => item.payment.id === payment.id);
  if (row === undefined) return [`Payment ${payment.id} is not found by its id.`];
  if (row.next === null) {
    return [`Payment ${payment.id} (${payment.status}) waits silently: nothing is due for it.`];
  }
  return row.next.at < Date.now() - OVERDUE_MS
    ? [`Payment ${payment.id} (${payment.status}): ${row.next.kind} is overdue.`] : [];
}
