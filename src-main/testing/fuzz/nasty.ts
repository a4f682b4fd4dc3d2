/** What no well-meaning caller sends: values, and ways to spoil an input that was right. */
import fc from 'fast-check';
import { keptWhole } from './known.ts';

const HUGE = 'x'.repeat(70_000);

const texts: readonly string[] = [
  '', ' ', HUGE, '\u0000', 'a\u0000b', '\ud800', 'x\udc00y', '\u202eevil\u202c',
  'a\u200bb\ufeff',
  "' OR 1=1 --", '"; DROP TABLE payments; --', '%_%', '<script>alert(1)</script>',
  '=HYPERLINK("http://127.0.0.1")', '@SUM(1)', '+1', '-1', '-0.5', '1e-8', '1e400', '1E+2', '0x10',
  'NaN', 'Infinity', '-Infinity', '٣', '１', '1,000.00', '0.000000000000000000001', '00', '.5',
  '5.', '9'.repeat(40), `0.${'0'.repeat(300)}1`, '__proto__', 'constructor', 'toString',
  '../../etc/passwd', '..\\..\\x', 'file:///etc/passwd', 'javascript:alert(1)',
  'http://127.0.0.1:9', 'null', 'true', '[object Object]',
  '\r\nX-Injected: 1', '%00', '%2e%2e%2f', '%', '\u0130', 'ﬃ',
  '👩‍👩‍👧', 'e\u0301'.repeat(40),
];

const numbers: readonly unknown[] = [
  0, -0, -1, 1.5, 0.1 + 0.2, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 1e21, 1e308, 5e-324,
  Number.NaN, Number.POSITIVE_INFINITY, 10n ** 30n, -1n,
];

/** Deeper than any reader follows. */
function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

const shapes: readonly unknown[] = [
  null, undefined, true, false, [], {}, [[]], [null], { length: 1 }, { toString: 1 },
  nested(40, (inner) => [inner]), nested(3_000, (inner) => ({ inner })),
  Array.from({ length: 6_000 }, () => 'x'), new Date(0), new Map([[1, 2]]),
  new Uint8Array([1, 2, 3]), Object.fromEntries([['constructor', 1], ['hasOwnProperty', 2]]),
];

/** Any value that has broken a program somewhere. */
export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...texts) },
  { weight: 3, arbitrary: fc.constantFrom(...numbers) },
  { weight: 2, arbitrary: fc.constantFrom(...shapes) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

export const nastyText: fc.Arbitrary<string> = fc.constantFrom(...texts);

export type Spoil = {
  readonly how: 'replace' | 'remove' | 'add' | 'wrap' | 'proto' | 'twist';
  /** Which of the places inside the input, counted round. */
  readonly place: number;
  readonly value: unknown;
};

export const spoil: fc.Arbitrary<Spoil> = fc.record({
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap', 'proto', 'twist'),
  place: fc.nat(), value: nasty,
});

/** The input with one place of it made wrong. Passwords stay: each wrong one costs a lockout. */
export function spoilt(input: unknown, { how, place, value }: Spoil): unknown {
  const places = placesOf(input, []);
  const path = places[place % places.length] ?? [];
  return changed(input, path, (found) => {
    switch (how) {
      case 'replace': return value;
      case 'remove': return undefined;
      case 'add': return isPlain(found) ? { ...found, surplus: value, toString: value } : value;
      case 'wrap': return [found];
      case 'proto': return isPlain(found)
        ? Object.defineProperty({ ...found }, '__proto__', { value, enumerable: true }) : value;
      case 'twist': return twisted(found);
    }
  });
}

/** Nearly right: one more, the other sign, a space, the other type. */
function twisted(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}\u200b`;
  if (typeof value === 'boolean') return String(value);
  return isList(value) ? [...value, ...value, null] : { value };
}

type Path = readonly (string | number)[];

/** What was spoilt into a tower is one place: nobody climbs it. */
const DEPTH_MAX = 8;

function placesOf(value: unknown, path: Path): Path[] {
  const here: Path[] = [path];
  if (path.length > DEPTH_MAX) return here;
  if (Array.isArray(value)) {
    return here.concat(value.slice(0, 5).flatMap((one, index) => placesOf(one, [...path, index])));
  }
  if (!isPlain(value)) return here;
  return here.concat(Object.entries(value).flatMap(([name, one]) =>
    (keptWhole.has(name) ? [] : placesOf(one, [...path, name]))));
}

function changed(value: unknown, path: Path, change: (found: unknown) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((one: unknown, index) => (index === first ? changed(one, rest, change) : one));
  }
  if (!isPlain(value)) return value;
  const inner = changed(value[first], rest, change);
  const { [first]: _before, ...others } = value;
  return inner === undefined ? others : { ...others, [first]: inner };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isPlain(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    && !JSON.isRawJSON(value) && !(value instanceof Date) && !(value instanceof Map)
    && !(value instanceof Uint8Array);
}
