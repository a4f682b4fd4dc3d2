import { assetRef, formatAmount, type Money } from '../domain/money.ts';
import type { StatementLine } from '../domain/payee.ts';
import { csvText } from './csv-file.ts';
import { numberCell, textCell, timeCell } from './csv-text.ts';

/** What the ledger paid one payee in a period, UTC ms inclusive; `totals` add the lines up. */
export type Statement = {
  readonly payee: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly lines: readonly StatementLine[];
  readonly totals: readonly Money[];
};

const names = [
  'row', 'paid_at', 'payment_id', 'job_id', 'operation_id', 'payee', 'account', 'reference',
  'amount', 'amount_minor', 'asset_ref', 'report',
];

/** A statement as RFC 4180 text: its lines, then one line per total. */
export function statementCsv(statement: Statement, title: string): string {
  const { payee, lines, totals } = statement;
  const report = textCell(title).text;
  return csvText([
    names,
    ...lines.map((line) => [
      'line', timeCell(line.at).text, line.paymentId, textCell(line.jobId ?? '').text,
      line.operationId, textCell(payee).text, textCell(line.account ?? '').text,
      textCell(line.reference ?? '').text, ...amountCells(line.amount), report,
    ]),
    ...totals.map((total) =>
      ['total', '', '', '', '', textCell(payee).text, '', '', ...amountCells(total), report]),
  ]);
}

function amountCells(amount: Money): readonly string[] {
  return [
    numberCell(formatAmount(amount)).text, amount.minor.toString(), assetRef(amount.asset),
  ];
}
