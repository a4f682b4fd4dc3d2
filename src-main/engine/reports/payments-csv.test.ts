import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, describe, expect, test } from 'vitest';
import { BTC, formatAmount, money } from '../domain/money.ts';
import type { ExportedPayment } from '../lists.ts';
import { numberCell, textCell, unescapeCell } from './csv-text.ts';
import { ESCAPED_COLUMN, paymentColumns } from './payment-columns.ts';
import { writePaymentsCsv } from './payments-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-csv-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function exported(patch: Partial<ExportedPayment> = {}): ExportedPayment {
  return {
    id: 'pay_1', marketplaceId: 'mkt_1', jobId: 'job_1', externalId: null, rail: 'bitcoin',
    connectionId: 'con_1', asset: BTC, amountMinor: '100000', heldMinor: '100000',
    releasedMinor: '0', refundedMinor: '0', inMotionMinor: '0', status: 'escrowed', payer: 'Ada',
    payerAccount: null, payee: 'Worker', payeeAccount: 'bcrt1qexample', refundAddress: null,
    onExpiry: 'refund', escrowTimeoutMs: 3_600_000, linkedPaymentId: null, purchaseId: null,
    needsAttention: false, nextEvent: null, nextEventAt: null, abandonedAt: null,
    createdAt: Date.UTC(2026, 10, 21, 9, 0, 0), updatedAt: Date.UTC(2026, 10, 21, 9, 0, 1),
    escrowedAt: Date.UTC(2026, 10, 21, 9, 0, 1), releasedAt: null, refundedAt: null,
    expiresAt: null, ...patch,
  };
}

function written(chunks: readonly (readonly ExportedPayment[])[], title = 'All payments') {
  files += 1;
  const path = join(folder, `payments-${files}.csv`);
  const answer = writePaymentsCsv({ rows: chunks, path, title });
  return { path, answer, text: readFileSync(path, 'utf8') };
}

/** The file read by another program's parser, `text_escaped` undone. */
function readBack(text: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    header: true, newline: '\r\n', skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return data.map((line) => {
    const escaped = (line[ESCAPED_COLUMN] ?? '').split(' ');
    return Object.fromEntries(Object.entries(line).map(([name, cell]) =>
      [name, escaped.includes(name) ? unescapeCell(cell) : cell]));
  });
}

describe('the payments file', () => {
  test('quotes every field and ends every line with CRLF', () => {
    const { text } = written([[exported(), exported({ id: 'pay_2' })]]);
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe('');
    for (const line of lines.slice(0, -1)) {
      expect(line).toMatch(/^"[^"]*"(,"[^"]*")*$/);
      expect(line.split('","')).toHaveLength(paymentColumns.length + 2);
    }
  });

  test('gives amounts as decimals and as minor units, times with Z', () => {
    const [line] = readBack(written([[exported()]]).text);
    expect(line).toMatchObject({
      amount: '0.00100000', amount_minor: '100000', asset: 'BTC', scale: '8', asset_ref: 'BTC/8',
      escrow_timeout_seconds: '3600', created_at: '2026-11-21T09:00:00.000Z', released_at: '',
      status: 'escrowed', needs_attention: 'no', report: 'All payments',
    });
  });

  test('has a header when there is no payment', () => {
    const { answer, text } = written([[]]);
    expect(answer.rows).toBe(0);
    expect(text.startsWith('"payment_id","marketplace_id"')).toBe(true);
    expect(text.endsWith('"text_escaped","report"\r\n')).toBe(true);
  });

  test('is private, counted and named by its digest', () => {
    const { path, answer, text } = written([[exported()], [exported({ id: 'pay_2' })]]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(answer).toEqual({
      rows: 2, sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    });
  });

  test('never takes the place of a file that is there', () => {
    const path = join(folder, 'there.csv');
    writeFileSync(path, 'mine');
    expect(() => writePaymentsCsv({ rows: [], path, title: '' })).toThrow(/EEXIST/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('leaves nothing behind when reading fails', () => {
    const path = join(folder, 'half.csv');
    const rows = function* (): Generator<readonly ExportedPayment[]> {
      yield [exported()];
      throw new Error('the reader stopped');
    };
    expect(() => writePaymentsCsv({ rows: rows(), path, title: '' })).toThrow('the reader stopped');
    expect(existsSync(path)).toBe(false);
  });

  test('names the cells that it changed', () => {
    const { text } = written([[exported({ payee: '=HYPERLINK("http://x")', payer: '+49' })]]);
    const [raw] = Papa.parse<Record<string, string>>(text, { header: true }).data;
    expect(raw).toMatchObject({
      payee: '\'=HYPERLINK("http://x")', payer: '\'+49', text_escaped: 'payer payee',
    });
  });

  test('reads back to what was written, whatever people call themselves', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }),
      fc.constantFrom('=1+1', ' =1', '\t=1', '＝1', '\'=1', '\'', '"', '",\r\n"', '-5', '@a', ''),
    );
    const some = fc.record({
      payee: word, payer: word, externalId: fc.option(word), refundAddress: fc.option(word),
      minor: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    });
    fc.assert(fc.property(fc.array(some, { maxLength: 6 }), word, (given, title) => {
      const rows = given.map(({ minor, ...patch }) =>
        exported({ ...patch, amountMinor: `${minor}` }));
      const back = readBack(written([rows], title).text);
      expect(back).toHaveLength(given.length);
      for (const [at, line] of back.entries()) {
        const { payee, payer, externalId, refundAddress, minor } = given[at] ?? {};
        expect(line).toMatchObject({
          payee, payer, external_id: externalId ?? '', refund_address: refundAddress ?? '',
          amount: formatAmount(money(minor ?? 0n, BTC)), amount_minor: `${minor}`, report: title,
        });
      }
    }), { numRuns: 150 });
  });
});

describe('a cell', () => {
  test.each([
    '=1', '+1', '-1', '@x', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x', '  =1', '\u00A0=1',
    '\u200B=1', '\uFEFF-1', ' \t=1',
  ])('of %j is neutralised', (text) => {
    expect(textCell(text)).toEqual({ text: `'${text}`, escaped: true });
  });

  test.each(['', 'Ada', '0.5', 'a=b', '\'=1', 'x-1', '日本'])('of %j stays as it is', (text) => {
    expect(textCell(text)).toEqual({ text, escaped: false });
  });

  test.each(['-1', '0', '0.00000001', '9223372036854775807'])('keeps the number %s', (text) => {
    expect(numberCell(text).text).toBe(text);
  });

  test.each(['', '+1', '1e3', '1.', '=1', ' 1', '1,5', 'NaN'])('is no number in %j', (text) => {
    expect(() => numberCell(text)).toThrow('something else');
  });
});
