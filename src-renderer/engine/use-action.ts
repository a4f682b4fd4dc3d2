import { useState } from 'react';
import { errorText, RefusalError } from './call.ts';

type Details = Readonly<Record<string, string>>;
const none: Details = {};

/**
 * One act of a form or button: whether it runs, and the sentence of its refusal, which is shown
 * beside it and nowhere else. `run` answers the result, or null where it was refused; `details`
 * says what was wrong with which part of the input, by its name.
 */
export function useAction<I extends readonly unknown[], O>(act: (...input: I) => Promise<O>) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [details, setDetails] = useState(none);

  function reset(): void {
    setError(null);
    setDetails(none);
  }

  async function run(...input: I): Promise<O | null> {
    setPending(true);
    reset();
    try {
      return await act(...input);
    } catch (problem) {
      setError(errorText(problem));
      setDetails(problem instanceof RefusalError ? problem.details : none);
      return null;
    } finally {
      setPending(false);
    }
  }
  return { run, pending, error, details, reset };
}
