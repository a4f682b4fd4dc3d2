import PDFDocument from 'pdfkit';
import type { PaymentStatus } from '../domain/payment.ts';
import {
  drawAmount, drawCode, drawFigure, drawFoot, drawHead, drawParagraph, drawRow, drawSection,
  drawSubhead, OPERATION_HEIGHT,
} from './pdf-pen.ts';
import { createSheet, type Sheet, type Tone } from './pdf-sheet.ts';
import { isDrawable } from './pdf-text.ts';
import type { Receipt, ReceiptAmount, ReceiptCheck, ReceiptOperation } from './receipt-shape.ts';

/**
 * Draws a receipt on A4. The same receipt gives the same bytes: the document's date is the
 * receipt's, and nothing else of it comes from outside. Only the standard fonts are used, so that
 * no font has to travel; what they cannot draw is written as code points (`pdf-text.ts`).
 */
export async function renderReceiptPdf(receipt: Receipt): Promise<Uint8Array> {
  const issuedAt = new Date(receipt.issuedAt);
  const doc = new PDFDocument({
    size: 'A4', margin: 0, bufferPages: true, lang: 'en', displayTitle: true, pdfVersion: '1.7',
    info: {
      Title: `Payment receipt ${receipt.number}`, Author: receipt.issuer.name,
      Creator: `Paydesk ${receipt.issuer.engineVersion}`, Producer: 'Paydesk',
      CreationDate: issuedAt, ModDate: issuedAt,
    },
  });
  const bytes = collected(doc);
  const sheet = createSheet(doc, receipt.notice);
  drawSummary(sheet, receipt);
  drawParties(sheet, receipt);
  drawVerification(sheet, receipt);
  drawOperations(sheet, receipt);
  drawTimes(sheet, receipt);
  drawHistory(sheet, receipt);
  drawOrigin(sheet, receipt);
  drawFoot(sheet, `Receipt ${receipt.number} · issued ${words(receipt.issuedAt)}`);
  doc.end();
  return bytes;
}

function collected(doc: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
}

function drawSummary(sheet: Sheet, receipt: Receipt): void {
  drawHead(sheet, 'Payment receipt', [
    receipt.issuer.name, `No. ${receipt.number}`, `Issued ${words(receipt.issuedAt)}`,
  ]);
  const { amounts, payment, payee } = receipt;
  const shown = payment.status === 'refunded' ? amounts.refunded
    : payment.status === 'released' ? amounts.released : amounts.payment;
  const became = sentence[payment.status].replace('{payee}', () => payee.name);
  drawFigure(sheet, amountWords(shown), became + splitWords(receipt));
  for (const [label, amount] of [
    ['Payment', amounts.payment], ['Held in escrow', amounts.held],
    ['Released to the payee', amounts.released], ['Refunded to the payer', amounts.refunded],
  ] as const) {
    drawAmount(sheet, label, { value: amount.value, unit: amount.assetCode });
  }
}

/** What else happened to the money, where the figure does not tell it all. */
function splitWords({ amounts: { released, refunded }, payment: { status } }: Receipt): string {
  if (status === 'refunded' || (released.minor === '0' && refunded.minor === '0')) return '';
  if (status === 'released') {
    return refunded.minor === '0'
      ? '' : ` The rest, ${amountWords(refunded)}, was refunded to the payer.`;
  }
  return ` So far ${amountWords(released)} was released and ${amountWords(refunded)} refunded.`;
}

/** What became of the payment, in one sentence under its figure. */
const sentence = {
  requested: 'was requested for {payee}; no money has moved.',
  holding: 'is being put into escrow for {payee}.',
  escrowed: 'is held in escrow for {payee}.',
  releasing: 'is being released to {payee}.',
  refunding: 'is being refunded to the payer.',
  unclear: 'has an operation whose outcome is not known.',
  stalled: 'waits for a decision; the last operation did not succeed.',
  released: 'was released to {payee}.',
  refunded: 'was refunded to the payer.',
  cancelled: 'was cancelled before any money moved.',
  failed: 'was given up; no money is out.',
} as const satisfies Record<PaymentStatus, string>;

function drawParties(sheet: Sheet, receipt: Receipt): void {
  const { payer, payee, marketplace, payment, job, connection, escrow } = receipt;
  drawSection(sheet, 'Parties and payment');
  drawRow(sheet, 'Payee', payee.name);
  if (payee.account !== null) drawCode(sheet, 'Payee account', payee.account);
  drawRow(sheet, 'Payer', payer.name);
  if (payer.account !== null) drawCode(sheet, 'Payer account', payer.account);
  if (receipt.refundAddress !== null) drawCode(sheet, 'Refund address', receipt.refundAddress);
  drawRow(sheet, 'Marketplace', marketplace.name);
  drawCode(sheet, 'Payment', payment.id);
  if (payment.externalId !== null) drawCode(sheet, 'External reference', payment.externalId);
  if (job !== null) drawCode(sheet, 'Job', `${job.id} (${job.state})`);
  if (payment.purchaseId !== null) drawCode(sheet, 'Purchase', payment.purchaseId);
  if (payment.migratedFrom !== null) drawCode(sheet, 'Migrated from', payment.migratedFrom);
  drawRow(sheet, 'Rail', connection === null
    ? `${receipt.rail}, nothing sent yet` : `${receipt.rail}, through ${connection.name}`);
  drawRow(sheet, 'Mode', receipt.mode === 'sandbox' ? 'Sandbox: no real money' : 'Live');
  if (escrow !== null) drawCode(sheet, 'Escrow', escrow.reference);
  if (receipt.transactionHash !== null) {
    drawCode(sheet, 'Release transaction', receipt.transactionHash);
  }
  if (receipt.refundTransactionHash !== null) {
    drawCode(sheet, 'Refund transaction', receipt.refundTransactionHash);
  }
}

function drawVerification(sheet: Sheet, { verification, finality }: Receipt): void {
  drawSection(sheet, 'What was verified');
  drawParagraph(sheet, verification.statement);
  for (const { what, basis, result } of verification.checks) {
    drawRow(sheet, resultWord[result].text, `${what}. Basis: ${basis}.`, resultWord[result].tone);
  }
  drawRow(sheet, 'Finality', finality);
}

const resultWord = {
  passed: { text: 'Passed', tone: 'ink' },
  failed: { text: 'FAILED', tone: 'bad' },
  'not-done': { text: 'Not done', tone: 'muted' },
} as const satisfies Record<ReceiptCheck['result'], { text: string; tone: Tone }>;

function drawOperations(sheet: Sheet, { operations }: Receipt): void {
  drawSection(sheet, 'Operations', operations.length === 0 ? 24 : OPERATION_HEIGHT);
  if (operations.length === 0) drawParagraph(sheet, 'None.', 'muted');
  for (const operation of operations) drawOperation(sheet, operation);
}

function drawOperation(sheet: Sheet, operation: ReceiptOperation): void {
  const { evidence, kind, ordinal, state, amount } = operation;
  drawSubhead(sheet, `${ordinal}. ${kind}: ${state}`, amountWords(amount));
  if (operation.account !== null) drawCode(sheet, 'To', operation.account);
  if (operation.reason !== '') drawRow(sheet, 'Reason', operation.reason);
  drawRow(sheet, 'Requested by', operation.requestedBy);
  drawRow(sheet, 'When (UTC)', whenWords(operation));
  if (evidence !== null) {
    drawRow(sheet, 'Evidence', `${evidence.kind}, ${evidence.word}`);
    drawCode(sheet, 'Reference', evidence.reference);
    drawCode(sheet, 'Answer SHA-256', evidence.answerSha256);
  } else if (operation.reference !== null) drawCode(sheet, 'Reference', operation.reference);
  if (operation.failure !== null) drawRow(sheet, 'Failure', operation.failure);
}

/** The day once, then the time of day, unless the day changed. */
function whenWords({ createdAt, dispatchedAt, endedAt }: ReceiptOperation): string {
  const later = (at: string): string =>
    (at.slice(0, 10) === createdAt.slice(0, 10) ? at.slice(11, 19) : stamp(at));
  const sent = dispatchedAt === null ? 'not sent' : `sent ${later(dispatchedAt)}`;
  const ended = endedAt === null ? '' : `, ended ${later(endedAt)}`;
  return `decided ${stamp(createdAt)}, ${sent}${ended}`;
}

function drawTimes(sheet: Sheet, { times }: Receipt): void {
  drawSection(sheet, 'Times (UTC)');
  const known: readonly (readonly [string, string | null])[] = [
    ['Created', times.created], ['Held in escrow', times.escrowed],
    ['Escrow ends', times.expires], ['Released', times.released], ['Refunded', times.refunded],
    ['Last changed', times.updated],
  ];
  for (const [label, at] of known) if (at !== null) drawRow(sheet, label, stamp(at));
}

function drawHistory(sheet: Sheet, { history }: Receipt): void {
  if (history.length === 0) return;
  drawSection(sheet, 'History (UTC)');
  for (const { at, actor, text } of history) drawRow(sheet, stamp(at), `${text} · ${actor}`);
}

function drawOrigin(sheet: Sheet, receipt: Receipt): void {
  const { audit, issuer } = receipt;
  drawSection(sheet, 'Origin of this receipt');
  drawCode(sheet, 'Receipt', receipt.id);
  drawRow(sheet, 'Made by', `${issuer.software} ${issuer.engineVersion}, for ${issuer.name}`);
  if (audit === null) drawRow(sheet, 'Audit log', 'empty');
  else drawCode(sheet, 'Audit log head', `${audit.seq} ${audit.hash}`);
  if (!isDrawable(allText(receipt))) {
    drawParagraph(sheet, 'Characters that this document\'s fonts cannot draw are written as their '
      + 'code points, [U+XXXX]. The JSON form of this receipt holds them as they are.', 'muted');
  }
}

/** Every text of the receipt that people gave. */
function allText(receipt: Receipt): string {
  const { payer, payee, marketplace, issuer, connection, operations, history, job } = receipt;
  return [
    payer.name, payer.account, payee.name, payee.account, marketplace.name, issuer.name,
    connection?.name, job?.id,
    ...operations.flatMap(({ reason, requestedBy, account, failure, reference }) =>
      [reason, requestedBy, account, failure, reference]),
    ...history.flatMap(({ text, actor }) => [text, actor]),
  ].filter((text) => text !== null && text !== undefined).join(' ');
}

function amountWords({ value, assetCode }: ReceiptAmount): string {
  return `${value} ${assetCode}`;
}

/** `2026-11-21 09:00:00`: seconds are enough on paper; the JSON form holds milliseconds. */
function stamp(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

function words(iso: string): string {
  return `${stamp(iso)} UTC`;
}
