import { z } from 'zod';

/**
 * Reads JSON without losing a digit (R1): every number comes back as the text it was written in,
 * so `0.1`, `1e-8` and `"0.1"` all reach the schema as strings. `undefined` where it is no JSON.
 */
export function readExactJson(text: string): unknown {
  const keepSource = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? (context?.source ?? '') : value;
  try {
    return JSON.parse(text, keepSource);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A short text of a provider's answer; numbers arrive as their source text. */
export const shortText = z.string().min(1).max(255);
/** The same where a provider may leave it out or write null. */
export const optionalText = shortText.nullish().transform((text) => text ?? null);
