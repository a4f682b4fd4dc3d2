import { describe, expect, test } from 'vitest';
import * as rows from '../../db/sample-rows.ts';
import { BTC, money } from '../domain/money.ts';
import type { Operation } from '../domain/operation.ts';
import type { Payment } from '../domain/payment.ts';
import { settleUp } from '../domain/plan.ts';
import type { PaymentFile } from '../api.ts';
import { drawable, isDrawable } from './pdf-text.ts';
import { pdfPages, pdfWords } from '../../testing/pdf-words.ts';
import { plainText } from './plain-text.ts';
import { receiptShape, type Receipt } from './receipt-shape.ts';
import { composeReceipt, receiptJson, SANDBOX_NOTICE, type ReceiptInput } from './receipt.ts';
import { renderReceiptPdf } from './receipt-pdf.ts';

const START = Date.UTC(2026, 10, 21, 9, 0, 0);
const HASH = '9f'.repeat(32);
const REFUND_HASH = '7c'.repeat(32);
const ADDRESS = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';

function operation(patch: Partial<Operation>): Operation {
  return rows.operation({
    amount: money(1_000n, BTC), reference: null, evidence: null, account: ADDRESS,
    createdAt: START, dispatchedAt: START + 100, endedAt: START + 200, ...patch,
  });
}

const hold = operation({
  id: 'op_1', ordinal: 1, kind: 'hold', state: 'settled', account: null, reference: ADDRESS,
  evidence: { kind: 'escrow-address', reference: ADDRESS, word: 'the daemon\'s word', raw: '{}' },
});
const release = operation({
  id: 'op_2', ordinal: 2, kind: 'release', state: 'settled', reference: HASH,
  amount: money(700n, BTC),
  evidence: { kind: 'transaction', reference: HASH, word: 'the daemon\'s word', raw: '{"a":1}' },
});
const refund = operation({
  id: 'op_3', ordinal: 3, kind: 'refund', state: 'settled', reference: REFUND_HASH,
  amount: money(300n, BTC),
  evidence: { kind: 'transaction', reference: REFUND_HASH, word: 'the daemon\'s word', raw: '' },
});

function file(
  operations: readonly Operation[],
  patch: Partial<PaymentFile> = {},
  payment: Partial<Payment> = {},
): PaymentFile {
  const aggregate = settleUp({
    payment: rows.payment({
      id: 'pay_01', version: 4, createdAt: START, updatedAt: START + 200, escrowedAt: START + 150,
      payee: 'Worker', connectionId: 'con_1', ...payment,
    }),
    operations, escrow: null, consent: null,
  });
  return {
    ...aggregate, job: null, marketplace: rows.marketplace(), connection: rows.connection(),
    events: [], attempts: [], linked: [], ...patch,
  };
}

function receiptOf(paymentFile: PaymentFile, patch: Partial<ReceiptInput> = {}): Receipt {
  return composeReceipt({
    file: paymentFile, issuerName: 'Acme Operations', engineVersion: '0.1.0', sandbox: true,
    finality: 'Final once confirmed.', auditHead: { seq: 7, hash: 'ab'.repeat(32) },
    issuedAtMs: START + 60_000, ...patch,
  });
}

describe('a receipt', () => {
  test('names parties, amounts, hashes, times and the audit head', () => {
    const receipt = receiptOf(file([hold, release, refund]));
    expect(receipt).toMatchObject({
      number: '01-4', issuedAt: '2026-11-21T09:01:00.000Z', transactionHash: HASH,
      refundTransactionHash: REFUND_HASH, paymentMethod: 'bitcoin',
      payee: { name: 'Worker' }, audit: { seq: '7', hash: 'ab'.repeat(32) },
      times: { created: '2026-11-21T09:00:00.000Z', escrowed: '2026-11-21T09:00:00.150Z' },
    });
    expect(receipt.amounts.released).toEqual({
      value: '0.00000700', assetCode: 'BTC', assetScale: '8', asset: 'BTC/8', minor: '700',
    });
    expect(receipt.operations.map(({ kind, state }) => `${kind} ${state}`))
      .toEqual(['hold settled', 'release settled', 'refund settled']);
  });

  test('is the same for the same payment, and another for another version', () => {
    expect(receiptOf(file([hold]))).toEqual(receiptOf(file([hold])));
    expect(receiptOf(file([hold])).id).not.toBe(receiptOf(file([hold], {}, { version: 5 })).id);
  });

  test('keeps every number a text, so that no reader rounds one', () => {
    const walk = (value: unknown): void => {
      expect(typeof value).not.toBe('number');
      if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
    };
    const json = receiptJson(receiptOf(file([hold, release])));
    walk(JSON.parse(json));
    expect(receiptShape.parse(JSON.parse(json))).toEqual(receiptOf(file([hold, release])));
  });

  test('carries the raw answer as its digest only', () => {
    const json = receiptJson(receiptOf(file([hold, release])));
    expect(json).not.toContain('{\\"a\\":1}');
    expect(json).toContain('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
  });

  test('says SANDBOX where the connection is one, whatever the installation is', () => {
    expect(receiptOf(file([hold]), { sandbox: false }).notice).toBe(SANDBOX_NOTICE);
    const live = file([hold], { connection: rows.connection({ mode: 'live' }) });
    expect(receiptOf(live, { sandbox: true })).toMatchObject({ mode: 'live', notice: null });
    const unsent = file([], { connection: null });
    expect(receiptOf(unsent, { sandbox: true }).notice).toBe(SANDBOX_NOTICE);
  });

  test('strips what could turn a text around', () => {
    const receipt = receiptOf(file([hold], {}, { payee: 'Eve\u202Egnp.exe\u0000\n<b>' }));
    expect(receipt.payee.name).toBe('Eve gnp.exe <b>');
  });
});

describe('the verification', () => {
  test('rests on evidence and says that the chain was not looked at', () => {
    const { verification } = receiptOf(file([hold, release, refund]));
    expect(verification.status).toBe('provider-evidence');
    expect(verification.checks.map(({ result }) => result))
      .toEqual(['passed', 'passed', 'passed', 'passed', 'not-done']);
    expect(verification.checks[2]?.basis).toBe('the daemon\'s word');
  });

  test('proves nothing from a time of release alone', () => {
    const paymentFile = file([], {}, { releasedAt: START, status: 'released' });
    expect(receiptOf(paymentFile).verification.status).toBe('nothing-settled');
  });

  test('fails where a settled operation has no evidence', () => {
    const { verification } = receiptOf(file([hold, { ...release, evidence: null }]));
    expect(verification.status).toBe('contradicted');
  });

  test('fails where the evidence names another reference', () => {
    const { verification } = receiptOf(file([hold, { ...release, reference: 'other' }]));
    expect(verification.status).toBe('contradicted');
  });

  test.each([
    { released: 800n, operations: [hold, release] }, { released: 0n, operations: [release] },
  ])('fails where the amounts are not those of the operations', ({ released, operations }) => {
    const right = file([hold, release]);
    const payment = { ...right.payment, released: money(released, BTC) };
    const { status, checks } = receiptOf({ ...right, payment, operations }).verification;
    expect(status).toBe('contradicted');
    expect(checks[0]?.result).toBe('failed');
  });

  test('tells an unknown outcome, an open operation and a statement apart', () => {
    const open = { ...release, state: 'submitted' as const, evidence: null, reference: null };
    expect(receiptOf(file([hold, open])).verification.status).toBe('in-progress');
    const unclear = { ...open, state: 'unclear' as const };
    expect(receiptOf(file([hold, unclear])).verification.status).toBe('outcome-unknown');
    const evidence = {
      kind: 'operator-statement' as const, reference: HASH, word: 'Ana and Ben', raw: '',
    };
    const stated = receiptOf(file([hold, { ...release, evidence }]));
    expect(stated.verification.status).toBe('operator-statement');
    expect(stated.transactionHash).toBeNull();
  });
});

describe('the drawn receipt', () => {
  const whole = { ...release, amount: money(1_000n, BTC) };
  const paid = file([hold, whole], {}, { releasedAt: START + 200, payer: 'Acme AI' });

  test('gives the same bytes for the same receipt', async () => {
    const receipt = receiptOf(file([hold, release, refund]));
    const [one, two] = [await renderReceiptPdf(receipt), await renderReceiptPdf(receipt)];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    expect(Buffer.from(one).subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
    expect(Buffer.from(one).toString('latin1')).toContain('(D:20261121090100Z)');
  });

  test('says on one page who paid whom, how much, when, and what proves it', async () => {
    const pdf = await renderReceiptPdf(receiptOf(paid), 'Europe/Madrid');
    const lines = pdfWords(pdf).map((line) => line.trim());
    const order = [
      SANDBOX_NOTICE, 'Payment receipt', '0.00001000 BTC', 'was paid to Worker by Acme AI.',
      'Payer', 'Acme AI', 'Payee', 'Worker', 'Paid',
      'Saturday, 21 November 2026 at 09:00:00 UTC', 'Local time',
      'Saturday, 21 November 2026 at 10:00:00, Europe/Madrid', 'Transaction', HASH,
      'What this rests on', 'Every step', 'How to check it', 'Audit log head',
    ];
    expect(lines.filter((line) => order.includes(line)).filter((line, at, all) =>
      all.indexOf(line) === at)).toEqual(order);
    expect(lines.join(' ')).toContain('That the release settled rests on the transaction named');
    expect(pdfPages(pdf)).toBe(1);
    expect(pdf.length).toBeLessThan(60_000);
  });

  test('tells language and title, and embeds what it draws with', async () => {
    const text = Buffer.from(await renderReceiptPdf(receiptOf(paid))).toString('latin1');
    expect(text).toContain('/Lang (en)');
    expect(text).toContain('/DisplayDocTitle true');
    expect(text).toContain(`(SANDBOX payment receipt ${receiptOf(paid).number})`);
    expect(text.match(/\/FontFile2/g)?.length).toBe(3);
    expect(text).not.toContain('/Helvetica');
  });

  test('takes nothing in a name for a place of its sentence', async () => {
    const receipt = receiptOf({ ...paid, payment: { ...paid.payment, payee: '{payer} $& x' } });
    expect(pdfWords(await renderReceiptPdf(receipt)))
      .toContain('was paid to {payer} $& x by Acme AI.');
  });

  test('calls a live one by its name alone', async () => {
    const live = receiptOf({ ...paid, connection: rows.connection({ mode: 'live' }) });
    const words = pdfWords(await renderReceiptPdf(live)).join('\n');
    expect(words).not.toMatch(/sandbox/i);
    expect(words).toContain('an explorer of Bitcoin');
  });

  test.each([
    ['requested', []], ['escrowed', [hold]], ['refunded', [hold, { ...refund, ordinal: 2,
      amount: money(1_000n, BTC) }]],
  ] as const)('of a payment that is %s claims nothing else', async (status, operations) => {
    const receipt = receiptOf(file(operations));
    expect(receipt.payment.status).toBe(status);
    const words = pdfWords(await renderReceiptPdf(receipt)).join('\n');
    expect(words).not.toContain('was paid to');
    expect(words.includes('Transaction')).toBe(status === 'refunded');
  });

  test('takes a hundred steps and a name of every script', async () => {
    const reason = 'много слов '.repeat(30);
    const many = Array.from({ length: 100 }, (_, at) => ({
      ...release, id: `op_${at + 2}`, ordinal: at + 2, amount: money(1n, BTC), reason,
    }));
    const long = receiptOf(file([hold, ...many], {}, { payee: '木村 Łukasz 🐙'.repeat(20) }));
    const pdf = await renderReceiptPdf(long);
    expect(pdfPages(pdf)).toBeGreaterThan(10);
    const words = pdfWords(pdf);
    expect(words.filter((line) => line.includes('много')).length).toBeGreaterThan(100);
    expect(words.join('')).toContain('[U+6728][U+6751] Łukasz [U+1F419]');
    expect(words.filter((line) => line === SANDBOX_NOTICE)).toHaveLength(pdfPages(pdf));
    expect(pdf.length).toBeLessThan(200_000);
  });

  test.each([
    ['José – €5', 'José – €5'], ['Łukasz Žižek', 'Łukasz Žižek'], ['Ελένη', 'Ελένη'],
    ['Наталья Їжак', 'Наталья Їжак'], ['🐙', '[U+1F419]'], ['e\u0301', 'é'],
    ['नम', '[U+0928][U+092E]'], ['ع', '[U+0639]'], ['\u00ad', '[U+00AD]'], ['\u202e', '[U+202E]'],
  ])('writes %j as %j', (text, drawn) => {
    expect(drawable(text)).toBe(drawn);
    expect(isDrawable(text)).toBe(!drawn.includes('['));
  });
});

describe('plain text', () => {
  test.each([
    ['a\u202Eb', 'a b'], ['a\u0000\r\nb', 'a b'], ['  a  ', 'a'], ['a\uD800b', 'a b'],
    ['a\u200Bb', 'a b'], ['=1+1', '=1+1'],
  ])('of %j is %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  test('is bounded in characters', () => {
    expect(plainText('🐙'.repeat(50), 10)).toBe(`${'🐙'.repeat(9)}…`);
  });
});
