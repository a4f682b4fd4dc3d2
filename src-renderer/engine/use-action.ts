import { useState } from 'react';
import { errorText } from './call.ts';

/**
 * One act of a form or button: whether it runs, and the sentence of its refusal, which is shown
 * beside it and nowhere else. `run` answers the result, or null where it was refused.
 */
export function useAction<I extends readonly unknown[], O>(act: (...input: I) => Promise<O>) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function run(...input: I): Promise<O | null> {
    setPending(true);
    setError(null);
    try {
      return await act(...input);
    } catch (problem) {
      setError(errorText(problem));
      return null;
    } finally {
      setPending(false);
    }
  }
  return { run, pending, error, reset: () => setError(null) };
}
