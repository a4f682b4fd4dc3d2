import PDFDocument from 'pdfkit';
import { formatAmount, type Money } from '../domain/money.ts';
import type { StatementLine } from '../domain/payee.ts';
import {
  drawAmount, drawFigure, drawFoot, drawHead, drawParagraph, drawSection,
} from './pdf-pen.ts';
import { createSheet, PAGE, WIDTH, type Sheet } from './pdf-sheet.ts';

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
  const issuedAt = new Date(statement.issuedAtMs);
  const doc = new PDFDocument({
    size: 'A4', margin: 0, bufferPages: true, lang: 'en', displayTitle: true, pdfVersion: '1.7',
    info: {
      Title: `Statement for ${statement.payee}`, Author: 'Paydesk',
      Creator: `Paydesk ${statement.version}`, Producer: 'Paydesk',
      CreationDate: issuedAt, ModDate: issuedAt,
    },
  });
  const bytes = collected(doc);
  const sheet = createSheet(doc, statement.sandbox ? 'SANDBOX: nothing here is real money' : null);
  drawTop(sheet, statement);
  drawLines(sheet, statement.lines);
  drawFoot(sheet, `Statement for ${statement.payee} · issued ${moment(statement.issuedAtMs)}`);
  doc.end();
  return bytes;
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

function collected(doc: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
}
