import type { Run } from '../../contract/rehearsal.ts';
import type { Engine } from '../../engine/api.ts';
import { AITBC, BTC, parseAmount } from '../../engine/domain/money.ts';
import { isTerminal, type PaymentAggregate } from '../../engine/domain/payment.ts';
import type { StandIns } from '../sandbox-link.ts';
import { compareBooks } from './books.ts';
import type { BookRow, StandInControl } from './control.ts';

type Score = NonNullable<Run['score']>;

/**
 * What became of a scenario's payments: by our own ledger, and by the stand-ins' books, which
 * alone can tell whether something was paid twice.
 */
export async function scoreOf(
  { engine, control, standIns }: {
    readonly engine: Engine; readonly control: StandInControl; readonly standIns: StandIns;
  },
  paymentIds: readonly string[],
): Promise<Omit<Score, 'saved' | 'heard'>> {
  const books = await control.books();
  if (!books.ok) throw new Error(books.refusal.message);
  const compared = await compareBooks(engine, { standIns, rows: books.value });
  const found = await Promise.all(paymentIds.map(async (paymentId) => {
    const aggregate = await engine.read.payment(paymentId);
    const attention = await engine.read.openAttention(paymentId);
    return { aggregate, waits: attention.length > 0 };
  }));
  const ended = found.filter(({ aggregate }) => aggregate !== null && endedRight(aggregate));
  const waiting = found.filter((one) => !ended.includes(one) && one.waits);
  return {
    payments: paymentIds.length, endedRight: ended.length, neededPerson: waiting.length,
    unfinished: paymentIds.length - ended.length - waiting.length,
    paidTwice: found.filter(({ aggregate }) =>
      aggregate !== null && isPaidTwice(aggregate, books.value)).length,
    booksEqual: compared.compared !== null && compared.differences.every(({ paymentId }) =>
      paymentId === null || !paymentIds.includes(paymentId)),
    paymentIds: [...paymentIds],
  };
}

/** How many of the first `toRelease` payments were released, and how many of the others. */
export async function savedOf(
  engine: Engine, paymentIds: readonly string[], toRelease: number,
): Promise<NonNullable<Score['saved']>> {
  const found = await Promise.all(paymentIds.map((id) => engine.read.payment(id)));
  const released = found.map((one) => one?.payment.status === 'released');
  const count = (part: readonly boolean[]): number => part.filter((isIt) => isIt).length;
  return {
    inTime: count(released.slice(0, toRelease)), wrong: count(released.slice(toRelease)),
    of: toRelease,
  };
}

/** All of it went out, one way, with evidence. */
function endedRight({ payment }: PaymentAggregate): boolean {
  return isTerminal(payment.status)
    && payment.released.minor + payment.refunded.minor === payment.held.minor
    && (payment.released.minor === 0n || payment.refunded.minor === 0n);
}

/** More left the stand-in for this payment than was held there. */
function isPaidTwice(
  { payment, operations }: PaymentAggregate, books: readonly BookRow[],
): boolean {
  const names = new Set<string | null>([
    payment.id, payment.jobId, ...operations.map(({ reference }) => reference),
  ]);
  const out = books
    .filter(({ kind, reference }) =>
      (kind === 'release' || kind === 'refund') && names.has(reference))
    .reduce((sum, { amount, asset }) => {
      const parsed = parseAmount(amount, asset === BTC.code ? BTC : AITBC);
      return parsed.ok ? sum + parsed.money.minor : sum;
    }, 0n);
  return out > payment.amount.minor;
}
