import type { CallOutput } from '../../contract/contract.ts';
import type { BookDifference, BookTotal } from '../../contract/rehearsal.ts';
import type { Engine } from '../../engine/api.ts';
import { AITBC, assetRef, BTC, money, parseAmount, type Money } from '../../engine/domain/money.ts';
import { isOpen, type Operation } from '../../engine/domain/operation.ts';
import type { PaymentAggregate } from '../../engine/domain/payment.ts';
import type { Connection } from '../../engine/domain/records.ts';
import { invariant } from '../../engine/domain/result.ts';
import { PAGE_LIMIT_MAX } from '../../engine/lists.ts';
import { moneyWire } from '../../engine/views/wire.ts';
import type { StandIns } from '../sandbox-link.ts';
import type { BookRow } from './control.ts';

/** Beyond these only totals are compared: a person reads no longer list, and the engine goes on. */
const PAYMENTS_MAX = 1_000;
const ROWS_MAX = 4_000;
/** The most differences that are told. */
const DIFFERENCES_MAX = 200;

/** A connection of the engine and the stand-in that answers at its address. */
type Pair = { readonly provider: HoldingName; readonly connection: Connection };

/** The stand-ins that hold money. What the others pay is compared on screens of its own. */
const holding = ['walletDaemon', 'exchange', 'chain'] as const;
type HoldingName = (typeof holding)[number];
const assets = { walletDaemon: BTC, exchange: AITBC, chain: AITBC } as const;

/** Our ledger beside the stand-ins' own books: totals per stand-in and asset, then row by row. */
export async function compareBooks(
  engine: Engine,
  { standIns, rows: all }: { readonly standIns: StandIns; readonly rows: readonly BookRow[] },
): Promise<CallOutput<'rehearsal.books'>> {
  const rows = all.filter(({ provider }) => holding.some((name) => name === provider));
  const pairs = await pairsOf(engine, standIns);
  const payments = rows.length > ROWS_MAX ? null : await paymentsOf(engine, pairs);
  const totals = await totalsOf(engine, pairs, rows);
  if (payments === null) return { totals, differences: [], compared: null };
  const purchases = await purchasesOf(engine, payments);
  const { missing, left } = matched({ payments, pairs, rows, purchases });
  const differences = [...missing, ...await booksOnly(engine, payments, left)];
  return { totals, differences: differences.slice(0, DIFFERENCES_MAX), compared: rows.length };
}

async function pairsOf(engine: Engine, standIns: StandIns): Promise<readonly Pair[]> {
  const connections = await engine.read.connections();
  return holding.flatMap((provider) => connections
    .filter(({ baseUrl }) => baseUrl === standIns[provider].url)
    .map((connection) => ({ provider, connection })));
}

async function totalsOf(
  engine: Engine, pairs: readonly Pair[], rows: readonly BookRow[],
): Promise<BookTotal[]> {
  const balances = await engine.read.balances();
  return pairs.map(({ provider, connection }) => {
    const asset = assets[provider];
    const ours = (account: string): Money => money(balances
      .filter((one) => one.connectionId === connection.id && one.account === account
        && assetRef(one.balance.asset) === assetRef(asset))
      .reduce((sum, { balance }) => sum + balance.minor, 0n), asset);
    const theirs = (kind: BookRow['kind']): bigint => rows
      .filter((row) => row.provider === provider && row.kind === kind)
      .reduce((sum, row) => sum + amountOf(row).minor, 0n);
    const paid = theirs('release');
    const books = { held: money(theirs('hold') - paid - theirs('refund'), asset),
      paid: money(paid, asset) };
    const ledger = { held: ours('escrow'), paid: ours('payee') };
    const inDoubt = ours('suspense');
    const equal = ledger.held.minor === books.held.minor && ledger.paid.minor === books.paid.minor;
    return {
      provider, connectionName: connection.name, inDoubt: moneyWire(inDoubt),
      held: { ledger: moneyWire(ledger.held), books: moneyWire(books.held) },
      paid: { ledger: moneyWire(ledger.paid), books: moneyWire(books.paid) },
      verdict: inDoubt.minor !== 0n ? 'open' : equal ? 'equal' : 'differs',
    };
  });
}

/** Every payment that ever stood in escrow at a stand-in; null where there are too many. */
async function paymentsOf(
  engine: Engine, pairs: readonly Pair[],
): Promise<readonly PaymentAggregate[] | null> {
  const ids = new Set<string>();
  for (const { provider, connection: { id: connectionId } } of pairs) {
    const figure = {
      kind: 'balance', connectionId, account: 'payer', asset: assetRef(assets[provider]),
    } as const;
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof engine.lists.explained>> =
        await engine.lists.explained({ figure, cursor, limit: PAGE_LIMIT_MAX });
      for (const { paymentId } of page.items) ids.add(paymentId);
      if (ids.size > PAYMENTS_MAX) return null;
      cursor = page.next;
    } while (cursor !== null);
  }
  const found = await Promise.all([...ids].map((id) => engine.read.payment(id)));
  return found.filter((aggregate) => aggregate !== null);
}

type Purchases = ReadonlyMap<string, Money>;

/** What each purchase among the payments brings, by its payment: the books count tokens. */
async function purchasesOf(
  engine: Engine, payments: readonly PaymentAggregate[],
): Promise<Purchases> {
  const amounts = new Map<string, Money>();
  for (const { payment, operations } of payments) {
    if (!operations.some(({ kind }) => kind === 'purchase')) continue;
    const purchase = await engine.read.purchaseOfPayment(payment.id);
    if (purchase !== null) amounts.set(payment.id, purchase.aitbc);
  }
  return amounts;
}

type Compared = {
  readonly payments: readonly PaymentAggregate[];
  readonly pairs: readonly Pair[];
  readonly rows: readonly BookRow[];
  readonly purchases: Purchases;
};

/** The settled operations without a row, and the rows that no settled operation has taken. */
function matched(compared: Compared): {
  readonly missing: readonly BookDifference[]; readonly left: ReadonlySet<BookRow>;
} {
  const { payments, pairs, purchases } = compared;
  const left = new Set(compared.rows);
  const byName = new Map<string, BookRow[]>();
  for (const row of compared.rows) {
    const name = rowName(row);
    byName.set(name, [...byName.get(name) ?? [], row]);
  }
  const missing: BookDifference[] = [];
  for (const aggregate of payments) {
    for (const operation of aggregate.operations) {
      if (operation.state !== 'settled') continue;
      const amount = purchases.get(aggregate.payment.id);
      const name = operationName(aggregate, operation);
      const own = operation.kind === 'purchase' && amount !== undefined
        ? amount : operation.amount;
      const row = byName.get(name)?.find((one) => left.has(one)
        && amountOf(one).minor === own.minor);
      if (row === undefined) missing.push(ledgerOnly({ operation, amount: own, pairs }));
      else left.delete(row);
    }
  }
  return { missing, left };
}

/** How the books name an operation: see `BookRow` in `sandbox/books.ts`. */
function operationName({ payment }: PaymentAggregate, operation: Operation): string {
  const { kind, key, reference } = operation;
  if (kind === 'purchase') return `purchase ${key}`;
  if (kind !== 'hold') return `${kind} ${reference}`;
  const name = payment.rail === 'bitcoin' ? reference : payment.jobId ?? payment.id;
  return `hold ${name}`;
}

function rowName({ kind, reference, hash }: BookRow): string {
  return kind === 'hold' || kind === 'purchase' ? `${kind} ${reference}` : `${kind} ${hash}`;
}

function ledgerOnly({ operation, amount, pairs }: {
  readonly operation: Operation; readonly amount: Money; readonly pairs: readonly Pair[];
}): BookDifference {
  const pair = pairs.find(({ connection }) => connection.id === operation.connectionId);
  return {
    key: operation.id, side: 'ledger', kind: operation.kind, amount: moneyWire(amount),
    provider: pair?.provider ?? 'exchange', reference: operation.reference ?? operation.key,
    paymentId: operation.paymentId, at: operation.endedAt,
  };
}

async function booksOnly(
  engine: Engine, payments: readonly PaymentAggregate[], left: ReadonlySet<BookRow>,
): Promise<readonly BookDifference[]> {
  const owners = new Map<string, PaymentAggregate>();
  for (const aggregate of payments) {
    const { payment, operations } = aggregate;
    for (const name of [payment.id, payment.jobId, ...operations.flatMap((one) =>
      [one.reference, one.key])]) {
      if (name !== null) owners.set(name, aggregate);
    }
  }
  const rows = [...left].slice(0, DIFFERENCES_MAX);
  return Promise.all(rows.map(async (row, place): Promise<BookDifference> => {
    const owner = owners.get(row.reference) ?? await ownerOf(engine, row.reference);
    const waits = owner?.operations.some((one) => one.kind === row.kind && isOpen(one.state));
    return {
      key: `${row.provider}-${place}`, side: waits === true ? 'open' : 'books',
      provider: row.provider, kind: row.kind, amount: moneyWire(amountOf(row)),
      reference: row.hash ?? row.reference, paymentId: owner?.payment.id ?? null,
      at: instantOf(row.at),
    };
  }));
}

/** The payment that a stand-in names by its job or its own id, where no money stands yet. */
async function ownerOf(engine: Engine, reference: string): Promise<PaymentAggregate | null> {
  const [ofJob] = await engine.read.paymentsOfJob(reference);
  return engine.read.payment(ofJob?.id ?? reference);
}

function amountOf({ amount, asset }: BookRow): Money {
  const parsed = parseAmount(amount, asset === BTC.code ? BTC : AITBC);
  invariant(parsed.ok, `The books of the stand-ins name an amount of ${amount} ${asset}.`);
  return parsed.money;
}

function instantOf(text: string): number | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
