/** Who is paid, as the payments name them: a payee is its name, exactly as written. */
import type { Money } from './money.ts';
import type { RailName } from './rails.ts';

/** How many lines a statement has at most; a longer period is refused, never cut in silence. */
export const STATEMENT_LINES_MAX = 10_000;

/** One payee with its counts; they are kept by the store as payments change. */
export type Payee = {
  readonly payee: string;
  readonly payments: number;
  /** Payments that have not ended. */
  readonly open: number;
  /** Payments that ended with money released. */
  readonly paid: number;
  readonly refunded: number;
  /** Payments that failed or were cancelled: nothing was paid and nothing is out. */
  readonly failed: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly lastPaidAt: number | null;
  readonly totals: readonly PayeeTotal[];
};

/** What a payee was paid in one asset, what went back, and what is still held. */
export type PayeeTotal = {
  readonly payments: number;
  readonly held: Money;
  readonly released: Money;
  readonly refunded: Money;
};

/** An account that payments named for the payee. */
export type PayeeAccount = {
  readonly rail: RailName;
  readonly account: string;
  readonly payments: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
};

export type PayeeFile = {
  readonly payee: Payee;
  /** Oldest first, at most a hundred. */
  readonly accounts: readonly PayeeAccount[];
};

/** One line of a statement: a posting to the payee's account, with what it settled. */
export type StatementLine = {
  readonly at: number;
  readonly paymentId: string;
  readonly operationId: string;
  readonly jobId: string | null;
  readonly account: string | null;
  readonly reference: string | null;
  readonly amount: Money;
};

const HEAD = 6;
const TAIL = 4;
const DIFFERENT_MAX = 2;

/**
 * Accounts that a person may take for one another: equal at both ends, where people look, or
 * different in at most two places. Answers pairs, of at most a hundred accounts.
 */
export function lookAlikes(
  accounts: readonly string[],
): readonly (readonly [string, string])[] {
  const some = accounts.slice(0, 100);
  return some.flatMap((one, place) => some.slice(place + 1)
    .filter((other) => other !== one && isAlike(one, other))
    .map((other): readonly [string, string] => [one, other]));
}

function isAlike(one: string, other: string): boolean {
  const sameEnds = one.length > HEAD + TAIL && other.length > HEAD + TAIL
    && one.slice(0, HEAD) === other.slice(0, HEAD) && one.slice(-TAIL) === other.slice(-TAIL);
  return sameEnds || isWithin(one, other);
}

/** Whether one text becomes the other by at most two changed, added or missing characters. */
function isWithin(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > DIFFERENT_MAX) return false;
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      now.push(Math.min(
        (before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, (before[column - 1] ?? 0) + same,
      ));
    }
    before = now;
  }
  return (before[other.length] ?? 0) <= DIFFERENT_MAX;
}
