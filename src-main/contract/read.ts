/** How both doors read what came from outside, by a schema that they publish. */
import { z } from 'zod';

const NO_UNICODE = 'holds text that is no valid Unicode';
/** V8's words for an object that stands where a length should. */
const NOT_PRIMITIVE = 'Cannot convert object to primitive value';

/** What `safeParse` answers. */
export type ReadInput<O> =
  | { readonly success: true; readonly data: O; readonly error?: never }
  | { readonly success: false; readonly error: z.ZodError; readonly data?: never };

/**
 * `schema.safeParse`, and two refusals that a schema cannot say of itself: halves of a surrogate
 * pair, which no audit entry can hold and no file can carry; and objects that name a `length` of
 * their own, which zod compares although they are no text, and which need not be comparable.
 */
export function readInput<T extends z.ZodType>(
  schema: T, input: unknown,
): ReadInput<z.output<T>> {
  const path = brokenTextIn(input);
  if (path !== null) return refused(path, NO_UNICODE);
  try {
    return schema.safeParse(input);
  } catch (error) {
    if (!(error instanceof TypeError) || error.message !== NOT_PRIMITIVE) throw error;
    return refused([], 'holds an object where a text or list should stand');
  }
}

type Path = readonly string[];

function refused(path: Path, message: string): ReadInput<never> {
  return { success: false, error: new z.ZodError([{ code: 'custom', path: [...path], message }]) };
}

/** Where the first such text stands, null where none does. It climbs no stack, however deep. */
function brokenTextIn(input: unknown): Path | null {
  const waiting: { readonly value: unknown; readonly path: Path }[] = [{ value: input, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && !value.isWellFormed()) return path;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    for (const [name, one] of Object.entries(value)) {
      if (!name.isWellFormed()) return path;
      if (typeof one !== 'string' && typeof one !== 'object') continue;
      // The first names are enough to find the field by.
      waiting.push({ value: one, path: path.length < 4 ? [...path, name] : path });
    }
  }
  return null;
}
