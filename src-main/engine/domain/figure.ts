/**
 * Figures on a screen that can be explained: each names a counter, a balance or a payee's total,
 * and answers with the rows that it adds up.
 */
import { utcDay, moneyBuckets } from './counters.ts';
import { accountKinds, type AccountKind } from './ledger.ts';
import { parseAssetRef, type Money } from './money.ts';
import { paymentStatuses, type PaymentStatus } from './payment.ts';
import { railNames, type RailName } from './rails.ts';

export const dayMeasures = ['created', 'released', 'refunded'] as const;
export const payeeMeasures = ['released', 'refunded', 'held'] as const;

export type Figure =
  /** Where the money stands on a rail: `money:<rail>:<asset>:<bucket>`. */
  | {
    readonly kind: 'money'; readonly rail: RailName; readonly asset: string;
    readonly bucket: (typeof moneyBuckets)[number];
  }
  /** Payments of a state: `status:<rail>:<asset>:<status>`. */
  | {
    readonly kind: 'status'; readonly rail: RailName; readonly asset: string;
    readonly status: PaymentStatus;
  }
  /** The volume of one UTC day: `day:<day>:<rail>:<asset>:<measure>`. */
  | {
    readonly kind: 'day'; readonly day: string; readonly rail: RailName; readonly asset: string;
    readonly measure: (typeof dayMeasures)[number];
  }
  /** A balance of the ledger. */
  | {
    readonly kind: 'balance'; readonly connectionId: string; readonly account: AccountKind;
    readonly asset: string;
  }
  | {
    readonly kind: 'payee'; readonly payee: string; readonly asset: string;
    readonly measure: (typeof payeeMeasures)[number];
  };

/** One row of an explanation: a posting, or a payment with what it adds to the figure. */
export type ExplainedRow = {
  /** The posting's or payment's id. */
  readonly id: string;
  readonly paymentId: string;
  readonly operationId: string | null;
  readonly payee: string;
  readonly at: number;
  readonly amount: Money;
};

export type FigureSum = {
  /** What the screen shows, from the counter or balance. */
  readonly shown: Money;
  /** The rows added up one by one, read at the same moment. */
  readonly summed: Money;
  readonly rows: number;
};

const DAY_MS = 86_400_000;

/** The first and last millisecond of a UTC day, or null where the text names none. */
export function dayBounds(day: string): { readonly fromMs: number; readonly toMs: number } | null {
  const fromMs = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(fromMs) || utcDay(fromMs) !== day
    ? null : { fromMs, toMs: fromMs + DAY_MS - 1 };
}

/**
 * A figure as one text, as it stands in an address: `money:bitcoin:BTC/8:held`,
 * `payee:BTC/8:released:<name>`.
 */
export function figureText(figure: Figure): string {
  switch (figure.kind) {
    case 'money': return `money:${figure.rail}:${figure.asset}:${figure.bucket}`;
    case 'status': return `status:${figure.rail}:${figure.asset}:${figure.status}`;
    case 'day': return `day:${figure.day}:${figure.rail}:${figure.asset}:${figure.measure}`;
    case 'balance':
      return `balance:${figure.account}:${figure.asset}:${figure.connectionId}`;
    case 'payee': return `payee:${figure.asset}:${figure.measure}:${figure.payee}`;
  }
}

/** The figure that a text names; null where it names none. */
export function parseFigure(text: string): Figure | null {
  const [kind, first = '', second = '', third = '', fourth = ''] = text.split(':');
  const rest = text.split(':').slice(3).join(':');
  switch (kind) {
    case 'money': return ofRail(first, second, (rail, asset) => {
      const bucket = moneyBuckets.find((known) => known === third);
      return bucket === undefined ? null : { kind, rail, asset, bucket };
    });
    case 'status': return ofRail(first, second, (rail, asset) => {
      const status = paymentStatuses.find((known) => known === third);
      return status === undefined ? null : { kind, rail, asset, status };
    });
    case 'day': return dayBounds(first) === null ? null : ofRail(second, third, (rail, asset) => {
      const measure = dayMeasures.find((known) => known === fourth);
      return measure === undefined ? null : { kind, day: first, rail, asset, measure };
    });
    case 'balance': {
      const account = accountKinds.find((known) => known === first);
      return account === undefined || parseAssetRef(second) === null || rest === ''
        ? null : { kind, account, asset: second, connectionId: rest };
    }
    case 'payee': {
      const measure = payeeMeasures.find((known) => known === second);
      return measure === undefined || parseAssetRef(first) === null || rest === ''
        ? null : { kind, asset: first, measure, payee: rest };
    }
    case undefined: default: return null;
  }
}

function ofRail(
  railName: string, asset: string, make: (rail: RailName, asset: string) => Figure | null,
): Figure | null {
  const rail = railNames.find((known) => known === railName);
  return rail === undefined || parseAssetRef(asset) === null ? null : make(rail, asset);
}
