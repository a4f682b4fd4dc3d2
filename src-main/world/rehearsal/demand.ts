import type { Result } from '../../engine/domain/result.ts';

/** The value, or an error whose message is the refusal's sentence: it ends the run. */
export function demand<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
