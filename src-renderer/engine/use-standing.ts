import { useEffect, useRef, useState } from 'react';
import { RefusalError } from './call.ts';
import { transport } from './transport.ts';

/**
 * Something of the installation that every screen shows: read when the window opens, and again when
 * settings change, of which it is one. `empty` until it is known.
 */
export function useStanding<T>(ask: () => Promise<T>, empty: T): T {
  const [standing, setStanding] = useState(empty);
  const asking = useRef(ask);
  useEffect(() => {
    let gone = false;
    const read = (): void => {
      asking.current().then(
        (answer) => { if (!gone) setStanding(answer); },
        (error: unknown) => {
          // What cannot be asked now is asked again with the next change.
          if (!(error instanceof RefusalError)) throw error;
        },
      );
    };
    read();
    const stop = transport().on('changed', ({ nouns }) => {
      if (nouns.includes('settings')) read();
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return standing;
}
