import type { RefusalCode } from './refusals.ts';

/**
 * An expected "no": a code from the closed list, the sentence for a person, and what to look at.
 */
export type Refusal = {
  readonly code: RefusalCode;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
};

/** What every command answers: the value, or a refusal that changed nothing (R15). */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export function accept<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A broken promise of our own: the unit of work stops, nothing is recorded, a person is told. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Stops the unit of work where a promise of ours does not hold. */
export function invariant(claim: boolean, sentence: string): asserts claim {
  if (!claim) throw new InvariantError(sentence);
}
