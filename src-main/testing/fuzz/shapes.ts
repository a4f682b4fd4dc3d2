/** Values that fit a JSON Schema, as contract and listener publish of themselves. */
import fc from 'fast-check';
import { z } from 'zod';

/** What a schema's field means where its shape alone would never name anything that exists. */
export type Meanings = (field: string) => fc.Arbitrary<unknown> | null;

const node = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.unknown()).optional(), oneOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(), propertyNames: z.unknown().optional(),
  items: z.unknown().optional(), minItems: z.number().optional(), maxItems: z.number().optional(),
  minLength: z.number().optional(), maxLength: z.number().optional(),
  pattern: z.string().optional(), format: z.string().optional(),
  minimum: z.number().optional(), maximum: z.number().optional(),
});
type Node = z.infer<typeof node>;

/** Sizes stay small: that limits are kept is for the spoilt inputs to show. */
const ITEMS_MAX = 4;
const TEXT_MAX = 24;
/** An account that nobody has is asked about for up to twenty seconds: only spoils name such. */
const onlyMeant: ReadonlySet<string> = new Set(['payerAccount', 'buyerWalletAddressUrl']);
/** How often a field means something, against being any value of its shape. */
const MEANT = 9;

/** Arbitrary values of a schema; `field` is the name under which it stands. */
export function fitting(schema: unknown, meanings: Meanings, field = ''): fc.Arbitrary<unknown> {
  const shape = node.parse(schema);
  const branches = (shape.anyOf ?? []).map((one) => node.parse(one));
  const isClosed = shape.type === 'array' || shape.enum !== undefined
    || branches.some((one) => one.enum !== undefined || one.type === 'object');
  const meant = isClosed || field === '' ? null : meanings(field);
  if (meant === null) return byShape(shape, meanings, field);
  return fc.oneof(
    { weight: MEANT, arbitrary: meant },
    { weight: 1, arbitrary: onlyMeant.has(field) ? meant : byShape(shape, meanings, '') },
    ...(branches.some((one) => one.type === 'null')
      ? [{ weight: 3, arbitrary: fc.constant(null) }] : []),
  );
}

function byShape(shape: Node, meanings: Meanings, field: string): fc.Arbitrary<unknown> {
  if ('const' in shape) return fc.constant(shape['const']);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) {
    return fc.oneof(...choices.map((one) => fitting(one, meanings, field)));
  }
  const types = shape.type === undefined ? ['any'] : [shape.type].flat();
  return fc.oneof(...types.map((type) => ofType(type, shape, { meanings, field })));
}

type Context = { readonly meanings: Meanings; readonly field: string };

function ofType(type: string, shape: Node, context: Context): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null': return fc.constant(null);
    case 'boolean': return fc.boolean();
    case 'integer': return wholeNumber(shape);
    case 'number': return fc.oneof(wholeNumber(shape), fc.double({ noNaN: true, min: 0, max: 9 }));
    case 'string': return text(shape);
    case 'array': return fc.array(fitting(shape.items ?? {}, context.meanings, context.field), {
      minLength: shape.minItems ?? 0,
      maxLength: Math.max(shape.minItems ?? 0, Math.min(ITEMS_MAX, shape.maxItems ?? ITEMS_MAX)),
    });
    case 'object': return object(shape, context.meanings);
    default: return fc.oneof(fc.string({ maxLength: TEXT_MAX }), fc.integer(), fc.constant(null));
  }
}

function wholeNumber({ minimum = 0, maximum }: Node): fc.Arbitrary<number> {
  const min = Math.max(minimum, -1_000);
  const max = Math.max(min, Math.min(maximum ?? min + 100_000, Number.MAX_SAFE_INTEGER));
  return fc.oneof(
    fc.integer({ min, max: Math.min(max, min + 200) }), fc.maxSafeInteger().map((number) =>
      min + Math.abs(number) % (max - min + 1)),
  );
}

function text({ pattern, format, minLength = 0, maxLength = TEXT_MAX }: Node) {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern), { size: 'small' });
  if (format === 'uri') return fc.constantFrom('http://127.0.0.1:9/', 'https://127.0.0.1:9/x');
  if (format === 'date-time') {
    return fc.integer({ min: 0, max: 600_000 })
      .map((ago) => new Date(Date.now() - ago).toISOString());
  }
  return fc.string({
    unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, TEXT_MAX)),
  });
}

/** What may be left out is left out now and then, together with nothing else. */
function object(shape: Node, meanings: Meanings): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties, propertyNames } = shape;
  if (properties === undefined) {
    if (typeof additionalProperties !== 'object') return fc.constant({});
    const names = fitting(propertyNames ?? { type: 'string' }, meanings).map(String);
    const entries = fc.dictionary(names, fitting(additionalProperties, meanings), {
      maxKeys: ITEMS_MAX, noNullPrototype: true,
    });
    const whole = Object.fromEntries(required.map((name) =>
      [name, fitting(additionalProperties, meanings)]));
    return fc.tuple(entries, fc.record(whole)).map(([some, all]) => ({ ...some, ...all }));
  }
  const fields = Object.entries(properties).map(([name, one]) =>
    [name, fitting(one, meanings, name)] as const);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: required, noNullPrototype: true,
  });
}
