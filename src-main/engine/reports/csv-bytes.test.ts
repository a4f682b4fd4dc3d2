import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAmount } from '../domain/money.ts';
import { createCsvBytes, type CsvBytes } from './csv-bytes.ts';
import { csvText } from './csv-file.ts';
import { textCell, timeCell } from './csv-text.ts';

type Field =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'whole'; readonly value: bigint }
  | { readonly kind: 'decimal'; readonly value: bigint; readonly scale: number }
  | { readonly kind: 'time'; readonly value: number | null };

function written(write: (out: CsvBytes) => void): string {
  const parts: Uint8Array[] = [];
  // The bytes are written over afterwards.
  const out = createCsvBytes((bytes) => { parts.push(Uint8Array.from(bytes)); });
  write(out);
  out.end();
  return Buffer.concat(parts).toString('utf8');
}

/** Throws where a text is said to have been changed and was not, or the other way. */
function put(out: CsvBytes, field: Field): void {
  switch (field.kind) {
    case 'text':
      if (out.text(field.value) !== textCell(field.value).escaped) throw new Error(field.value);
      break;
    case 'whole': out.whole(field.value.toString()); break;
    case 'decimal': out.decimal(field.value.toString(), field.scale); break;
    case 'time': out.time(field.value); break;
  }
}

/** The same field as the slow way says it. */
function cellOf(field: Field): string {
  switch (field.kind) {
    case 'text': return textCell(field.value).text;
    case 'whole': return field.value.toString();
    case 'decimal':
      return formatAmount({ minor: field.value, asset: { code: 'ABC', scale: field.scale } });
    case 'time': return timeCell(field.value).text;
  }
}

const minor = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ unit: 'grapheme-ascii' }),
  fc.constantFrom('', '=1+1', ' =1', '"', 'a"b', 'é', 'José', '\u0011x', 'x\uD800', '-5', '本'),
);
const anyField: fc.Arbitrary<Field> = fc.oneof(
  text.map((value): Field => ({ kind: 'text', value })),
  minor.map((value): Field => ({ kind: 'whole', value })),
  fc.tuple(fc.oneof(minor, fc.bigInt({ min: -200n, max: 200n })), fc.integer({ min: 0, max: 18 }))
    .map(([value, scale]): Field => ({ kind: 'decimal', value, scale })),
  fc.option(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }))
    .map((value): Field => ({ kind: 'time', value })),
);

describe('the bytes of a file', () => {
  test('are what csv-stringify makes of the same cells', () => {
    fc.assert(fc.property(fc.array(fc.array(anyField, { minLength: 1 })), (lines) => {
      const ours = written((out) => {
        for (const line of lines) {
          for (const field of line) put(out, field);
          out.endLine();
        }
      });
      expect(ours).toBe(csvText(lines.map((line) => line.map(cellOf))));
    }), { numRuns: 500 });
  });

  test.each([1, 2, 3, 127, 128, 129])(
    'are whole wherever a portion of them ends, %i bytes into a field', (shift) => {
      // Fields of every kind around the end of the portion of 256 KiB.
      const lines = [
        ['x'.repeat(262_144 - 400 - shift), ...Array.from({ length: 60 }, (_, at) => `é${at}`)],
        ['y'.repeat(262_144 - shift), 'after'], ['é'.repeat(131_072 - shift), 'after'],
        [`"${'z'.repeat(600_000)}`, 'after'], ['='.repeat(262_144 + shift), 'after'],
      ];
      const ours = written((out) => {
        for (const line of lines) {
          for (const value of line) out.text(value);
          out.time(1);
          out.decimal('5', 8);
          out.endLine();
        }
      });
      const cells = lines.map((line) => [
        ...line.map((value) => textCell(value).text), '1970-01-01T00:00:00.001Z', '0.00000005',
      ]);
      expect(ours === csvText(cells)).toBe(true);
    },
  );

  test('are whole for a text that just fits into a portion, and one that just does not', () => {
    for (let length = 262_144 - 16; length <= 262_144; length += 1) {
      for (const text of [`"${'z'.repeat(length)}`, 'z'.repeat(length)]) {
        const ours = written((out) => {
          for (const value of ['abc', text, 'after']) out.text(value);
          out.endLine();
        });
        expect(ours === csvText([['abc', text, 'after']]), `${length}`).toBe(true);
      }
    }
  });

  test.each(['', '-', '+1', '1e3', '1.', '=1', ' 1', '1,5', 'NaN', '--1', '1'.repeat(200)])(
    'are refused for the number %j', (digits) => {
      expect(() => written((out) => { out.whole(digits); })).toThrow(/numeric/);
      expect(() => written((out) => { out.decimal(digits, 8); })).toThrow(/numeric/);
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15, 0.5])(
    'are refused for the instant %d', (at) => {
      expect(() => written((out) => { out.time(at); })).toThrow(RangeError);
    },
  );
});
