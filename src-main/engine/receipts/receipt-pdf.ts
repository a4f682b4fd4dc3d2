import { drawPdf } from './pdf-file.ts';
import {
  drawCode, drawFigure, drawFoot, drawHead, drawParagraph, drawParties, drawProof, drawRow,
  drawSection, drawStep,
} from './pdf-pen.ts';
import type { Sheet, Tone } from './pdf-sheet.ts';
import { isDrawable } from './pdf-text.ts';
import type { Receipt, ReceiptCheck, ReceiptOperation } from './receipt-shape.ts';
import {
  amountWords, becameWords, checkWords, evidenceTitle, figureOf, momentWords, provingOperation,
  railWord, restsOn, shortName, stamp,
} from './receipt-words.ts';

/**
 * Draws a receipt on A4, on one page where the payment's steps fit: who paid whom, how much, what
 * for, when, by which rail, what proves it and how to check that. `zone` is the reader's, beside
 * UTC. The same receipt and zone give the same bytes. What a payee does not need (history, tries,
 * answers) is in the JSON form.
 */
export async function renderReceiptPdf(
  receipt: Receipt,
  zone: string | null = null,
): Promise<Uint8Array> {
  const mark = receipt.mode === 'sandbox' ? 'SANDBOX payment receipt' : 'Payment receipt';
  return drawPdf({
    title: `${mark} ${receipt.number}`, author: receipt.issuer.name,
    version: receipt.issuer.engineVersion, issuedAtMs: Date.parse(receipt.issuedAt),
    notice: receipt.notice,
  }, (sheet) => {
    drawHead(sheet, 'Payment receipt', [
      shortName(receipt.marketplace.name), `No. ${receipt.number}`,
      `Issued ${stamp(receipt.issuedAt)} UTC by ${receipt.issuer.name}`,
    ]);
    drawFigure(sheet, amountWords(figureOf(receipt)), becameWords(receipt));
    drawParties(sheet, [
      { label: 'Payer', ...named(receipt.payer) }, { label: 'Payee', ...named(receipt.payee) },
    ]);
    drawFacts(sheet, receipt, zone);
    drawEvidence(sheet, receipt);
    drawChecks(sheet, receipt);
    drawSteps(sheet, receipt);
    drawOrigin(sheet, receipt);
    drawFoot(sheet, `${mark} ${receipt.number} · made by ${receipt.issuer.software} `
      + receipt.issuer.engineVersion);
  });
}

function named({ name, account }: Receipt['payee']) {
  return { name: shortName(name), account };
}

function drawFacts(sheet: Sheet, receipt: Receipt, zone: string | null): void {
  const { payment, job, connection, marketplace, refundAddress, escrow } = receipt;
  sheet.rule();
  sheet.y += 8;
  const market = shortName(marketplace.name);
  if (job !== null) drawCode(sheet, 'For job', `${job.id} (${job.state})`);
  else if (payment.purchaseId === null) drawRow(sheet, 'For', `work arranged on ${market}`);
  if (payment.purchaseId !== null) drawCode(sheet, 'For purchase', payment.purchaseId);
  if (payment.externalId !== null) drawCode(sheet, 'Reference', payment.externalId);
  const [happened, at] = momentOf(receipt);
  drawRow(sheet, happened, momentWords(at));
  if (zone !== null && zone !== 'UTC') drawRow(sheet, 'Local time', momentWords(at, zone));
  const real = receipt.mode === 'sandbox' ? ' · sandbox, no real money' : '';
  drawRow(sheet, 'By', connection === null ? `${railWord[receipt.rail]}, nothing sent yet${real}`
    : `${railWord[receipt.rail]}, through ${shortName(connection.name)}${real}`);
  drawCode(sheet, 'Payment', payment.id);
  const debited = provingOperation(receipt)?.debited ?? null;
  if (debited !== null) drawRow(sheet, 'Payer debited', `${amountWords(debited)}, fees included`);
  if (payment.offerId !== null) drawCode(sheet, 'Offer', payment.offerId);
  if (payment.refundOf !== null) drawCode(sheet, 'Pays back', payment.refundOf);
  if (payment.migratedFrom !== null) drawCode(sheet, 'Migrated from', payment.migratedFrom);
  if (refundAddress !== null && payment.status === 'refunded') {
    drawCode(sheet, 'Refund address', refundAddress);
  }
  const proof = provingOperation(receipt)?.evidence?.reference;
  if (escrow !== null && escrow.reference !== proof) drawCode(sheet, 'Escrow', escrow.reference);
}

/** When the figure came true. */
function momentOf({ payment, times }: Receipt): [string, string] {
  const { released, refunded, escrowed, created } = times;
  if (payment.status === 'released' && released !== null) return ['Paid', released];
  if (payment.status === 'refunded' && refunded !== null) return ['Refunded', refunded];
  return escrowed !== null ? ['Held in escrow', escrowed] : ['Requested', created];
}

function drawEvidence(sheet: Sheet, receipt: Receipt): void {
  const operation = provingOperation(receipt);
  const evidence = operation?.evidence ?? null;
  if (operation === null || evidence === null) return;
  const { kind, reference } = evidence;
  drawProof(sheet, {
    label: evidenceTitle[kind], value: reference,
    lines: [
      `${kindWord[operation.kind]} of ${amountWords(operation.amount)}`
        + (operation.endedAt === null ? '' : `, settled ${stamp(operation.endedAt)} UTC`),
      'The code carries the text above, character for character.',
    ],
  });
}

/** Checks that passed are counted; what failed or was not looked at is written out. */
function drawChecks(sheet: Sheet, receipt: Receipt): void {
  const { verification, finality } = receipt;
  drawSection(sheet, 'What this rests on');
  drawParagraph(sheet,
    `${restsOn(provingOperation(receipt))}${verification.statement} ${finality}`);
  const passed = verification.checks.filter(({ result }) => result === 'passed').length;
  drawRow(sheet, 'Passed', passed === 1 ? '1 check' : `${passed} checks`);
  for (const { what, basis, result } of verification.checks) {
    if (result === 'passed') continue;
    drawRow(sheet, resultWord[result].text, `${what}. Basis: ${basis}.`, resultWord[result].tone);
  }
}

const resultWord = {
  failed: { text: 'FAILED', tone: 'bad' },
  'not-done': { text: 'Not done', tone: 'muted' },
} as const satisfies Record<Exclude<ReceiptCheck['result'], 'passed'>, {
  text: string; tone: Tone;
}>;

function drawSteps(sheet: Sheet, receipt: Receipt): void {
  const { operations, amounts: { held, released, refunded } } = receipt;
  drawSection(sheet, 'Every step', 40);
  if (operations.length === 0) drawParagraph(sheet, 'Nothing was asked of a provider.', 'muted');
  for (const operation of operations) drawOperation(sheet, operation, provingOperation(receipt));
  drawParagraph(sheet, `In all: held ${amountWords(held)}, released ${amountWords(released)}, `
    + `refunded ${amountWords(refunded)}.`);
}

function drawOperation(
  sheet: Sheet, operation: ReceiptOperation, proving: ReceiptOperation | null,
): void {
  const { evidence, kind, ordinal, state, amount, account, reason, failure } = operation;
  const shown = proving?.id === operation.id;
  const reference = evidence?.reference ?? operation.reference;
  const notes = [
    ...reason === '' ? [] : [`${reason}, asked for by ${operation.requestedBy}`],
    ...failure === null ? [] : [`Failure: ${failure}`],
  ];
  drawStep(sheet, {
    text: `${ordinal}. ${kindWord[kind]}, ${state} · ${whenWords(operation)}`,
    amount: amountWords(amount), notes,
    codes: [
      ...account === null || account === reference ? [] : [`to ${account}`],
      ...shown || reference === null ? [] : [reference],
    ],
  });
}

const kindWord = {
  hold: 'Hold', release: 'Release', refund: 'Refund', payout: 'Payout', purchase: 'Purchase',
} as const satisfies Record<ReceiptOperation['kind'], string>;

/** From the decision to the end; the day of the end only where it is another. */
function whenWords({ createdAt, endedAt }: ReceiptOperation): string {
  if (endedAt === null) return `since ${stamp(createdAt)} UTC`;
  const end = stamp(endedAt);
  return `${stamp(createdAt)} to ${end.slice(0, 10) === createdAt.slice(0, 10)
    ? end.slice(11) : end} UTC`;
}

/** How to check it without us, and which state of our own log it belongs to. */
function drawOrigin(sheet: Sheet, receipt: Receipt): void {
  const { audit } = receipt;
  drawSection(sheet, 'How to check it', 48);
  for (const text of checkWords(receipt)) drawParagraph(sheet, text);
  drawCode(sheet, 'Receipt', receipt.id);
  if (audit === null) drawRow(sheet, 'Audit log', 'empty');
  else drawCode(sheet, 'Audit log head', `${audit.seq} ${audit.hash}`);
  if (!isDrawable(allText(receipt))) {
    drawParagraph(sheet, 'Characters that this document\'s fonts cannot draw are written as their '
      + 'code points, [U+XXXX]. The JSON form of this receipt holds them as they are.', 'muted');
  }
}

/** Every text of the receipt that people gave. */
function allText(receipt: Receipt): string {
  const { payer, payee, marketplace, issuer, connection, operations, job, payment } = receipt;
  return [
    payer.name, payer.account, payee.name, payee.account, marketplace.name, issuer.name,
    connection?.name, job?.id, payment.externalId,
    ...operations.flatMap(({ reason, requestedBy, account, failure, reference }) =>
      [reason, requestedBy, account, failure, reference]),
  ].filter((text) => text !== null && text !== undefined).join(' ');
}
