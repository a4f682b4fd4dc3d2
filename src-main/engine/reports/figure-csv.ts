import { figureText, type ExplainedRow, type Figure, type FigureSum } from '../domain/figure.ts';
import { assetRef, formatAmount } from '../domain/money.ts';
import { writeCsvFile } from './csv-file.ts';
import { numberCell, textCell, timeCell } from './csv-text.ts';

const names = [
  'row', 'payment_id', 'operation_id', 'payee', 'at', 'amount', 'amount_minor', 'asset_ref',
  'sum_minor', 'report',
];

export type FigureCsv = {
  readonly figure: Figure;
  readonly sum: FigureSum;
  readonly rows: Iterable<readonly ExplainedRow[]>;
  readonly path: string;
  readonly title: string;
};

/**
 * The proof of a figure as a file: each row with the sum up to it, and two last lines with the sum
 * of all and with the figure as the screen shows it.
 */
export function writeFigureCsv(
  { figure, sum, rows, path, title }: FigureCsv,
): { readonly rows: number; readonly sha256: string } {
  const report = textCell(`${title} ${figureText(figure)}`).text;
  return writeCsvFile(path, function* records() {
    yield { rows: 0, records: [names] };
    let minor = 0n;
    for (const chunk of rows) {
      yield {
        rows: chunk.length,
        records: chunk.map((row) => {
          minor += row.amount.minor;
          return [
            row.id, row.paymentId, row.operationId ?? '', textCell(row.payee).text,
            timeCell(row.at).text, numberCell(formatAmount(row.amount)).text,
            row.amount.minor.toString(), assetRef(row.amount.asset), minor.toString(), report,
          ];
        }),
      };
    }
    yield { rows: 0, records: [lastLine('sum', sum.summed), lastLine('shown', sum.shown)] };
  });

  function lastLine(name: string, amount: FigureSum['shown']): readonly string[] {
    return [
      name, '', '', '', '', formatAmount(amount), amount.minor.toString(), assetRef(amount.asset),
      amount.minor.toString(), report,
    ];
  }
}
