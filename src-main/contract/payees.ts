import { z } from 'zod';
import { railNames } from '../engine/domain/rails.ts';
import { command, query } from './define.ts';
import { preparedFile } from './files.ts';
import { walletFile } from './payouts.ts';
import { instant, moneyWire, pageInput, pageOf } from './values.ts';

const payeeName = z.string().min(1).max(500);

export const payeeRow = z.object({
  payee: z.string(), payments: z.number().int(), open: z.number().int(), paid: z.number().int(),
  refunded: z.number().int(), failed: z.number().int(), firstSeenAt: instant,
  lastSeenAt: instant, lastPaidAt: instant.nullable(),
  totals: z.array(z.object({
    payments: z.number().int(), held: moneyWire, released: moneyWire, refunded: moneyWire,
  })),
});
export type PayeeRowView = z.infer<typeof payeeRow>;

/** `alike`: other accounts of this payee that a person may take for it. */
const payeeAccount = z.object({
  rail: z.enum(railNames), account: z.string(), payments: z.number().int(),
  firstSeenAt: instant, lastSeenAt: instant, alike: z.array(z.string()),
});

const statementLine = z.object({
  at: instant, paymentId: z.string(), operationId: z.string(), jobId: z.string().nullable(),
  account: z.string().nullable(), reference: z.string().nullable(), amount: moneyWire,
});

const period = z.strictObject({ payee: payeeName, fromMs: instant, toMs: instant });

/** `totals` adds the lines up; `ledger` is the payee's total as kept, where the period is all. */
export const statementView = z.object({
  payee: z.string(), fromMs: instant, toMs: instant, lines: z.array(statementLine),
  totals: z.array(moneyWire),
});
export type StatementView = z.infer<typeof statementView>;

export const payees = {
  list: query(pageInput.extend({ search: z.string().max(200) }), pageOf(payeeRow)),
  get: query(z.strictObject({ payee: payeeName }), z.object({
    payee: payeeRow, accounts: z.array(payeeAccount),
    /** The wallet that the treasury pays it to, where it has one. */
    wallet: walletFile.nullish(),
  })),
  /** What the ledger paid in a period, UTC milliseconds, inclusive; refused when it is too long. */
  statement: query(period, statementView),
  statementFile: command(period.extend({ format: z.enum(['csv', 'pdf']) }), preparedFile, 'see'),
};
