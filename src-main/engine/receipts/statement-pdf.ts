import { formatAmount, type Money } from '../domain/money.ts';
import type { StatementLine } from '../domain/payee.ts';
import { drawPdf } from './pdf-file.ts';
import {
  drawAmount, drawFigure, drawFoot, drawHead, drawParagraph, drawSection,
} from './pdf-pen.ts';
import { PAGE, WIDTH, type Sheet } from './pdf-sheet.ts';

export type StatementDocument = {
  readonly payee: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly lines: readonly StatementLine[];
  readonly totals: readonly Money[];
  /** `250.00 USDC`, per asset. */
  readonly totalWords: readonly string[];
  readonly issuedAtMs: number;
  readonly sandbox: boolean;
  readonly version: string;
};

/**
 * Draws a payee's statement on A4: what was paid in the period, per asset, and each line of it with
 * its evidence. The same statement gives the same bytes.
 */
export async function renderStatementPdf(statement: StatementDocument): Promise<Uint8Array> {
  return drawPdf({
    title: `Statement for ${statement.payee}`, author: 'Paydesk', version: statement.version,
    issuedAtMs: statement.issuedAtMs,
    notice: statement.sandbox ? 'SANDBOX: nothing here is real money' : null,
  }, (sheet) => {
    drawTop(sheet, statement);
    drawLines(sheet, statement.lines);
    drawFoot(sheet, `Statement for ${statement.payee} · issued ${moment(statement.issuedAtMs)}`);
  });
}

function drawTop(sheet: Sheet, statement: StatementDocument): void {
  const { payee, fromMs, toMs, totals, totalWords, issuedAtMs } = statement;
  drawHead(sheet, 'Statement', ['Paydesk', payee, `Issued ${moment(issuedAtMs)}`]);
  const [only] = totalWords;
  const period = `was paid to ${payee} from ${day(fromMs)} to ${day(toMs)} (UTC).`;
  if (only === undefined) drawFigure(sheet, 'Nothing', period);
  else if (totalWords.length === 1) drawFigure(sheet, only, period);
  else drawFigure(sheet, `${totalWords.length} assets`, period);
  for (const total of totals) {
    drawAmount(sheet, `Paid in ${total.asset.code}`, {
      value: formatAmount(total), unit: total.asset.code,
    });
  }
}

function drawLines(sheet: Sheet, lines: readonly StatementLine[]): void {
  drawSection(sheet, lines.length === 1 ? '1 payment' : `${lines.length} payments`);
  if (lines.length === 0) drawParagraph(sheet, 'The ledger has no line in this period.', 'muted');
  for (const line of lines) {
    const proof = `${line.paymentId}${line.reference === null ? '' : ` · ${line.reference}`}`;
    const below = { x: PAGE.left, width: WIDTH, size: 7.5, tone: 'muted' } as const;
    sheet.ensure(18 + sheet.heightOf(proof, below));
    sheet.write(moment(line.at), { x: PAGE.left, width: 200, size: 9 });
    sheet.y += sheet.write(`${formatAmount(line.amount)} ${line.amount.asset.code}`, {
      x: PAGE.left + 200, width: WIDTH - 200, size: 9, align: 'right',
    });
    sheet.y += sheet.write(proof, below) + 5;
  }
}

function moment(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
