import type {
  Payee, PayeeAccount, PayeeFile, PayeeTotal, StatementLine,
} from '../engine/domain/payee.ts';
import { STATEMENT_LINES_MAX } from '../engine/domain/payee.ts';
import type { Page, PageQuery } from '../engine/lists.ts';
import { createCodec } from './codec.ts';
import { assetCell } from './columns.ts';
import type { Database } from './open.ts';
import { createPager, type Walk } from './paging.ts';
import { postingCodec } from './ledger.ts';
import { prepareRead, rowOf, rowsOf } from './query.ts';
import { payeeAccounts, payees, payeeTotals } from './schema-payees.ts';
import { searchExpression } from './search.ts';

const ACCOUNTS_MAX = 100;

// Triggers write these tables, so the codecs are only ever read through.
const payeeCodec = createCodec(payees, {
  write: (row: Omit<Payee, 'totals'> & { readonly seq: number }) => ({
    seq: row.seq, payee: row.payee, payments: row.payments, open: row.open, paid: row.paid,
    refunded: row.refunded, failed: row.failed, first_seen_at: row.firstSeenAt,
    last_seen_at: row.lastSeenAt, last_paid_at: row.lastPaidAt,
  }),
  read: (row) => ({
    seq: Number(row.seq), payee: row.payee, payments: row.payments, open: row.open,
    paid: row.paid, refunded: row.refunded, failed: row.failed, firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at, lastPaidAt: row.last_paid_at,
  }),
});
const totalCodec = createCodec(payeeTotals, {
  write: (row: PayeeTotal & { readonly seq: number }) => ({
    payee_seq: row.seq, asset: assetCell(row.held.asset), payments: row.payments,
    held: row.held.minor, released: row.released.minor, refunded: row.refunded.minor,
  }),
  read: (row) => ({
    seq: Number(row.payee_seq), payments: row.payments,
    held: { minor: row.held, asset: row.asset },
    released: { minor: row.released, asset: row.asset },
    refunded: { minor: row.refunded, asset: row.asset },
  }),
});
const accountCodec = createCodec(payeeAccounts, {
  write: (row: PayeeAccount & { readonly seq: number }) => ({
    payee_seq: row.seq, rail: row.rail, account: row.account, payments: row.payments,
    first_seen_at: row.firstSeenAt, last_seen_at: row.lastSeenAt,
  }),
  read: (row) => ({
    seq: Number(row.payee_seq), rail: row.rail, account: row.account, payments: row.payments,
    firstSeenAt: row.first_seen_at, lastSeenAt: row.last_seen_at,
  }),
});

export type PayeeReads = {
  readonly page: (query: PageQuery & { readonly search: string }) => Page<Payee>;
  readonly file: (payee: string) => PayeeFile | null;
  readonly statement: (query: {
    readonly payee: string; readonly fromMs: number; readonly toMs: number;
  }) => readonly StatementLine[];
};

/** How payees are walked: by words through full text, else the last one that was named first. */
export function payeeWalk(search: string): Walk | null {
  if (search.trim() === '') {
    return {
      arms: [{ from: 'payees indexed by payees_by_last_seen', where: [], bound: [] }],
      order: ['payees.last_seen_at', 'payees.seq'], newestFirst: true,
    };
  }
  const expression = searchExpression(search);
  if (expression === null) return null;
  return {
    arms: [{
      from: 'payee_search cross join payees on payees.seq = payee_search.rowid',
      where: ['payee_search match ?'], bound: [expression],
    }],
    order: ['payee_search.rowid'], newestFirst: true,
  };
}

export const PAYEE_LINE = payeeCodec.selected;

/** The ledger's lines of one payee: its payments first, by their own index, then their postings. */
export const STATEMENT_SQL = `select ${postingCodec.selected}, payments.job_id, operations.account,
  operations.evidence_reference
  from payments indexed by payments_by_payee
  cross join postings indexed by postings_by_payment on postings.payment_id = payments.id
  cross join operations on operations.id = postings.operation_id
  where payments.payee = ? and payments.created_at <= ? and postings.account = 'payee'
  and postings.at >= ? and postings.at <= ? limit ?`;

export function createPayeeReads(database: Database): PayeeReads {
  const pager = createPager(database);
  const one = prepareRead(database, `select ${PAYEE_LINE} from payees where payee = ?`);
  const totals = prepareRead(database,
    `select ${totalCodec.selected} from payee_totals where payee_seq = ? order by asset`);
  const accounts = prepareRead(database, `select ${accountCodec.selected} from payee_accounts `
    + 'where payee_seq = ? order by rail, account limit ?');
  const statement = prepareRead(database, STATEMENT_SQL);
  const JOB_AT = postingCodec.columns.length + 1;

  const whole = ({ seq, ...payee }: ReturnType<typeof payeeCodec.decode>): Payee => ({
    ...payee,
    totals: rowsOf(totals, [seq]).map((cells) => {
      const { seq: _seq, ...total } = totalCodec.decode(cells);
      return total;
    }),
  });
  return {
    page: ({ search, ...query }) => {
      const walk = payeeWalk(search);
      if (walk === null) return { items: [], next: null };
      return pager({
        query, walk, select: PAYEE_LINE, read: (cells) => whole(payeeCodec.decode(cells)),
      });
    },
    file: (payee) => {
      const found = rowOf(one, [payee]);
      if (found === null) return null;
      const row = payeeCodec.decode(found);
      return {
        payee: whole(row),
        accounts: rowsOf(accounts, [row.seq, ACCOUNTS_MAX])
          .map((cells) => {
            const { seq: _seq, ...account } = accountCodec.decode(cells);
            return account;
          })
          .toSorted((a, b) => a.firstSeenAt - b.firstSeenAt),
      };
    },
    statement: ({ payee, fromMs, toMs }) =>
      rowsOf(statement, [payee, toMs, fromMs, toMs, STATEMENT_LINES_MAX + 1])
        .map((cells): StatementLine => {
          const posting = postingCodec.decode(cells);
          const text = (place: number): string | null => {
            const cell = cells[JOB_AT + place];
            return typeof cell === 'string' ? cell : null;
          };
          return {
            at: posting.at, paymentId: posting.paymentId, operationId: posting.operationId,
            jobId: text(0), account: text(1), reference: text(2), amount: posting.delta,
          };
        })
        .toSorted((a, b) => a.at - b.at),
  };
}
