import { ReadRefusedError } from '../engine/ports.ts';
import { paymentCounters } from '../engine/domain/counters.ts';
import {
  dayBounds, figureText, type ExplainedRow, type Figure, type FigureSum,
} from '../engine/domain/figure.ts';
import { assetRef, parseAssetRef, type Money } from '../engine/domain/money.ts';
import { isTerminal, paymentStatuses, stillHeld, type Payment } from '../engine/domain/payment.ts';
import { EVERY_PAYMENT, type PaymentFilter } from '../engine/domain/payment-filter.ts';
import { PAGE_LIMIT_MAX, type Page, type PageQuery } from '../engine/lists.ts';
import type { Bound, Cell } from './codec.ts';
import { postingCodec } from './ledger.ts';
import type { Database } from './open.ts';
import { operationCodec } from './operations.ts';
import { createPager, type Walk } from './paging.ts';
import { paymentWalk } from './payment-list.ts';
import { paymentCodec } from './payments.ts';
import { bigintCell, prepareRead, rowOf, rowsOf, textCell } from './query.ts';

/** Payments that add nothing are passed over, at most so many pages of them per question. */
const PAGES_PER_PAGE = 50;

export type FigureReads = {
  readonly page: (query: PageQuery & { readonly figure: Figure }) => Page<ExplainedRow>;
  readonly sum: (figure: Figure) => FigureSum;
  /** Every row of a figure, page by page; call it inside one read transaction. */
  readonly chunks: (figure: Figure) => Iterable<readonly ExplainedRow[]>;
};

/** What is selected for a posting of an explanation: the posting and its payment's payee. */
export const POSTING_LINE = `${postingCodec.selected}, payments.payee`;
const PAYEE_AT = postingCodec.columns.length + 1;

/** Figures and the rows that make them up (`domain/figure.ts`). */
export function createFigureReads(database: Database): FigureReads {
  const pager = createPager(database);
  const adds = createContribution(database);
  const connectionsOf = prepareRead(database, 'select id from connections where rail = ?');
  const shown = createShown(database);

  const ofPostings = (figure: Figure, query: PageQuery): Page<ExplainedRow> | null => {
    const walk = postingWalk(figure, (rail) =>
      rowsOf(connectionsOf, [rail]).map(([id]) => textCell(id)));
    if (walk === null) return null;
    if (walk.arms.length === 0) return { items: [], next: null };
    return pager({ query, walk, select: POSTING_LINE, read: postingRow });
  };
  const page: FigureReads['page'] = ({ figure, ...query }) =>
    ofPostings(figure, query) ?? ofPayments(figure, query);

  const ofPayments = (figure: Figure, query: PageQuery): Page<ExplainedRow> => {
    const walk = paymentWalk(candidatesOf(figure));
    const items: ExplainedRow[] = [];
    let { cursor } = query;
    for (let pages = 0; walk !== null && pages < PAGES_PER_PAGE; pages += 1) {
      const found: Page<Payment> = pager({
        query: { cursor, limit: query.limit - items.length }, walk,
        select: paymentCodec.selected, read: (cells) => paymentCodec.decode(cells),
      });
      items.push(...found.items.flatMap((payment) => adds(figure, payment)));
      cursor = found.next;
      if (cursor === null || items.length >= query.limit) break;
    }
    return { items, next: walk === null ? null : cursor };
  };
  const chunks: FigureReads['chunks'] = function* chunks(figure) {
    let cursor: string | null = null;
    do {
      const found: Page<ExplainedRow> = page({ figure, cursor, limit: PAGE_LIMIT_MAX });
      yield found.items;
      cursor = found.next;
    } while (cursor !== null);
  };
  return {
    page, chunks,
    sum: (figure) => inOneMoment(database, () => {
      let minor = 0n;
      let rows = 0;
      for (const chunk of chunks(figure)) {
        for (const { amount } of chunk) minor += amount.minor;
        rows += chunk.length;
      }
      const known = shown(figure);
      return { shown: known, summed: { minor, asset: known.asset }, rows };
    }),
  };
}

/** Reads several times and sees one moment. */
export function inOneMoment<T>(database: Database, read: () => T): T {
  const own = !database.inTransaction;
  if (own) database.exec('begin');
  try {
    return read();
  } finally {
    if (own) database.exec('commit');
  }
}

const unfinished = paymentStatuses.filter((status) => !isTerminal(status));

/** The payments among which the rows of a figure are. */
export function candidatesOf(figure: Figure): PaymentFilter {
  switch (figure.kind) {
    case 'money': return { ...EVERY_PAYMENT, rails: [figure.rail], statuses: unfinished };
    case 'status': return { ...EVERY_PAYMENT, rails: [figure.rail], statuses: [figure.status] };
    case 'day': {
      const bounds = dayBounds(figure.day);
      if (bounds === null) throw new ReadRefusedError('The figure names no day.');
      return {
        ...EVERY_PAYMENT, rails: [figure.rail], createdFromMs: bounds.fromMs,
        createdToMs: bounds.toMs,
      };
    }
    case 'payee': return { ...EVERY_PAYMENT, payee: figure.payee };
    case 'balance': throw new ReadRefusedError('A balance is made of postings.');
  }
}

/** What one payment adds to a figure; nothing where it is no part of it. */
function createContribution(
  database: Database,
): (figure: Figure, payment: Payment) => readonly ExplainedRow[] {
  const operationsOf = prepareRead(database,
    `select ${operationCodec.selected} from operations where payment_id = ? order by ordinal`);
  return (figure, payment) => {
    const minor = contribution(figure, payment, () =>
      rowsOf(operationsOf, [payment.id]).map((cells) => operationCodec.decode(cells)));
    return minor === 0n ? [] : [{
      id: payment.id, paymentId: payment.id, operationId: null, payee: payment.payee,
      at: payment.createdAt, amount: { minor, asset: payment.amount.asset },
    }];
  };
}

function contribution(
  figure: Figure,
  payment: Payment,
  operations: () => readonly ReturnType<typeof operationCodec.decode>[],
): bigint {
  if (figure.asset !== assetRef(payment.amount.asset)) return 0n;
  switch (figure.kind) {
    case 'money': {
      const name = figureText(figure);
      const aggregate = { payment, operations: operations(), escrow: null, consent: null };
      // The same rule that keeps the counter says what this payment counts for.
      return paymentCounters(null, aggregate, 0)
        .find((counter) => counter.name === name)?.minor ?? 0n;
    }
    case 'status': case 'day': return payment.amount.minor;
    case 'payee':
      return figure.measure === 'held' ? stillHeld(payment) : payment[figure.measure].minor;
    case 'balance': return 0n;
  }
}

/** Figures that are made of postings: balances, and what a day released or refunded. */
export function postingWalk(
  figure: Figure,
  connectionsOf: (rail: string) => readonly string[],
): Walk | null {
  const order = ['postings.at', 'postings.rowid'];
  const arm = (connectionId: string, account: string, more: {
    readonly where: readonly string[]; readonly bound: readonly Bound[];
  }) => ({
    from: 'postings indexed by postings_by_account '
      + 'cross join payments on payments.id = postings.payment_id',
    where: ['postings.connection_id = ?', 'postings.account = ?', 'postings.asset = ?',
      ...more.where],
    bound: [connectionId, account, figure.asset, ...more.bound],
  });
  if (figure.kind === 'balance') {
    const none = { where: [], bound: [] };
    return { arms: [arm(figure.connectionId, figure.account, none)], order, newestFirst: true };
  }
  if (figure.kind !== 'day' || figure.measure === 'created') return null;
  const bounds = dayBounds(figure.day);
  if (bounds === null) throw new ReadRefusedError('The figure names no day.');
  const isRefund = figure.measure === 'refunded';
  const more = {
    where: [
      'postings.at >= ?', 'postings.at <= ?', 'postings.delta > 0',
      // A hold that did not happen returns to the payer as well, and is no refund.
      ...isRefund ? ["(select kind from operations where id = postings.operation_id) = 'refund'"]
        : [],
    ],
    bound: [bounds.fromMs, bounds.toMs],
  };
  return {
    arms: connectionsOf(figure.rail).map((id) => arm(id, isRefund ? 'payer' : 'payee', more)),
    order, newestFirst: true,
  };
}

function postingRow(cells: readonly Cell[]): ExplainedRow {
  const posting = postingCodec.decode(cells);
  return {
    id: posting.id, paymentId: posting.paymentId, operationId: posting.operationId,
    payee: textCell(cells[PAYEE_AT]), at: posting.at, amount: posting.delta,
  };
}

/** The figure as it is kept: what the screens show. */
function createShown(database: Database): (figure: Figure) => Money {
  const counter = prepareRead(database, 'select minor from counters where name = ?');
  const balance = prepareRead(database,
    'select balance from balances where connection_id = ? and account = ? and asset = ?');
  const total = prepareRead(database, 'select released, refunded, held from payee_totals '
    + 'where payee_seq = (select seq from payees where payee = ?) and asset = ?');
  const places = { released: 0, refunded: 1, held: 2 } as const;
  const minorOf = (figure: Figure): bigint => {
    if (figure.kind === 'payee') {
      const found = rowOf(total, [figure.payee, figure.asset]);
      return found === null ? 0n : bigintCell(found[places[figure.measure]]);
    }
    const found = figure.kind === 'balance'
      ? rowOf(balance, [figure.connectionId, figure.account, figure.asset])
      : rowOf(counter, [figureText(figure)]);
    return found === null ? 0n : bigintCell(found[0]);
  };
  return (figure) => {
    const asset = parseAssetRef(figure.asset);
    if (asset === null) throw new ReadRefusedError('The figure names no asset.');
    return { minor: minorOf(figure), asset };
  };
}
