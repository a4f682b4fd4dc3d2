import { z } from 'zod';
import { parseFigure, type Figure } from '../engine/domain/figure.ts';
import { command, query } from './define.ts';
import { preparedFile } from './files.ts';
import { id, instant, moneyWire, pageInput, pageOf } from './values.ts';

/** A figure as its text (`domain/figure.ts`), read into what it names. */
export const figure = z.string().max(700).transform((text, context): Figure => {
  const read = parseFigure(text);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: `No figure is called so: ${text}` });
  return z.NEVER;
});

export const explainedRow = z.object({
  id, paymentId: id, operationId: id.nullable(), payee: z.string(), at: instant,
  amount: moneyWire,
});
export type ExplainedRowView = z.infer<typeof explainedRow>;

export const explain = {
  /** The figure as a screen shows it, and its rows added up at the same moment. */
  get: query(z.strictObject({ figure }), z.object({
    shown: moneyWire, summed: moneyWire, rows: z.number().int(), same: z.boolean(),
    /** The connection that a balance is of. */
    connectionName: z.string().nullable(),
  })),
  /** The rows that make it up. */
  list: query(pageInput.extend({ figure }), pageOf(explainedRow)),
  /** The proof as a file: every row, running sum, and the figure. */
  csv: command(z.strictObject({ figure }), preparedFile, 'see'),
};
