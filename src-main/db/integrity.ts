import { paymentCounters } from '../engine/domain/counters.ts';
import type { Operation } from '../engine/domain/operation.ts';
import { settleUp } from '../engine/domain/plan.ts';
import type { Payment } from '../engine/domain/payment.ts';
import type { Cell, Codec } from './codec.ts';
import { consentCodec } from './consents.ts';
import { postingCodec } from './ledger.ts';
import type { Database } from './open.ts';
import { operationCodec } from './operations.ts';
import { paymentCodec } from './payments.ts';
import { bigintCell, eachRow, numberCell, prepareRead, rowsOf, textCell } from './query.ts';
import { workCodec } from './work.ts';

/** Enough to see what is wrong; a file that is broken everywhere need not be listed whole. */
const PROBLEMS_MAX = 100;

type Sum = { readonly count: number; readonly minor: bigint };

/**
 * Recounts what counters, balances and amounts claim from the rows that they sum up, and compares
 * every hashed row with its hash. Answers one sentence per difference, at most a hundred; one read
 * transaction, so that a commit in between is no difference.
 */
export function findProblems(database: Database): readonly string[] {
  const own = !database.inTransaction;
  if (own) database.exec('begin');
  try {
    return [
      ...damagedRows(database, operationCodec),
      ...damagedRows(database, postingCodec),
      ...damagedRows(database, workCodec),
      ...damagedRows(database, consentCodec),
      ...paymentProblems(database),
      ...balanceProblems(database),
      ...attentionProblems(database),
      ...payeeProblems(database),
    ].slice(0, PROBLEMS_MAX);
  } finally {
    if (own) database.exec('commit');
  }
}

function rowsIn(database: Database, sql: string): Iterable<readonly Cell[]> {
  return eachRow(prepareRead(database, sql));
}

function damagedRows<R>(database: Database, codec: Codec<R>): readonly string[] {
  const damaged: string[] = [];
  for (const cells of rowsIn(database, `select ${codec.selected} from ${codec.table}`)) {
    if (codec.matches(cells) || damaged.length === PROBLEMS_MAX) continue;
    damaged.push(`The row ${String(cells[0])} of ${codec.table} does not match its hash.`);
  }
  return damaged;
}

function paymentProblems(database: Database): readonly string[] {
  const operationsOf = prepareRead(database,
    `select ${operationCodec.selected} from operations where payment_id = ? order by ordinal`);
  const problems: string[] = [];
  const counted = new Map<string, Sum>();
  for (const cells of rowsIn(database, `select ${paymentCodec.selected} from payments`)) {
    if (!paymentCodec.matches(cells)) {
      problems.push(`The row ${String(cells[0])} of payments does not match its hash.`);
      continue;
    }
    const payment = paymentCodec.decode(cells);
    const operations = rowsOf(operationsOf, [payment.id])
      .map((row) => operationCodec.decode(row));
    problems.push(...amountProblems(payment, operations));
    addCounters(counted, payment, operations);
  }
  return [...problems, ...counterProblems(database, counted)];
}

function amountProblems(payment: Payment, operations: readonly Operation[]): readonly string[] {
  const recounted = settleUp({ payment, operations, escrow: null, consent: null }).payment;
  const names = ['held', 'released', 'refunded', 'inMotion'] as const;
  const wrong = names
    .filter((name) => payment[name].minor !== recounted[name].minor)
    .map((name) => `Payment ${payment.id} says ${payment[name].minor} ${name}, its operations `
      + `${recounted[name].minor}.`);
  return payment.status === recounted.status ? wrong : [
    ...wrong,
    `Payment ${payment.id} says ${payment.status}, its operations ${recounted.status}.`,
  ];
}

/** Adds what a payment counts for now, and per measure what it ever added to the days. */
function addCounters(
  counted: Map<string, Sum>,
  payment: Payment,
  operations: readonly Operation[],
): void {
  const aggregate = { payment, operations, escrow: null, consent: null };
  for (const delta of paymentCounters(null, aggregate, 0)) {
    const name = withoutDay(delta.name);
    const sum = counted.get(name) ?? { count: 0, minor: 0n };
    counted.set(name, { count: sum.count + delta.count, minor: sum.minor + delta.minor });
  }
}

/** `day:<day>:<scope>:<measure>` summed over its days: `days:<scope>:<measure>`. */
function withoutDay(name: string): string {
  return name.startsWith('day:') ? `days:${name.split(':').slice(2).join(':')}` : name;
}

function counterProblems(
  database: Database,
  counted: ReadonlyMap<string, Sum>,
): readonly string[] {
  const stored = new Map<string, Sum>();
  for (const [cell, count, minor] of rowsIn(database, 'select name, count, minor from counters')) {
    const name = withoutDay(textCell(cell));
    if (!/^(status|money|days):/.test(name)) continue;
    const sum = stored.get(name) ?? { count: 0, minor: 0n };
    stored.set(name, {
      count: sum.count + numberCell(count), minor: sum.minor + bigintCell(minor),
    });
  }
  const none: Sum = { count: 0, minor: 0n };
  return [...new Set([...stored.keys(), ...counted.keys()])].flatMap((name) => {
    const says = stored.get(name) ?? none;
    const is = counted.get(name) ?? none;
    // A payment that is released in two parts counts twice in its days; the amounts must agree.
    const same = says.minor === is.minor && (name.startsWith('days:') || says.count === is.count);
    return same ? [] : [
      `The counter ${name} says ${says.count} and ${says.minor}, the rows ${is.count} `
      + `and ${is.minor}.`,
    ];
  });
}

function balanceProblems(database: Database): readonly string[] {
  const sums = new Map<string, bigint>();
  const add = (sql: string, sign: 1n | -1n): void => {
    for (const [connection, account, asset, minor] of rowsIn(database, sql)) {
      const name = `${textCell(account)} of ${textCell(connection)} in ${textCell(asset)}`;
      sums.set(name, (sums.get(name) ?? 0n) + sign * bigintCell(minor));
    }
  };
  add('select connection_id, account, asset, delta from postings', 1n);
  add('select connection_id, account, asset, balance from balances', -1n);
  return [...sums].flatMap(([name, difference]) => difference === 0n ? [] : [
    `The balance ${name} differs from its postings by ${difference}.`,
  ]);
}

function attentionProblems(database: Database): readonly string[] {
  const wrong = rowsIn(database, 'select payments.id, '
    + 'coalesce((select items from waiting where payment_seq = payments.seq), 0), '
    + '(select count(*) from attention indexed by attention_of_subject '
    + 'where subject_id = payments.id and subject = \'payment\' and closed_at is null) as open '
    + 'from payments where open <> '
    + 'coalesce((select items from waiting where payment_seq = payments.seq), 0)');
  return [...wrong].map(([id, says, is]) =>
    `Payment ${String(id)} is listed with ${String(says)} open items and has ${String(is)}.`);
}

/** Payees, counted again from their payments and compared with what the triggers kept. */
function payeeProblems(database: Database): readonly string[] {
  const counted = 'select payee, asset, count(*) as payments, '
    + "sum(case when rail in ('interledger', 'usdc') then 0 else held - released - refunded end) "
    + 'as held, sum(released) as released, '
    + 'sum(refunded) as refunded from payments group by payee, asset';
  const kept = 'select payees.payee, asset, payee_totals.payments, held, released, '
    + 'payee_totals.refunded from payee_totals join payees on payees.seq = payee_seq';
  const wrong = rowsIn(database, `select payee, asset from (${counted} except ${kept}) union `
    + `select payee, asset from (${kept} except ${counted})`);
  return [...wrong].map(([payee, asset]) =>
    `The totals of payee ${String(payee)} in ${String(asset)} are not those of its payments.`);
}
