/** A number as it was written: `JSON.stringify` writes exactly this text again. */
export type Numeral = { readonly rawJSON: string };

declare global {
  // Node 24 has both; TypeScript's libraries do not describe them yet.
  interface JSON {
    rawJSON(text: string): Numeral;
    isRawJSON(value: unknown): value is Numeral;
  }
}

export const JSON_DEPTH_MAX = 16;

export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads JSON without losing a digit (R1): every number comes back as a `Numeral` holding its source
 * text. Refuses what readers understand differently: nesting beyond `JSON_DEPTH_MAX`, a key that
 * stands twice in one object, and the key `__proto__`. `plain` numbers: bodies without money.
 */
export function readJson(text: string, numbers: 'exact' | 'plain' = 'exact'): ReadJson {
  // Before parsing, because a reviver recurses and deep nesting would exhaust the stack.
  const problem = structureProblem(text);
  if (problem !== null) return { ok: false, problem };
  try {
    const value: unknown = JSON.parse(text, numbers === 'exact' ? keepSource : undefined);
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: 'The body is not valid JSON.' };
  }
}

/** A number from its exact decimal text, for an answer: `{"amount":0.00100000}`. */
export function numeral(text: string): Numeral {
  return JSON.rawJSON(text);
}

/** The digits of a number or of a decimal written as a string; null for anything else. */
export function decimalText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return JSON.isRawJSON(value) ? value.rawJSON : null;
}

/**
 * JSON with sorted keys and no spaces (the layout of RFC 8785), numbers as they were written. Equal
 * bodies give equal texts, and no amount is rounded on the way, as a canonical float would be.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) {
    return JSON.stringify(value) ?? 'null';
  }
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${entries.join(',')}}`;
}

function keepSource(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? JSON.rawJSON(context?.source ?? 'null') : value;
}

/** What a scan of brackets and keys finds wrong, in linear time; syntax is the parser's. */
function structureProblem(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let index = 0;
  while (index < text.length) {
    const sign = text[index];
    if (sign === '"') {
      const end = endOfString(text, index);
      const keys = open.at(-1);
      if (keys instanceof Set && isKey(text, end)) {
        const problem = noteKey(keys, text.slice(index, end));
        if (problem !== null) return problem;
      }
      index = end;
      continue;
    }
    if (sign === '{' || sign === '[') open.push(sign === '{' ? new Set() : null);
    if (sign === '}' || sign === ']') open.pop();
    if (open.length > JSON_DEPTH_MAX) return `The body nests deeper than ${JSON_DEPTH_MAX} levels.`;
    index += 1;
  }
  return null;
}

/** The index after the closing quote, or the end of a text that never closes it. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  let index = end;
  while (text[index] === ' ' || text[index] === '\n' || text[index] === '\r'
    || text[index] === '\t') index += 1;
  return text[index] === ':';
}

function noteKey(keys: Set<string>, quoted: string): string | null {
  const key = plainKey(quoted);
  // A malformed key is the parser's to refuse.
  if (key === null) return null;
  if (key === '__proto__') return 'The key "__proto__" is not accepted.';
  if (keys.has(key)) return `The key "${key.slice(0, 60)}" stands twice in one object.`;
  keys.add(key);
  return null;
}

function plainKey(quoted: string): string | null {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    const key: unknown = JSON.parse(quoted);
    return typeof key === 'string' ? key : null;
  } catch {
    return null;
  }
}
